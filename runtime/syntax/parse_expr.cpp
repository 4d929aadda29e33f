// Expressions.

#include <fmt/format.h>

#include "runtime/syntax/parser_impl.h"
#include "runtime/syntax/printer.h"

namespace gopherarium {

Expr* Parser::expr() { return binary_expr(nullptr, 0); }

// Expression = UnaryExpr | Expression binary_op Expression .   Operators that bind tighter than `above`.
Expr* Parser::binary_expr(Expr* x, int above) {
  Depth depth(*this);
  if (x == nullptr) x = unary_expr();
  while (precedence(token()) > above) {
    depth.deeper();
    auto* binary = make<BinaryExpr>(pos());
    binary->op = token();
    next();
    binary->x = x;
    binary->y = binary_expr(nullptr, precedence(binary->op));
    x = binary;
  }
  return x;
}

// UnaryExpr = PrimaryExpr | unary_op UnaryExpr .
Expr* Parser::unary_expr() {
  Depth depth(*this);
  switch (token()) {
    case Token::Mul: {
      auto* star = make<StarExpr>(pos());
      next();
      star->x = unary_expr();
      return star;
    }
    case Token::Add:
    case Token::Sub:
    case Token::Not:
    case Token::Xor:
    case Token::Tilde:
    case Token::And: {
      auto* unary = make<UnaryExpr>(pos());
      unary->op = token();
      next();
      unary->x = unary_expr();
      if (unary->op == Token::And) unary->x = unparen(unary->x);  // &(T{}) is &T{}
      return unary;
    }
    case Token::Arrow: return arrow_expr();
    default: return primary_expr(nullptr);
  }
}

// A receive <-x, or a type <-chan E. Which of them is known at the end: <-chan T(x) receives. So a channel type after the
// arrow takes the arrow over; <-chan<- E was read as <-(chan<- E) and means <-chan (<-E).
Expr* Parser::arrow_expr() {
  Pos arrow = pos();
  next();
  Expr* x = unary_expr();
  if (!is<ChanType>(x)) {
    auto* receive = make<UnaryExpr>(arrow);
    receive->op = Token::Arrow;
    receive->x = x;
    return receive;
  }
  Expr* t = x;
  ChanDir dir = ChanDir::SendOnly;
  while (dir == ChanDir::SendOnly) {
    auto* chan = dyn_cast<ChanType>(t);
    if (chan == nullptr) break;
    dir = chan->dir;
    if (dir == ChanDir::RecvOnly) {
      syntax_error(old_wording() ? "unexpected <-, expecting chan" : "unexpected <-, expected chan");
    }
    chan->dir = ChanDir::RecvOnly;
    t = chan->elem;
  }
  if (dir == ChanDir::SendOnly) {
    syntax_error(fmt::format("unexpected {}, {} chan", expr_string(t), old_wording() ? "expecting" : "expected"));
  }
  x->pos = arrow;
  return x;
}

// Operand     = Literal | OperandName | MethodExpr | "(" Expression ")" .
// Literal     = BasicLit | CompositeLit | FunctionLit .   Composite literals are primary_expr's.
Expr* Parser::operand() {
  switch (token()) {
    case Token::Name: return name();
    case Token::Int:
    case Token::Float:
    case Token::Imag:
    case Token::Rune:
    case Token::String: return literal_or_null();
    case Token::Lparen: {
      auto* paren = make<ParenExpr>(pos());
      next();
      ++expr_nesting_;
      paren->x = expr();
      --expr_nesting_;
      paren->rparen = pos();
      want(Token::Rparen);
      return paren;
    }
    case Token::Func: {
      Pos func = pos();
      next();
      FuncType* signature = func_type(TypeParams::Forbidden, "function type");
      if (!at(Token::Lbrace)) return signature;
      auto* literal = make<FuncLit>(func);
      literal->func_type = signature;
      ++expr_nesting_;
      literal->body = func_body();
      --expr_nesting_;
      return literal;
    }
    case Token::Lbrack:
    case Token::Chan:
    case Token::Map:
    case Token::Struct:
    case Token::Interface: return type();
    default: {
      Expr* bad = bad_expr();
      syntax_error("expected expression");
      advance({Token::Rparen, Token::Rbrack, Token::Rbrace});
      return bad;
    }
  }
}

// PrimaryExpr = Operand | Conversion | PrimaryExpr ( Selector | Index | Slice | TypeAssertion | Arguments ) .
Expr* Parser::primary_expr(Expr* x) {
  Depth depth(*this);
  if (x == nullptr) x = operand();
  for (;; depth.deeper()) {
    switch (token()) {
      case Token::Dot: x = selector_or_assertion(x); break;
      case Token::Lbrack: x = index_or_slice(x); break;
      case Token::Lparen: x = call(x); break;
      case Token::Lbrace: {
        Expr* bare = unparen(x);
        if (!may_start_composite(bare)) return x;
        if (bare != x) syntax_error("cannot parenthesize type in composite literal");
        x = composite_literal(x);
        break;
      }
      default: return x;
    }
  }
}

// Selector = "." identifier .   TypeAssertion = "." "(" Type ")" .
Expr* Parser::selector_or_assertion(Expr* x) {
  Pos dot = pos();
  next();
  if (at(Token::Name)) {
    auto* selector = make<SelectorExpr>(dot);
    selector->x = x;
    selector->sel = name();
    return selector;
  }
  if (!got(Token::Lparen)) {
    syntax_error("expected name or (");
    advance({Token::Semi, Token::Rparen});
    return x;
  }
  auto* assertion = make<TypeAssertExpr>(dot);
  assertion->x = x;
  if (got(Token::Type)) {
    guards_.push_back(assertion);
  } else {
    assertion->type_expr = type();
  }
  assertion->rparen = pos();
  want(Token::Rparen);
  return assertion;
}

// Index = "[" Expression [ "," ] "]" .   TypeArgs = "[" TypeList [ "," ] "]" .
Expr* Parser::index_or_slice(Expr* x) {
  Pos lbrack = pos();
  next();
  if (at(Token::Rbrack)) {
    syntax_error("expected operand");
    next();
    return x;
  }
  TypeArgs args;
  if (!at(Token::Colon)) {
    args = type_args();
    if (args.comma || at(Token::Rbrack)) {
      auto* index = make<IndexExpr>(lbrack);
      index->x = x;
      index->indices = args.list;
      index->rbrack = pos();
      want(Token::Rbrack);
      return index;
    }
  }
  auto* slice = make<SliceExpr>(lbrack);
  slice->x = x;
  if (!args.list.empty()) slice->index[0] = args.list[0];
  if (!got(Token::Colon)) {
    syntax_error("expected comma, : or ]");
    advance({Token::Comma, Token::Colon, Token::Rbrack});
  }
  ++expr_nesting_;
  slice_bounds(slice);
  --expr_nesting_;
  slice->rbrack = pos();
  want(Token::Rbrack);
  return slice;
}

// Slice = "[" [ Expression ] ":" [ Expression ] [ ":" Expression ] "]" , after the first ":".
void Parser::slice_bounds(SliceExpr* slice) {
  if (!at(Token::Colon) && !at(Token::Rbrack)) slice->index[1] = expr();
  if (!at(Token::Colon)) return;
  slice->full = true;
  if (slice->index[1] == nullptr) {
    error("middle index required in 3-index slice");
    slice->index[1] = bad_expr();
  }
  next();
  if (!at(Token::Rbrack)) {
    slice->index[2] = expr();
  } else {
    error("final index required in 3-index slice");
    slice->index[2] = bad_expr();
  }
}

// Arguments = "(" [ ( ExpressionList | Type [ "," ExpressionList ] ) [ "..." ] [ "," ] ] ")" .
Expr* Parser::call(Expr* fun) {
  auto* call = make<CallExpr>(pos());
  call->fun = fun;
  next();
  ListBuilder<Expr> args;
  ++expr_nesting_;
  call->rparen = list("argument list", Token::Comma, Token::Rparen, [&] {
    args.add(expr());
    call->has_dots = got(Token::DotDotDot);
    return call->has_dots;
  });
  --expr_nesting_;
  call->args = args.finish(file_.arena);
  return call;
}

namespace {

// Whether x cannot be a type.
bool is_value(const Expr* x) {
  switch (x->kind) {
    case NodeKind::BasicLit:
    case NodeKind::CompositeLit:
    case NodeKind::FuncLit:
    case NodeKind::SliceExpr:
    case NodeKind::TypeAssertExpr:
    case NodeKind::CallExpr:
    case NodeKind::UnaryExpr:
    case NodeKind::BinaryExpr: return true;
    case NodeKind::ParenExpr: return is_value(as<ParenExpr>(x)->x);
    case NodeKind::IndexExpr: {
      auto* index = as<IndexExpr>(x);
      return is_value(index->x) || (index->indices.size() == 1 && is_value(index->indices[0]));
    }
    default: return false;
  }
}

}  // namespace

// Whether a '{' after `type` belongs to a composite literal. In a statement's header a mere name doesn't start one.
bool Parser::may_start_composite(const Expr* type) const {
  switch (type->kind) {
    case NodeKind::Ident:
    case NodeKind::SelectorExpr: return expr_nesting_ >= 0;
    case NodeKind::IndexExpr: return expr_nesting_ >= 0 && !is_value(type);
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::MapType: return true;
    default: return false;
  }
}

// LiteralValue = "{" [ ElementList [ "," ] ] "}" .   KeyedElement = [ Key ":" ] Element .
CompositeLit* Parser::composite_literal(Expr* type) {
  Depth depth(*this);
  auto* literal = make<CompositeLit>(pos());
  literal->type_expr = type;
  ListBuilder<Expr> elements;
  ++expr_nesting_;
  want(Token::Lbrace);
  literal->rbrace = list("composite literal", Token::Comma, Token::Rbrace, [&] {
    Expr* element = composite_element();
    if (at(Token::Colon)) {
      auto* pair = make<KeyValueExpr>(pos());
      next();
      pair->key = element;
      pair->value = composite_element();
      element = pair;
    }
    elements.add(element);
    return false;
  });
  --expr_nesting_;
  literal->elements = elements.finish(file_.arena);
  return literal;
}

// Element = Expression | LiteralValue .
Expr* Parser::composite_element() { return at(Token::Lbrace) ? composite_literal(nullptr) : expr(); }

// The Expression of a go or defer statement; it must be a call.
CallExpr* Parser::call_of_go_or_defer(Token keyword) {
  Expr* x = primary_expr(nullptr);
  if (Expr* bare = unparen(x); bare != x) {
    error_at(x->pos, fmt::format("expression in {} must not be parenthesized", token_text(keyword)));
    x = bare;
  }
  if (auto* call = dyn_cast<CallExpr>(x)) return call;
  error_at(old_wording() ? x->pos : start_pos(x),
           fmt::format("expression in {} must be function call", token_text(keyword)));
  auto* call = make<CallExpr>(x->pos);  // most often only the () are missing
  call->fun = x;
  call->rparen = previous_end();
  return call;
}

// ExpressionList = Expression { "," Expression } .
List<Expr> Parser::expr_list() {
  ListBuilder<Expr> exprs;
  do exprs.add(expr());
  while (got(Token::Comma));
  return exprs.finish(file_.arena);
}

Ident* Parser::name() {
  if (at(Token::Name)) {
    auto* ident = file_.arena.make<Ident>(pos(), current().text);
    next();
    return ident;
  }
  auto* blank = file_.arena.make<Ident>(pos(), "_");
  syntax_error("expected name");
  skip_one();
  return blank;
}

// IdentifierList = identifier { "," identifier } .
List<Ident> Parser::name_list(Ident* first) {
  ListBuilder<Ident> names;
  names.add(first);
  while (got(Token::Comma)) names.add(name());
  return names.finish(file_.arena);
}

BasicLit* Parser::literal_or_null() {
  if (!is_literal(token())) return nullptr;
  auto* literal = make<BasicLit>(pos());
  literal->text = current().text;
  literal->bad = current().bad;
  switch (token()) {
    case Token::Int: literal->lit_kind = LitKind::Int; break;
    case Token::Float: literal->lit_kind = LitKind::Float; break;
    case Token::Imag: literal->lit_kind = LitKind::Imag; break;
    case Token::Rune: literal->lit_kind = LitKind::Rune; break;
    default: literal->lit_kind = LitKind::String;
  }
  next();
  return literal;
}

// The first may be any expression, the others are types.
Parser::TypeArgs Parser::type_args() {
  ListBuilder<Expr> args;
  TypeArgs result;
  ++expr_nesting_;
  args.add(expr());
  while (got(Token::Comma)) {
    result.comma = true;
    Expr* arg = type_or_null();
    if (arg == nullptr) break;
    args.add(arg);
  }
  --expr_nesting_;
  result.list = args.finish(file_.arena);
  return result;
}

}  // namespace gopherarium
