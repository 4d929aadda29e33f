// Statements.

#include <fmt/format.h>

#include <algorithm>

#include "runtime/syntax/parser_impl.h"
#include "runtime/syntax/printer.h"

namespace gopherarium {

// Statement = Declaration | LabeledStmt | SimpleStmt | GoStmt | ReturnStmt | BreakStmt | ContinueStmt | GotoStmt |
//             FallthroughStmt | Block | IfStmt | SwitchStmt | SelectStmt | ForStmt | DeferStmt .
Stmt* Parser::stmt_or_null() {
  Depth depth(*this);
  switch (token()) {
    case Token::Name: {
      List<Expr> lhs = expr_list();
      auto* label = lhs.size() == 1 ? dyn_cast<Ident>(lhs[0]) : nullptr;
      if (label != nullptr && at(Token::Colon)) return labeled_stmt_or_null(label);
      return simple_stmt(lhs, Token::None);
    }
    case Token::Var:
    case Token::Const:
    case Token::Type: return decl_stmt();
    case Token::Lbrace: return block("");
    case Token::Add:
    case Token::Sub:
    case Token::Mul:
    case Token::And:
    case Token::Xor:
    case Token::Not:
    case Token::Tilde:
    case Token::Arrow:
    case Token::Int:
    case Token::Float:
    case Token::Imag:
    case Token::Rune:
    case Token::String:
    case Token::Func:
    case Token::Lparen:
    case Token::Lbrack:
    case Token::Struct:
    case Token::Map:
    case Token::Chan:
    case Token::Interface: return simple_stmt({}, Token::None);
    case Token::For: return for_stmt();
    case Token::Switch: return switch_stmt();
    case Token::Select: return select_stmt();
    case Token::If: return if_stmt();
    case Token::Break:
    case Token::Continue:
    case Token::Goto:
    case Token::Fallthrough: return branch_stmt();
    case Token::Go:
    case Token::Defer: return go_or_defer();
    case Token::Return: return return_stmt();
    case Token::Semi: return make<EmptyStmt>(pos());
    default: return nullptr;
  }
}

// StatementList = { Statement ";" } .
List<Stmt> Parser::stmt_list() {
  ListBuilder<Stmt> stmts;
  while (!at_end_or(Token::Rbrace) && !at(Token::Case) && !at(Token::Default)) {
    Stmt* stmt = stmt_or_null();
    if (stmt == nullptr) break;
    stmts.add(stmt);
    if (!got(Token::Semi) && !at(Token::Rbrace)) {
      syntax_error("at end of statement");
      advance({Token::Semi, Token::Rbrace, Token::Case, Token::Default});
      got(Token::Semi);
    }
  }
  return stmts.finish(file_.arena);
}

// SimpleStmt = EmptyStmt | ExpressionStmt | SendStmt | IncDecStmt | Assignment | ShortVarDecl .
Stmt* Parser::simple_stmt(List<Expr> lhs, Token keyword) {
  if (keyword == Token::For && at(Token::Range)) return range_clause({}, AssignKind::Plain);
  if (lhs.empty()) lhs = expr_list();
  if (at(Token::Assign) || at(Token::Define)) return assignment(lhs, keyword);
  Pos here = pos();
  if (lhs.size() > 1) {
    syntax_error("expected := or = or comma");
    advance({Token::Semi, Token::Rbrace});
  } else if (Token op = assign_operator(token()); op != Token::None) {
    auto* assign = make<AssignStmt>(here);
    assign->assign_kind = AssignKind::Op;
    assign->op = op;
    next();
    assign->lhs = lhs;
    Expr* rhs = expr();
    assign->rhs = file_.arena.copy(std::span<Expr* const>(&rhs, 1));
    return assign;
  } else if (at(Token::Inc) || at(Token::Dec)) {
    auto* step = make<IncDecStmt>(here);
    step->op = token();
    step->x = lhs[0];
    next();
    return step;
  } else if (at(Token::Arrow)) {
    auto* send = make<SendStmt>(here);
    next();
    send->channel = lhs[0];
    send->value = expr();
    return send;
  }
  auto* stmt = make<ExprStmt>(lhs[0]->pos);
  stmt->x = lhs[0];
  return stmt;
}

// Assignment, ShortVarDecl, the range clause of a for and the guard of a type switch; at the '=' or ':='.
Stmt* Parser::assignment(List<Expr> lhs, Token keyword) {
  Pos here = pos();
  AssignKind kind = at(Token::Define) ? AssignKind::Define : AssignKind::Plain;
  next();
  if (keyword == Token::For && at(Token::Range)) return range_clause(lhs, kind);
  List<Expr> rhs = expr_list();
  auto* guard = rhs.size() == 1 ? dyn_cast<TypeAssertExpr>(rhs[0]) : nullptr;
  bool is_guard = guard != nullptr && guard->type_expr == nullptr && keyword == Token::Switch;
  if (is_guard && kind == AssignKind::Define && lhs.size() == 1 && is<Ident>(lhs[0])) {
    auto* type_switch = make<TypeSwitchStmt>(here);
    type_switch->bound = as<Ident>(lhs[0]);
    type_switch->x = guard->x;
    type_switch->guard_pos = guard->pos;
    std::erase(guards_, guard);
    return type_switch;
  }
  auto* assign = make<AssignStmt>(here);
  assign->assign_kind = kind;
  assign->lhs = lhs;
  assign->rhs = rhs;
  return assign;
}

// RangeClause = [ ExpressionList "=" | IdentifierList ":=" ] "range" Expression , at the "range".
RangeStmt* Parser::range_clause(List<Expr> lhs, AssignKind kind) {
  auto* range = make<RangeStmt>(pos());
  range->range_pos = pos();
  next();
  range->lhs = lhs;
  range->assign_kind = kind;
  range->x = expr();
  return range;
}

// LabeledStmt = Label ":" Statement , at the ':'.
Stmt* Parser::labeled_stmt_or_null(Ident* label) {
  auto* labeled = make<LabeledStmt>(label->pos);
  labeled->label = label;
  Pos colon = pos();
  want(Token::Colon);
  if (at(Token::Rbrace)) {
    labeled->stmt = make<EmptyStmt>(pos());
    return labeled;
  }
  labeled->stmt = stmt_or_null();
  if (labeled->stmt != nullptr) return labeled;
  syntax_error_at(colon, "missing statement after label");
  return nullptr;
}

// Block = "{" StatementList "}" .   `context` is what the block stands after, as messages say it.
BlockStmt* Parser::block(std::string_view context) {
  auto* block = make<BlockStmt>(pos());
  if (!got(Token::Lbrace)) {
    syntax_error(fmt::format("expected {{ after {}", context));
    advance({Token::Name, Token::Rbrace});
    block->rbrace = pos();
    if (got(Token::Rbrace)) return block;
  }
  block->list = stmt_list();
  block->rbrace = pos();
  want(Token::Rbrace);
  return block;
}

Stmt* Parser::decl_stmt() {
  auto* stmt = make<DeclStmt>(pos());
  Token keyword = token();
  next();
  ListBuilder<Decl> decls;
  if (keyword == Token::Const) {
    const_decls(decls);
  } else if (keyword == Token::Var) {
    var_decls(decls);
  } else {
    type_decls(decls);
  }
  stmt->decls = decls.finish(file_.arena);
  return stmt;
}

// ---- headers

// What stands between an if, for or switch and its block.
Parser::Header Parser::header(Token keyword) {
  Header header;
  next();
  if (at(Token::Lbrace)) {
    if (keyword == Token::If) {
      syntax_error("missing condition in if statement");
      header.cond = bad_expr();
    }
    return header;
  }
  int outside = std::exchange(expr_nesting_, -1);
  header_parts(keyword, header);
  expr_nesting_ = outside;
  return header;
}

void Parser::header_parts(Token keyword, Header& header) {
  Stmt* init = nullptr;
  if (!at(Token::Semi)) {
    if (got(Token::Var)) {
      syntax_error(fmt::format("var declaration not allowed in {} initializer", token_text(keyword)));
    }
    init = simple_stmt({}, keyword);
    if (auto* range = dyn_cast<RangeStmt>(init)) {
      header.range = range;
      return;
    }
  }
  if (at(Token::Lbrace)) return header_cond(keyword, init, nullptr, header);

  header.init = init;
  std::optional<Lexeme> semi;
  if (at(Token::Semi)) {
    semi = current();
    next();
  } else {
    want(Token::Lbrace);  // likelier meant than a ';'
    if (!at(Token::Lbrace)) advance({Token::Lbrace, Token::Rbrace});
  }
  Stmt* cond = nullptr;
  if (keyword == Token::For) {
    for_parts(header, cond);
  } else if (!at(Token::Lbrace)) {
    cond = simple_stmt({}, keyword);
  }
  header_cond(keyword, cond, semi ? &*semi : nullptr, header);
}

// ForClause = [ InitStmt ] ";" [ Condition ] ";" [ PostStmt ] , after the first ';'.
void Parser::for_parts(Header& header, Stmt*& cond) {
  if (!at(Token::Semi)) {
    if (at(Token::Lbrace)) return syntax_error("expected for loop condition");
    cond = simple_stmt({}, Token::None);
  }
  want(Token::Semi);
  if (at(Token::Lbrace)) return;
  header.post = simple_stmt({}, Token::None);
  auto* assign = dyn_cast<AssignStmt>(header.post);
  if (assign != nullptr && assign->assign_kind == AssignKind::Define) {
    syntax_error_at(assign->pos, "cannot declare in post statement of for loop");
  }
}

// Takes the condition, tag or guard out of the statement it was read as. `semi` is the ';' before it, if there was one.
void Parser::header_cond(Token keyword, Stmt* cond, const Lexeme* semi, Header& header) {
  if (cond == nullptr) {
    if (keyword != Token::If || semi == nullptr) return;
    Pos at_semi = source_.pos(semi->offset);
    if (semi->text == "semicolon") {
      syntax_error_at(at_semi, "missing condition in if statement");
    } else {
      syntax_error_at(at_semi, fmt::format("unexpected {}, {} {{ after if clause", semi->text,
                                           old_wording() ? "expecting" : "expected"));
    }
    header.cond = make<BadExpr>(at_semi);
    return;
  }
  if (auto* stmt = dyn_cast<ExprStmt>(cond)) {
    header.cond = stmt->x;
    auto* guard = dyn_cast<TypeAssertExpr>(stmt->x);
    if (keyword != Token::Switch || guard == nullptr || guard->type_expr != nullptr) return;
    std::erase(guards_, guard);
    header.guard = make<TypeSwitchStmt>(guard->pos);
    header.guard->x = guard->x;
    header.guard->guard_pos = guard->pos;
    return;
  }
  header.guard = dyn_cast<TypeSwitchStmt>(cond);
  if (header.guard != nullptr) return;
  header.cond = make<BadExpr>(cond->pos);
  syntax_error_at(cond->pos, fmt::format("cannot use {} as value", statement_text(cond)));
}

namespace {

std::string list_text(List<Expr> list) {
  std::string text;
  for (const Expr* x : list) text += (text.empty() ? "" : ", ") + expr_string(x);
  return text;
}

// In parentheses where that makes the '=' beside it stand out.
std::string emphasized(List<Expr> list) {
  std::string text = list_text(list);
  return list.size() == 1 && is<BinaryExpr>(list[0]) ? "(" + text + ")" : text;
}

}  // namespace

std::string Parser::statement_text(const Stmt* stmt) const {
  if (auto* send = dyn_cast<SendStmt>(stmt)) return expr_string(send->channel) + " <- " + expr_string(send->value);
  if (auto* step = dyn_cast<IncDecStmt>(stmt)) return expr_string(step->x) + std::string(token_text(step->op));
  auto* assign = dyn_cast<AssignStmt>(stmt);
  if (assign == nullptr) return "statement";
  // An '=' is most often meant to be '=='.
  if (assign->assign_kind == AssignKind::Plain) {
    if (!old_wording()) return "assignment " + emphasized(assign->lhs) + " = " + emphasized(assign->rhs);
    return "assignment (" + list_text(assign->lhs) + ") = (" + list_text(assign->rhs) + ")";
  }
  std::string op = assign->assign_kind == AssignKind::Define ? ":" : std::string(token_text(assign->op));
  return list_text(assign->lhs) + " " + op + "= " + list_text(assign->rhs);
}

// ---- compound statements

// IfStmt = "if" [ SimpleStmt ";" ] Expression Block [ "else" ( IfStmt | Block ) ] .
Stmt* Parser::if_stmt() {
  Depth depth(*this);
  auto* stmt = make<IfStmt>(pos());
  Header parts = header(Token::If);
  stmt->init = parts.init;
  stmt->cond = parts.cond != nullptr ? parts.cond : bad_expr();
  stmt->then = block("if clause");
  if (!got(Token::Else)) return stmt;
  if (at(Token::If)) {
    stmt->otherwise = if_stmt();
  } else if (at(Token::Lbrace)) {
    stmt->otherwise = block("");
  } else {
    syntax_error("else must be followed by if or statement block");
    advance({Token::Name, Token::Rbrace});
  }
  return stmt;
}

// ForStmt = "for" [ Condition | ForClause | RangeClause ] Block .
Stmt* Parser::for_stmt() {
  Pos start = pos();
  Header parts = header(Token::For);
  if (parts.range != nullptr) {
    parts.range->pos = start;
    parts.range->body = block("for clause");
    return parts.range;
  }
  auto* stmt = make<ForStmt>(start);
  stmt->init = parts.init;
  stmt->cond = parts.cond;
  stmt->post = parts.post;
  stmt->body = block("for clause");
  return stmt;
}

// SwitchStmt = ExprSwitchStmt | TypeSwitchStmt .
Stmt* Parser::switch_stmt() {
  Pos start = pos();
  Header parts = header(Token::Switch);
  Pos lbrace = pos();
  if (!got(Token::Lbrace)) {
    syntax_error("missing { after switch clause");
    advance({Token::Case, Token::Default, Token::Rbrace});
  }
  ListBuilder<CaseClause> clauses;
  while (!at_end_or(Token::Rbrace)) clauses.add(case_clause());
  auto finish = [&](auto* stmt) {
    stmt->pos = start;
    stmt->init = parts.init;
    stmt->clauses = clauses.finish(file_.arena);
    stmt->lbrace = lbrace;
    stmt->rbrace = pos();
    want(Token::Rbrace);
    return stmt;
  };
  if (parts.guard != nullptr) return finish(parts.guard);
  auto* stmt = make<SwitchStmt>(start);
  stmt->tag = parts.cond;
  return finish(stmt);
}

// ExprCaseClause = ( "case" ExpressionList | "default" ) ":" StatementList .
CaseClause* Parser::case_clause() {
  auto* clause = make<CaseClause>(pos());
  if (got(Token::Case)) {
    clause->cases = expr_list();
  } else if (got(Token::Default)) {
    clause->is_default = true;
  } else {
    syntax_error("expected case or default or }");
    advance({Token::Colon, Token::Case, Token::Default, Token::Rbrace});
  }
  clause->colon = pos();
  want(Token::Colon);
  clause->body = stmt_list();
  return clause;
}

// SelectStmt = "select" "{" { CommClause } "}" .
Stmt* Parser::select_stmt() {
  auto* stmt = make<SelectStmt>(pos());
  next();
  if (!got(Token::Lbrace)) {
    syntax_error("missing { after select clause");
    advance({Token::Case, Token::Default, Token::Rbrace});
  }
  ListBuilder<CommClause> clauses;
  while (!at_end_or(Token::Rbrace)) clauses.add(comm_clause());
  stmt->clauses = clauses.finish(file_.arena);
  stmt->rbrace = pos();
  want(Token::Rbrace);
  return stmt;
}

// CommClause = ( "case" ( SendStmt | RecvStmt ) | "default" ) ":" StatementList .
CommClause* Parser::comm_clause() {
  auto* clause = make<CommClause>(pos());
  if (got(Token::Case)) {
    clause->comm = simple_stmt({}, Token::None);
  } else if (!got(Token::Default)) {
    syntax_error("expected case or default or }");
    advance({Token::Colon, Token::Case, Token::Default, Token::Rbrace});
  }
  clause->colon = pos();
  want(Token::Colon);
  clause->body = stmt_list();
  return clause;
}

// ---- branches, calls, returns

// BreakStmt = "break" [ Label ] .  ContinueStmt = "continue" [ Label ] .  GotoStmt = "goto" Label .  FallthroughStmt.
Stmt* Parser::branch_stmt() {
  auto* stmt = make<BranchStmt>(pos());
  stmt->keyword = token();
  next();
  bool may_have_label = stmt->keyword == Token::Break || stmt->keyword == Token::Continue;
  if (stmt->keyword == Token::Goto || (may_have_label && at(Token::Name))) stmt->label = name();
  return stmt;
}

// GoStmt = "go" Expression .   DeferStmt = "defer" Expression .
Stmt* Parser::go_or_defer() {
  Token keyword = token();
  Pos start = pos();
  next();
  CallExpr* call = call_of_go_or_defer(keyword);
  auto finish = [call](auto* stmt) -> Stmt* {
    stmt->call = call;
    return stmt;
  };
  return keyword == Token::Go ? finish(make<GoStmt>(start)) : finish(make<DeferStmt>(start));
}

// ReturnStmt = "return" [ ExpressionList ] .
Stmt* Parser::return_stmt() {
  auto* stmt = make<ReturnStmt>(pos());
  next();
  if (!at(Token::Semi) && !at(Token::Rbrace)) stmt->results = expr_list();
  return stmt;
}

}  // namespace gopherarium
