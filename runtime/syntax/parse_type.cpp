// Types, fields and parameters.

#include "runtime/syntax/parser_impl.h"

namespace gopherarium {

Expr* Parser::type() {
  if (Expr* x = type_or_null()) return x;
  Expr* bad = bad_expr();
  syntax_error("expected type");
  advance({Token::Comma, Token::Colon, Token::Semi, Token::Rparen, Token::Rbrack, Token::Rbrace});
  return bad;
}

// Type     = TypeName [ TypeArgs ] | TypeLit | "(" Type ")" .
// TypeLit  = ArrayType | StructType | PointerType | FunctionType | InterfaceType | SliceType | MapType | ChannelType .
Expr* Parser::type_or_null() {
  Depth depth(*this);
  Pos start = pos();
  switch (token()) {
    case Token::Mul: {
      auto* star = make<StarExpr>(start);
      next();
      star->x = type();
      return star;
    }
    case Token::Arrow: return recv_chan_type();
    case Token::Chan: return chan_type();
    case Token::Map: return map_type();
    case Token::Struct: return struct_type();
    case Token::Interface: return interface_type();
    case Token::Name: return qualified_name(nullptr);
    case Token::Func: next(); return func_type(TypeParams::Forbidden, "function type");
    case Token::Lbrack:
      next();
      return got(Token::Rbrack) ? slice_type(start) : array_type(start, nullptr);
    case Token::Lparen: {
      auto* paren = make<ParenExpr>(start);
      next();
      paren->x = type();
      paren->rparen = pos();
      want(Token::Rparen);
      return paren;
    }
    default: return nullptr;
  }
}

// QualifiedIdent = PackageName "." identifier .   With type arguments, if there are any.
Expr* Parser::qualified_name(Ident* first) {
  Expr* x = first;
  if (x == nullptr) {
    if (at(Token::Name)) {
      x = name();
    } else {
      x = file_.arena.make<Ident>(pos(), "_");
      syntax_error("expected name");
      advance({Token::Dot, Token::Semi, Token::Rbrace});
    }
  }
  if (at(Token::Dot)) {
    auto* selector = make<SelectorExpr>(pos());
    next();
    selector->x = x;
    selector->sel = name();
    x = selector;
  }
  return at(Token::Lbrack) ? type_instance(x) : x;
}

// TypeArgs = "[" TypeList [ "," ] "]" .
Expr* Parser::type_instance(Expr* generic) {
  auto* index = make<IndexExpr>(pos());
  index->x = generic;
  want(Token::Lbrack);
  if (at(Token::Rbrack)) {
    syntax_error("expected type");
    ListBuilder<Expr> bad;
    bad.add(bad_expr());
    index->indices = bad.finish(file_.arena);
  } else {
    index->indices = type_args().list;
  }
  index->rbrack = pos();
  want(Token::Rbrack);
  return index;
}

// Signature = [ TypeParameters ] Parameters [ Result ] .
FuncType* Parser::func_type(TypeParams type_params, std::string_view context) {
  auto* type = make<FuncType>(pos());
  if (got(Token::Lbrack)) {
    if (type_params == TypeParams::Forbidden) {
      syntax_error_at(type->pos, std::string(context) + " must have no type parameters");
    }
    if (at(Token::Rbrack)) {
      syntax_error("empty type parameter list");
      next();
    } else {
      type->type_params = param_list(nullptr, nullptr, Token::Rbrack, Names::Required);
    }
  }
  type->lparen = pos();
  want(Token::Lparen);
  type->params = param_list(nullptr, nullptr, Token::Rparen, Names::Optional);
  type->results = func_result();
  type->end = previous_end();
  return type;
}

// Result = Parameters | Type .
List<Field> Parser::func_result() {
  if (got(Token::Lparen)) return param_list(nullptr, nullptr, Token::Rparen, Names::Optional);
  auto* field = make<Field>(pos());
  field->type = type_or_null();
  if (field->type == nullptr) return {};
  ListBuilder<Field> one;
  one.add(field);
  return one.finish(file_.arena);
}

// ArrayType = "[" ( ArrayLength | "..." ) "]" ElementType , after the '[' and perhaps the length.
Expr* Parser::array_type(Pos lbrack, Expr* len) {
  if (len == nullptr && !got(Token::DotDotDot)) {
    ++expr_nesting_;
    len = expr();
    --expr_nesting_;
  }
  if (at(Token::Comma)) {
    // Type parameters may end in a comma, array lengths not.
    syntax_error(old_wording() ? "unexpected comma; expecting ]" : "unexpected comma; expected ]");
    next();
  }
  want(Token::Rbrack);
  auto* array = make<ArrayType>(lbrack);
  array->len = len;
  array->elem = type();
  return array;
}

// SliceType = "[" "]" ElementType , after the brackets.
Expr* Parser::slice_type(Pos lbrack) {
  auto* slice = make<SliceType>(lbrack);
  slice->elem = type();
  return slice;
}

// After a name in a field or parameter: `name [n]E`, or `name[A, B]`. Returns the array or slice type, or the instance.
Expr* Parser::array_or_type_args(Ident* name) {
  Pos lbrack = pos();
  want(Token::Lbrack);
  if (got(Token::Rbrack)) return slice_type(lbrack);
  TypeArgs args = type_args();
  Pos rbrack = pos();
  want(Token::Rbrack);
  if (!args.comma) {
    if (Expr* elem = type_or_null()) {
      auto* array = make<ArrayType>(lbrack);
      array->len = args.list[0];
      array->elem = elem;
      return array;
    }
  }
  auto* index = make<IndexExpr>(lbrack);
  index->x = name;
  index->indices = args.list;
  index->rbrack = rbrack;
  return index;
}

// ChannelType = ( "chan" | "chan" "<-" | "<-" "chan" ) ElementType .
Expr* Parser::chan_type() {
  auto* chan = make<ChanType>(pos());
  next();
  if (got(Token::Arrow)) chan->dir = ChanDir::SendOnly;
  chan->elem = chan_elem();
  return chan;
}

Expr* Parser::recv_chan_type() {
  auto* chan = make<ChanType>(pos());
  next();
  want(Token::Chan);
  chan->dir = ChanDir::RecvOnly;
  chan->elem = chan_elem();
  return chan;
}

Expr* Parser::chan_elem() {
  if (Expr* elem = type_or_null()) return elem;
  Expr* bad = bad_expr();
  syntax_error("missing channel element type");
  return bad;
}

// MapType = "map" "[" KeyType "]" ElementType .
Expr* Parser::map_type() {
  auto* map = make<MapType>(pos());
  next();
  want(Token::Lbrack);
  map->key = type();
  want(Token::Rbrack);
  map->value = type();
  return map;
}

// ---- structs

// StructType = "struct" "{" { FieldDecl ";" } "}" .
StructType* Parser::struct_type() {
  auto* type = make<StructType>(pos());
  next();
  want(Token::Lbrace);
  ListBuilder<Field> fields;
  type->rbrace = list("struct type", Token::Semi, Token::Rbrace, [&] {
    field_decl(fields);
    return false;
  });
  type->fields = fields.finish(file_.arena);
  return type;
}

// FieldDecl     = ( IdentifierList Type | EmbeddedField ) [ Tag ] .
// EmbeddedField = [ "*" ] TypeName [ TypeArgs ] .
void Parser::field_decl(ListBuilder<Field>& fields) {
  if (at(Token::Name)) return named_fields(fields);
  if (!at(Token::Mul) && !at(Token::Lparen)) {
    syntax_error("expected field name or embedded type");
    return advance({Token::Semi, Token::Rbrace});
  }
  auto* field = make<Field>(pos());
  field->embedded = true;
  field->type = embedded_pointer_or_paren();
  field->tag = literal_or_null();
  fields.add(field);
}

// "*" TypeName; parentheses are reported and accepted.
Expr* Parser::embedded_pointer_or_paren() {
  bool parens = at(Token::Lparen);
  if (parens) {
    syntax_error("cannot parenthesize embedded type");
    next();
  }
  Expr* type = nullptr;
  if (at(Token::Mul)) {
    auto* star = make<StarExpr>(pos());
    next();
    if (!parens && at(Token::Lparen)) {
      syntax_error("cannot parenthesize embedded type");
      next();
      parens = true;
    }
    star->x = qualified_name(nullptr);
    type = star;
  } else {
    type = qualified_name(nullptr);
  }
  if (parens) got(Token::Rparen);
  return type;
}

// A field declaration that starts with a name: an embedded type, or the first name of a list.
void Parser::named_fields(ListBuilder<Field>& fields) {
  auto* first = make<Field>(pos());
  Ident* first_name = name();
  bool embedded = at(Token::Dot) || is_literal(token()) || at(Token::Semi) || at(Token::Rbrace);
  if (embedded) {
    first->type = qualified_name(first_name);
  } else {
    List<Ident> names = name_list(first_name);
    Expr* type = nullptr;
    if (names.size() == 1 && at(Token::Lbrack)) {
      type = array_or_type_args(first_name);
      embedded = is<IndexExpr>(type);
    } else {
      type = this->type();
    }
    first->type = type;
    if (!embedded) {
      BasicLit* tag = literal_or_null();
      for (Ident* field_name : names) {
        auto* field = make<Field>(field_name->pos);
        field->name = field_name;
        field->type = type;
        field->tag = tag;
        fields.add(field);
      }
      return;
    }
  }
  first->embedded = true;
  first->tag = literal_or_null();
  fields.add(first);
}

// ---- interfaces

// InterfaceType = "interface" "{" { InterfaceElem ";" } "}" .   InterfaceElem = MethodElem | TypeElem .
InterfaceType* Parser::interface_type() {
  auto* type = make<InterfaceType>(pos());
  next();
  want(Token::Lbrace);
  ListBuilder<Field> elements;
  type->rbrace = list("interface type", Token::Semi, Token::Rbrace, [&] {
    elements.add(method_or_embedded());
    return false;
  });
  type->elements = elements.finish(file_.arena);
  return type;
}

Field* Parser::method_or_embedded() {
  auto* field = make<Field>(pos());
  if (at(Token::Name)) {
    Ident* first = name();
    if (at(Token::Lparen)) return method(field, first);
    if (at(Token::Lbrack)) {
      bracketed_method(field, first);
      if (field->name != nullptr) return field;
    } else {
      field->type = qualified_name(first);
    }
  }
  field->embedded = true;
  field->type = embedded_elem(field->type);
  return field;
}

// MethodElem = MethodName Signature .   After the name.
Field* Parser::method(Field* field, Ident* name) {
  field->name = name;
  field->type = func_type(TypeParams::Forbidden, "interface method");
  return field;
}

// At the '[' after a name in an interface: type arguments of an embedded type, or type parameters of a method, which a
// method can't have.
void Parser::bracketed_method(Field* field, Ident* name) {
  Pos lbrack = pos();
  next();
  if (at(Token::Rbrack)) {
    Pos rbrack = pos();
    next();
    bool is_method = at(Token::Lparen);
    error_at(rbrack, is_method ? "empty type parameter list" : "empty type argument list");
    if (is_method) {
      method(field, name);
    } else {
      field->type = name;
    }
    return;
  }
  // A list of arguments looks like parameters without names.
  List<Field> params = param_list(nullptr, nullptr, Token::Rbrack, Names::Optional);
  bool generic_method = !params.empty() && params[0]->name != nullptr;
  if (generic_method || (params.empty() && at(Token::Lparen))) {
    method(field, name);
    if (generic_method) error_at(lbrack, "interface method must have no type parameters");
    return;
  }
  field->type = name;
  if (params.empty()) return;
  auto* index = make<IndexExpr>(lbrack);
  index->x = name;
  index->rbrack = previous_end();
  ListBuilder<Expr> args;
  for (Field* param : params) args.add(param->type);
  index->indices = args.finish(file_.arena);
  field->type = index;
}

// TypeElem = TypeTerm { "|" TypeTerm } .   `first` is the first term, if it was read already.
Expr* Parser::embedded_elem(Expr* first) {
  Depth depth(*this);
  Expr* x = first != nullptr ? first : embedded_term();
  while (at(Token::Or)) {
    depth.deeper();
    auto* both = make<BinaryExpr>(pos());
    both->op = Token::Or;
    next();
    both->x = x;
    both->y = embedded_term();
    x = both;
  }
  return x;
}

// TypeTerm = Type | "~" Type .
Expr* Parser::embedded_term() {
  if (at(Token::Tilde)) {
    auto* tilde = make<UnaryExpr>(pos());
    tilde->op = Token::Tilde;
    next();
    tilde->x = type();
    return tilde;
  }
  if (Expr* x = type_or_null()) return x;
  Expr* bad = bad_expr();
  syntax_error("expected ~ term or type");
  advance({Token::Or, Token::Tilde, Token::Semi, Token::Rparen, Token::Rbrack, Token::Rbrace});
  return bad;
}

// ---- parameters

// ParameterDecl = [ IdentifierList ] [ "..." ] Type .   One name at a time: a Field with a name only is a type, or gets its
// type from the next one; distribute_types decides. In type parameters the type may be a union.
Field* Parser::param_decl_or_null(Ident* name, Token close) {
  bool unions = close == Token::Rbrack;
  auto* field = make<Field>(name != nullptr ? name->pos : pos());
  if (name == nullptr && at(Token::Name)) name = this->name();
  if (name != nullptr) {
    bool done = false;
    named_param(field, name, done, close);
    if (done) return field;
  }
  if (at(Token::DotDotDot)) {
    auto* dots = make<Ellipsis>(pos());
    next();
    dots->elem = type_or_null();
    if (dots->elem == nullptr) {
      dots->elem = bad_expr();
      syntax_error("... is missing type");
    }
    field->type = dots;
    return field;
  }
  if (unions && at(Token::Tilde)) {
    field->type = embedded_elem(nullptr);
    return field;
  }
  field->type = type_or_null();
  if (unions && field->type != nullptr && at(Token::Or)) field->type = embedded_elem(field->type);
  if (field->name != nullptr || field->type != nullptr) return field;
  syntax_error("expected " + name_of(close));
  TokenSet follow = {Token::Comma};
  follow.add(close);
  advance(follow);
  return nullptr;
}

// After a name that starts a parameter. Sets `done` when the parameter is complete.
Field* Parser::named_param(Field* field, Ident* name, bool& done, Token close) {
  done = true;
  if (at(Token::Lbrack)) {
    field->type = array_or_type_args(name);
    if (!is<IndexExpr>(field->type)) field->name = name;
  } else if (at(Token::Dot)) {
    field->type = qualified_name(name);
  } else if (close == Token::Rbrack && at(Token::Or)) {
    field->type = name;
  } else {
    field->name = name;
    done = false;
    return field;
  }
  if (close == Token::Rbrack && at(Token::Or)) field->type = embedded_elem(field->type);
  return field;
}

// Parameters    = "(" [ ParameterList [ "," ] ] ")" .   ParameterList = ParameterDecl { "," ParameterDecl } .
// After the '(' or '['. A name, or a name and its type, may have been read already.
List<Field> Parser::param_list(Ident* name, Expr* type, Token close, Names names) {
  ListBuilder<Field> params;
  size_t named = 0;  // with name and type
  size_t typed = 0;
  auto add = [&](Field* param) {
    if (param == nullptr) return;
    if (param->type != nullptr) ++typed;
    if (param->type != nullptr && param->name != nullptr) ++named;
    params.add(param);
  };
  auto item = [&] {
    Ident* first_name = std::exchange(name, nullptr);
    Expr* first_type = std::exchange(type, nullptr);
    Field* param = nullptr;
    if (first_type != nullptr) {
      param = make<Field>(first_name->pos);
      param->name = first_name;
      param->type = first_type;
    } else {
      param = param_decl_or_null(first_name, close);
    }
    add(param);
    return false;
  };
  // list() wouldn't ask for an item that has been read whole.
  if (type != nullptr && at(close)) item();
  Pos close_pos = list(names == Names::Required && !old_wording() ? "type parameter list" : "parameter list",
                       Token::Comma, close, item);
  if (params.empty()) return {};
  distribute_types(params, named, typed, names, close_pos);
  if (names == Names::Required) wrap_constraints(params);
  return params.finish(file_.arena);
}

// In (a, b int) a takes b's type; in (a, b) both are types; all must be of one form.
void Parser::distribute_types(ListBuilder<Field>& params, size_t named, size_t typed, Names names, Pos close_pos) {
  if (named == 0 && names == Names::Optional) {
    for (size_t i = 0; i < params.size(); ++i) {
      if (params[i]->name == nullptr) continue;
      params[i]->type = params[i]->name;
      params[i]->name = nullptr;
    }
    return;
  }
  if (named == params.size()) return;
  Pos error_pos;  // the leftmost
  Expr* type = nullptr;
  for (size_t i = params.size(); i-- > 0;) {
    Field* param = params[i];
    if (param->type != nullptr) {
      type = param->type;
      if (param->name != nullptr) continue;
      error_pos = start_pos(type);
      param->name = file_.arena.make<Ident>(error_pos, "_");
    } else if (type != nullptr) {
      param->type = type;
    } else {
      error_pos = param->name->pos;
      param->type = make<BadExpr>(error_pos);
    }
  }
  if (!error_pos.valid()) return;
  if (names == Names::Optional) return syntax_error_at(error_pos, "mixed named and unnamed parameters");
  if (named == typed) return syntax_error_at(close_pos, "missing type constraint");
  syntax_error_at(error_pos, "type parameters must be named");
}

// A constraint ~T or A|B stands for interface{ ~T }; fields that share a constraint share the interface, too.
void Parser::wrap_constraints(ListBuilder<Field>& params) {
  const Expr* wrapped = nullptr;
  InterfaceType* around = nullptr;
  for (size_t i = 0; i < params.size(); ++i) {
    Expr* type = params[i]->type;
    auto* unary = dyn_cast<UnaryExpr>(type);
    auto* binary = dyn_cast<BinaryExpr>(type);
    if (!(unary != nullptr && unary->op == Token::Tilde) && !(binary != nullptr && binary->op == Token::Or)) continue;
    if (type != wrapped) {
      auto* element = make<Field>(start_pos(type));
      element->type = type;
      element->embedded = true;
      around = make<InterfaceType>(element->pos);
      around->implicit = true;
      ListBuilder<Field> one;
      one.add(element);
      around->elements = one.finish(file_.arena);
      wrapped = type;
    }
    params[i]->type = around;
  }
}

}  // namespace gopherarium
