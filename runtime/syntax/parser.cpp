#include "runtime/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "runtime/syntax/build_constraint.h"
#include "runtime/syntax/parser_impl.h"

namespace gopherarium {

std::unique_ptr<File> parse_file(SourceFile& source, DiagnosticList& diagnostics, ParseOptions options) {
  auto file = std::make_unique<File>();
  Parser(source, diagnostics, options, *file).parse();
  return file;
}

Parser::Parser(SourceFile& source, DiagnosticList& diagnostics, ParseOptions options, File& file)
    : source_(source),
      diagnostics_(diagnostics),
      file_(file),
      wording_(options.wording),
      scanner_(source.text(), *this) {
  file_.source = &source;
}

// ---- tokens

void Parser::want(Token t) {
  if (got(t)) return;
  syntax_error("expected " + name_of(t));
  skip_one();
}

// Where ":=" stands for "=", it is reported and accepted.
bool Parser::got_assign() {
  if (at(Token::Define)) {
    syntax_error("expected =");
  } else if (!at(Token::Assign)) {
    return false;
  }
  next();
  return true;
}

void Parser::skip_one() {
  if (!at(Token::Eof)) next();
}

void Parser::advance(TokenSet follow) {
  constexpr TokenSet kStatementStarts = {Token::Break,  Token::Const, Token::Continue, Token::Defer, Token::Fallthrough,
                                         Token::For,    Token::Go,    Token::Goto,     Token::If,    Token::Return,
                                         Token::Select, Token::Switch, Token::Type,    Token::Var};
  follow.add(Token::Eof);
  if (func_nesting_ > 0) follow.add(kStatementStarts);
  while (!follow.has(token())) next();
}

void Parser::list_error(std::string_view context, Token separator, Token close) {
  syntax_error(fmt::format("in {}; possibly missing {} or {}", context, name_of(separator), name_of(close)));
  advance({Token::Rparen, Token::Rbrack, Token::Rbrace});
}

// ---- errors

void Parser::scan_error(uint32_t offset, std::string message) { error_at(source_.pos(offset), std::move(message)); }

void Parser::scan_comment(uint32_t offset, std::string_view text) {
  comments_.push_back({source_.pos(offset), text});
  bool at_line_start = offset == 0 || source_.text()[offset - 1] == '\n';
  if (text.substr(2).starts_with("line ") && (at_line_start || text[1] == '*')) line_directive(offset, text);
}

void Parser::error_at(Pos at, std::string message) {
  ++error_count_;
  diagnostics_.error(at, std::move(message));
  if (diagnostics_.full()) give_up();
}

void Parser::give_up() { scanner_.stop(); }

void Parser::too_deep() {
  if (at(Token::Eof)) return;
  error_at(pos(), "syntax error: exceeded max nesting depth");
  give_up();
}

void Parser::syntax_error_at(Pos at, std::string_view message) {
  if (token() == Token::Eof && error_count_ > 0) return;  // it would only follow from what was reported
  std::string text(message);
  bool expected = message.starts_with("expected ");
  if (expected && old_wording()) text.replace(0, 8, "expecting");
  if (expected) {
    text = "unexpected " + describe_token() + ", " + text;
  } else if (message.starts_with("in ") || message.starts_with("at ") || message.starts_with("after ")) {
    text = "unexpected " + describe_token() + " " + text;
  }
  error_at(at, "syntax error: " + text);
}

std::string Parser::describe_token() const {
  const Lexeme& lexeme = current();
  switch (lexeme.token) {
    case Token::Name: return (old_wording() ? "" : "name ") + std::string(lexeme.text);
    case Token::Semi: return std::string(lexeme.text);
    default: break;
  }
  if (is_literal(lexeme.token)) return "literal " + std::string(lexeme.text);
  return name_of(lexeme.token);
}

std::string Parser::name_of(Token t) const {
  if (t == Token::Semi) return "semicolon or newline";
  if (is_keyword(t) && !old_wording()) return "keyword " + std::string(token_text(t));
  return std::string(token_text(t));
}

namespace {

// A number at the end of `text`, after its last ':'.
struct TrailingNumber {
  size_t colon = std::string_view::npos;
  uint32_t value = 0;
  bool ok = false;
  bool found() const { return colon != std::string_view::npos; }
};

TrailingNumber trailing_number(std::string_view text) {
  TrailingNumber number;
  number.colon = text.rfind(':');
  if (!number.found()) return number;
  const char* begin = text.data() + number.colon + 1;
  const char* end = text.data() + text.size();
  auto parsed = std::from_chars(begin, end, number.value);
  number.ok = begin != end && parsed.ec == std::errc() && parsed.ptr == end;
  return number;
}

constexpr uint32_t kMostLines = 1U << 30;  // gc's PosMax

}  // namespace

// "//line file:line[:column]" or "/*line file:line[:column]*/".
void Parser::line_directive(uint32_t offset, std::string_view comment) {
  bool block = comment[1] == '*';
  constexpr size_t kPrefix = 7;  // of "//line "
  std::string_view text = comment.substr(kPrefix, comment.size() - kPrefix - (block ? 2 : 0));
  auto where = [&](size_t at) { return source_.pos(offset + static_cast<uint32_t>(kPrefix + at)); };
  auto invalid = [&](std::string_view what, size_t at) {
    error_at(where(at), fmt::format("invalid {} number: {}", what, text.substr(at)));
  };
  TrailingNumber last = trailing_number(text);
  if (!last.found()) return;
  if (!last.ok) return invalid("line", last.colon + 1);
  TrailingNumber before = trailing_number(text.substr(0, last.colon));
  TrailingNumber line = before.ok ? before : last;
  uint32_t column = before.ok ? last.value : 0;
  if (before.ok && (column == 0 || column > kMostLines)) return invalid("column", last.colon + 1);
  if (line.value == 0 || line.value > kMostLines) return invalid("line", line.colon + 1);
  std::string name(text.substr(0, line.colon));
  if (name.empty() && before.ok) name = source_.position(offset).file;
  uint32_t starts = offset + static_cast<uint32_t>(comment.size());
  if (!block) {
    size_t newline = source_.text().find('\n', starts);
    if (newline == std::string::npos) return;
    starts = static_cast<uint32_t>(newline + 1);
  }
  source_.add_line_directive({starts, std::move(name), line.value, column});
}

// ---- files

void Parser::parse() {
  next();
  parse_package_clause();
  if (file_.package_name != nullptr) parse_declarations();
  file_.eof = source_.pos(source_.size());
  file_.comments = file_.arena.copy(std::span<const Comment>(comments_));
  if (error_count_ == 0 || !diagnostics_.has_syntax_errors()) report_stray_type_switch_guards();
  read_build_constraint(file_);
}

// PackageClause = "package" PackageName .
void Parser::parse_package_clause() {
  file_.pos = pos();
  if (!got(Token::Package)) return syntax_error("package statement must be first");
  Ident* package_name = name();
  want(Token::Semi);
  if (error_count_ == 0) file_.package_name = package_name;
}

void Parser::parse_declarations() {
  ListBuilder<Decl> decls;
  while (at(Token::Import)) {
    next();
    group(decls, [&](const Group* g) { return import_decl(g); });
    want(Token::Semi);
  }
  while (!at(Token::Eof)) top_level_decl(decls);
  file_.decls = decls.finish(file_.arena);
}

void Parser::top_level_decl(ListBuilder<Decl>& decls) {
  constexpr TokenSet kDeclStarts = {Token::Import, Token::Const, Token::Type, Token::Var, Token::Func};
  switch (token()) {
    case Token::Const: next(); const_decls(decls); break;
    case Token::Type: next(); type_decls(decls); break;
    case Token::Var: next(); var_decls(decls); break;
    case Token::Func:
      next();
      if (FuncDecl* decl = func_decl_or_null()) decls.add(decl);
      break;
    case Token::Import:
      // Accepted for the sake of what follows.
      syntax_error(old_wording() ? "non-declaration statement outside function body"
                                 : "imports must appear before other declarations");
      next();
      group(decls, [&](const Group* g) { return import_decl(g); });
      break;
    default:
      stray_statement(decls.empty() ? nullptr : decls.back());
      return advance(kDeclStarts);
  }
  if (!at(Token::Eof) && !got(Token::Semi)) {
    syntax_error("after top level declaration");
    advance(kDeclStarts);
  }
}

void Parser::stray_statement(const Decl* last) {
  auto* func = dyn_cast<FuncDecl>(last);
  bool brace_on_next_line = at(Token::Lbrace) && func != nullptr && func->body == nullptr;
  syntax_error(brace_on_next_line ? "unexpected semicolon or newline before {"
                                  : "non-declaration statement outside function body");
}

// ---- declarations

// group = spec | "(" { spec ";" } ")" .
template <class Spec>
void Parser::group(ListBuilder<Decl>& decls, Spec&& spec) {
  if (!at(Token::Lparen)) return decls.add(spec(static_cast<const Group*>(nullptr)));
  const Group* parens = file_.arena.make<Group>(pos());
  next();
  list("grouped declaration", Token::Semi, Token::Rparen, [&] {
    decls.add(spec(parens));
    return false;
  });
}

// ImportSpec = [ "." | PackageName ] ImportPath .
Decl* Parser::import_decl(const Group* group) {
  auto* decl = make<ImportDecl>(pos());
  decl->group = group;
  if (at(Token::Name)) {
    decl->local_name = name();
  } else if (at(Token::Dot)) {
    decl->local_name = file_.arena.make<Ident>(pos(), ".");
    next();
  }
  decl->path = literal_or_null();
  if (decl->path == nullptr) {
    syntax_error(old_wording() ? "missing import path" : "missing import path; require quoted string");
    advance({Token::Semi, Token::Rparen});
  } else if (!decl->path->bad && decl->path->lit_kind != LitKind::String) {
    syntax_error_at(old_wording() ? pos() : decl->path->pos, "import path must be a string");
    decl->path->bad = true;
  }
  return decl;
}

// What an empty constant specification repeats.
struct Parser::ConstGroup {
  uint32_t iota = 0;
  Expr* type_expr = nullptr;
  List<Expr> values;
};

void Parser::const_decls(ListBuilder<Decl>& decls) {
  ConstGroup so_far;
  group(decls, [&](const Group* g) { return const_decl(g, so_far); });
}

void Parser::var_decls(ListBuilder<Decl>& decls) {
  group(decls, [&](const Group* g) { return var_decl(g); });
}

void Parser::type_decls(ListBuilder<Decl>& decls) {
  group(decls, [&](const Group* g) { return type_decl(g); });
}

// ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .
Decl* Parser::const_decl(const Group* group, ConstGroup& so_far) {
  auto* decl = make<ConstDecl>(pos());
  decl->group = group;
  decl->iota = so_far.iota++;
  decl->names = name_list(name());
  if (!at_end_or(Token::Semi) && !at(Token::Rparen)) {
    decl->type_expr = type_or_null();
    if (got_assign()) decl->values = expr_list();
  }
  if (decl->type_expr == nullptr && decl->values.empty()) {
    decl->inherited = true;
    decl->type_expr = so_far.type_expr;
    decl->values = so_far.values;
  } else {
    so_far.type_expr = decl->type_expr;
    so_far.values = decl->values;
  }
  return decl;
}

// VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) .
Decl* Parser::var_decl(const Group* group) {
  auto* decl = make<VarDecl>(pos());
  decl->group = group;
  decl->names = name_list(name());
  if (!at(Token::Assign) && !at(Token::Define)) decl->type_expr = type();
  if (got_assign()) decl->values = expr_list();
  return decl;
}

// TypeSpec = identifier [ TypeParameters ] [ "=" ] Type .
Decl* Parser::type_decl(const Group* group) {
  auto* decl = make<TypeDecl>(pos());
  decl->group = group;
  decl->name = name();
  if (at(Token::Lbrack)) {
    bracketed_type_decl(decl);
  } else {
    decl->is_alias = got_assign();
    decl->type_expr = type_or_null();
  }
  if (decl->type_expr == nullptr) {
    decl->type_expr = bad_expr();
    syntax_error("in type declaration");
    advance({Token::Semi, Token::Rparen});
  }
  return decl;
}

namespace {

// Whether x, which was parsed as an expression, can only be a type (or a union of types) as a type parameter's constraint.
bool is_type_element(const Expr* x) {
  switch (x->kind) {
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType: return true;
    case NodeKind::StarExpr: return is_type_element(as<StarExpr>(x)->x);
    case NodeKind::UnaryExpr: return as<UnaryExpr>(x)->op == Token::Tilde || is_type_element(as<UnaryExpr>(x)->x);
    case NodeKind::BinaryExpr: return is_type_element(as<BinaryExpr>(x)->x) || is_type_element(as<BinaryExpr>(x)->y);
    case NodeKind::ParenExpr: return is_type_element(as<ParenExpr>(x)->x);
    default: return false;
  }
}

// A type parameter's name and constraint, read from an expression; name is null where it isn't one.
struct NameAndType {
  Ident* name = nullptr;
  Expr* type = nullptr;
};

// After `type T [`, an expression may turn out to be a type parameter and its constraint: P *E, P (E), P *E | F. Where it
// could be both, it is an array length unless a comma follows.
NameAndType split_type_param(Expr* x, bool comma_follows, NodeArena& arena) {
  if (auto* ident = dyn_cast<Ident>(x)) return {ident, nullptr};
  if (auto* call = dyn_cast<CallExpr>(x)) {
    auto* name = dyn_cast<Ident>(call->fun);
    bool one = call->args.size() == 1 && !call->has_dots;
    if (name != nullptr && one && (comma_follows || is_type_element(call->args[0]))) return {name, call->args[0]};
    return {};
  }
  auto* binary = dyn_cast<BinaryExpr>(x);
  if (binary == nullptr) return {};
  bool is_type = comma_follows || is_type_element(binary->y);
  if (binary->op == Token::Mul) {
    auto* name = dyn_cast<Ident>(binary->x);
    if (name == nullptr || !is_type) return {};
    auto* pointer = arena.make<StarExpr>(binary->pos);
    pointer->x = binary->y;
    return {name, pointer};
  }
  if (binary->op == Token::Or) {
    NameAndType left = split_type_param(binary->x, is_type, arena);
    if (left.name == nullptr || left.type == nullptr) return {};
    auto* both = arena.make<BinaryExpr>(binary->pos);
    both->op = Token::Or;
    both->x = left.type;
    both->y = binary->y;
    return {left.name, both};
  }
  return {};
}

}  // namespace

// After the name of a type declaration, at '[': an array or slice type, or type parameters.
void Parser::bracketed_type_decl(TypeDecl* decl) {
  Pos lbrack = pos();
  next();
  if (got(Token::Rbrack)) {
    decl->type_expr = slice_type(lbrack);
    return;
  }
  if (!at(Token::Name)) {
    decl->type_expr = array_type(lbrack, nullptr);
    return;
  }
  // A length or a first type parameter: both may start as an expression. If '[' follows the name, it can be no length, as
  // an index is not constant.
  Expr* x = name();
  if (!at(Token::Lbrack)) {
    ++expr_nesting_;
    x = binary_expr(primary_expr(x), 0);
    --expr_nesting_;
  }
  NameAndType first = split_type_param(x, at(Token::Comma), file_.arena);
  if (first.name == nullptr || (first.type == nullptr && at(Token::Rbrack))) {
    decl->type_expr = array_type(lbrack, x);
    return;
  }
  decl->type_params = param_list(first.name, first.type, Token::Rbrack, Names::Required);
  decl->is_alias = got_assign();
  decl->type_expr = type_or_null();
}

// FunctionDecl, MethodDecl, after "func".
FuncDecl* Parser::func_decl_or_null() {
  auto* decl = make<FuncDecl>(pos());
  bool is_method = got(Token::Lparen);
  if (is_method) decl->recv = receiver();
  if (!at(Token::Name)) {
    syntax_error(old_wording() || !is_method ? "expected name or (" : "expected name");
    advance({Token::Lbrace, Token::Semi});
    return nullptr;
  }
  decl->name = name();
  decl->func_type = func_type(decl->recv != nullptr ? TypeParams::Forbidden : TypeParams::Allowed, "method");
  if (at(Token::Lbrace)) decl->body = func_body();
  return decl;
}

// After the '('.
Field* Parser::receiver() {
  Pos start = pos();
  List<Field> params = param_list(nullptr, nullptr, Token::Rparen, Names::Optional);
  if (params.size() != 1) {
    error_at(old_wording() ? pos() : start,
             params.empty() ? "method has no receiver" : "method has multiple receivers");
  }
  return params.empty() ? nullptr : params[0];
}

// FunctionBody = Block .
BlockStmt* Parser::func_body() {
  int errors_before = error_count_;
  ++func_nesting_;
  BlockStmt* body = block("");
  --func_nesting_;
  // A body that was misread would give errors that aren't there.
  if (error_count_ == errors_before) check_branches(body, diagnostics_);
  return body;
}

// gc finds these when it checks types, that is, only in files that parse.
void Parser::report_stray_type_switch_guards() {
  for (TypeAssertExpr* guard : guards_) {
    guard->type_expr = make<BadExpr>(guard->pos);
    error_at(start_pos(guard->x), fmt::format("invalid {}: use of .(type) outside type switch",
                                              old_wording() ? "AST" : "syntax tree"));
  }
}

}  // namespace gopherarium
