#pragma once
// The Parser class; its functions are in parser.cpp (files, declarations, errors), parse_expr.cpp, parse_type.cpp and
// parse_stmt.cpp. Only these include this header.
//
// Invariant: current() is the next token that no production has consumed. Once the parser gave up (full list of errors,
// nesting limit) every token is Eof, and all loops end at Eof.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/nodes.h"
#include "runtime/syntax/parser.h"
#include "runtime/syntax/scanner.h"

namespace gopherarium {

class TokenSet {
 public:
  constexpr TokenSet(std::initializer_list<Token> tokens) {
    for (Token t : tokens) add(t);
  }
  constexpr void add(Token t) { words_[index(t) / 64] |= uint64_t{1} << index(t) % 64; }
  constexpr void add(TokenSet other) {
    words_[0] |= other.words_[0];
    words_[1] |= other.words_[1];
  }
  constexpr bool has(Token t) const { return (words_[index(t) / 64] >> index(t) % 64 & 1) != 0; }

 private:
  static constexpr size_t index(Token t) { return static_cast<size_t>(t); }
  uint64_t words_[2] = {0, 0};
};

// Collects the items of a list before the arena gets them. Short lists, which most are, need no allocation.
template <class T>
class ListBuilder {
 public:
  void add(T* item) {
    if (count_ < kInline) {
      few_[count_++] = item;
      return;
    }
    if (many_.empty()) many_.assign(few_, few_ + kInline);
    many_.push_back(item);
    ++count_;
  }
  bool empty() const { return count_ == 0; }
  size_t size() const { return count_; }
  T*& operator[](size_t i) { return many_.empty() ? few_[i] : many_[i]; }
  T*& back() { return (*this)[count_ - 1]; }
  List<T> finish(NodeArena& arena) {
    return arena.copy(std::span<T* const>(many_.empty() ? few_ : many_.data(), count_));
  }

 private:
  static constexpr size_t kInline = 8;
  T* few_[kInline];
  size_t count_ = 0;
  std::vector<T*> many_;
};

class Parser final : private ScannerSink {
 public:
  Parser(SourceFile& source, DiagnosticList& diagnostics, ParseOptions options, File& file);
  void parse();

 private:
  // ---- tokens
  const Lexeme& current() const { return scanner_.current(); }
  Token token() const { return scanner_.current().token; }
  Pos pos() const { return source_.pos(scanner_.current().offset); }
  bool at(Token t) const { return token() == t; }
  bool at_end_or(Token t) const { return at(t) || at(Token::Eof); }
  void next() {
    previous_end_ = scanner_.current().end;
    scanner_.next();
  }
  bool got(Token t) {
    if (!at(t)) return false;
    next();
    return true;
  }
  void want(Token t);
  bool got_assign();
  // Skips to a token of the set or, inside a function, to one that starts a statement.
  void advance(TokenSet follow);
  void skip_one();
  Pos previous_end() const { return source_.pos(previous_end_); }

  // ---- errors
  void scan_error(uint32_t offset, std::string message) override;
  void scan_comment(uint32_t offset, std::string_view text) override;
  void error_at(Pos at, std::string message);
  void error(std::string message) { error_at(pos(), std::move(message)); }
  // A message that starts with "in ", "at ", "after " or "expected " is completed with the current token.
  void syntax_error_at(Pos at, std::string_view message);
  void syntax_error(std::string_view message) { syntax_error_at(pos(), message); }
  std::string describe_token() const;
  std::string name_of(Token t) const;
  bool old_wording() const { return wording_.minor != 0 && wording_.minor < 20; }
  void give_up();
  void line_directive(uint32_t offset, std::string_view comment);

  // Counts the levels of the tree above a node that is being parsed; gives up at the limit.
  class Depth {
   public:
    explicit Depth(Parser& parser) : parser_(parser), before_(parser.depth_) { deeper(); }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ~Depth() { parser_.depth_ = before_; }
    void deeper() {
      if (++parser_.depth_ > kMaxNesting) parser_.too_deep();
    }

   private:
    Parser& parser_;
    int before_;
  };
  void too_deep();

  template <class T>
  T* make(Pos at) {
    return file_.arena.make<T>(at);
  }
  BadExpr* bad_expr() { return make<BadExpr>(pos()); }

  // list = [ item { separator item } [ separator ] ] close . `item` returns true when no more may follow. Returns the
  // position of `close`.
  template <class Item>
  Pos list(std::string_view context, Token separator, Token close, Item&& item) {
    bool done = false;
    while (!at_end_or(close) && !done) {
      done = item();
      if (!got(separator) && !at(close)) {
        list_error(context, separator, close);
        if (!at(close)) return pos();
      }
    }
    Pos end = pos();
    want(close);
    return end;
  }
  void list_error(std::string_view context, Token separator, Token close);

  // ---- files and declarations
  void parse_package_clause();
  void parse_declarations();
  void top_level_decl(ListBuilder<Decl>& decls);
  void stray_statement(const Decl* last);
  template <class Spec>
  void group(ListBuilder<Decl>& decls, Spec&& spec);
  Decl* import_decl(const Group* group);
  struct ConstGroup;
  Decl* const_decl(const Group* group, ConstGroup& so_far);
  void const_decls(ListBuilder<Decl>& decls);
  void var_decls(ListBuilder<Decl>& decls);
  void type_decls(ListBuilder<Decl>& decls);
  Decl* var_decl(const Group* group);
  Decl* type_decl(const Group* group);
  void bracketed_type_decl(TypeDecl* decl);
  FuncDecl* func_decl_or_null();
  Field* receiver();
  BlockStmt* func_body();
  void report_stray_type_switch_guards();

  // ---- expressions
  Expr* expr();
  Expr* binary_expr(Expr* x, int above);
  Expr* unary_expr();
  Expr* arrow_expr();
  Expr* primary_expr(Expr* x);
  Expr* operand();
  Expr* selector_or_assertion(Expr* x);
  Expr* index_or_slice(Expr* x);
  void slice_bounds(SliceExpr* slice);
  Expr* call(Expr* fun);
  bool may_start_composite(const Expr* type) const;
  CompositeLit* composite_literal(Expr* type);
  Expr* composite_element();
  CallExpr* call_of_go_or_defer(Token keyword);
  List<Expr> expr_list();
  Ident* name();
  List<Ident> name_list(Ident* first);
  BasicLit* literal_or_null();
  // typeList = arg { "," arg } [ "," ] .
  struct TypeArgs {
    List<Expr> list;
    bool comma = false;  // a separating or a trailing one
  };
  TypeArgs type_args();

  // ---- types
  Expr* type();
  Expr* type_or_null();
  Expr* qualified_name(Ident* first);
  Expr* type_instance(Expr* generic);
  enum class TypeParams : uint8_t { Allowed, Forbidden };
  FuncType* func_type(TypeParams type_params, std::string_view context);
  List<Field> func_result();
  Expr* array_type(Pos lbrack, Expr* len);
  Expr* slice_type(Pos lbrack);
  Expr* array_or_type_args(Ident* name);
  Expr* chan_type();
  Expr* recv_chan_type();
  Expr* chan_elem();
  Expr* map_type();
  StructType* struct_type();
  void field_decl(ListBuilder<Field>& fields);
  void named_fields(ListBuilder<Field>& fields);
  Expr* embedded_pointer_or_paren();
  InterfaceType* interface_type();
  Field* method_or_embedded();
  Field* method(Field* field, Ident* name);
  void bracketed_method(Field* field, Ident* name);
  Expr* embedded_elem(Expr* first);
  Expr* embedded_term();
  enum class Names : uint8_t { Optional, Required };
  List<Field> param_list(Ident* name, Expr* type, Token close, Names names);
  Field* param_decl_or_null(Ident* name, Token close);
  Field* named_param(Field* field, Ident* name, bool& done, Token close);
  void distribute_types(ListBuilder<Field>& params, size_t named, size_t typed, Names names, Pos close_pos);
  void wrap_constraints(ListBuilder<Field>& params);

  // ---- statements
  // What may stand before the block of an if, for or switch.
  struct Header {
    Stmt* init = nullptr;
    Expr* cond = nullptr;
    Stmt* post = nullptr;
    RangeStmt* range = nullptr;        // of `for ... range x`; nothing else is set
    TypeSwitchStmt* guard = nullptr;   // of `switch x := y.(type)`
  };
  Stmt* stmt_or_null();
  List<Stmt> stmt_list();
  // The first expressions of the statement, if they were read already. `keyword` is what the statement stands after: For
  // permits a range clause, Switch a type switch guard.
  Stmt* simple_stmt(List<Expr> lhs, Token keyword);
  Stmt* assignment(List<Expr> lhs, Token keyword);
  RangeStmt* range_clause(List<Expr> lhs, AssignKind kind);
  Stmt* labeled_stmt_or_null(Ident* label);
  BlockStmt* block(std::string_view context);
  Stmt* decl_stmt();
  Header header(Token keyword);
  void header_parts(Token keyword, Header& header);
  void for_parts(Header& header, Stmt*& cond);
  void header_cond(Token keyword, Stmt* cond, const Lexeme* semi, Header& header);
  std::string statement_text(const Stmt* stmt) const;
  Stmt* if_stmt();
  Stmt* for_stmt();
  Stmt* switch_stmt();
  Stmt* select_stmt();
  CaseClause* case_clause();
  CommClause* comm_clause();
  Stmt* branch_stmt();
  Stmt* go_or_defer();
  Stmt* return_stmt();

  SourceFile& source_;
  DiagnosticList& diagnostics_;
  File& file_;
  GoVersion wording_;
  Scanner scanner_;
  std::vector<Comment> comments_;
  std::vector<TypeAssertExpr*> guards_;  // x.(type) that no switch has taken
  uint32_t previous_end_ = 0;
  int error_count_ = 0;
  int depth_ = 0;
  int func_nesting_ = 0;
  int expr_nesting_ = 0;  // < 0 in a statement header, where T{ starts no literal
};

// Resolves the targets of the branches in a function's body and reports misplaced ones and unused labels. Function literals
// in it are left out: they have been checked on their own.
void check_branches(BlockStmt* body, DiagnosticList& diagnostics);

}  // namespace gopherarium
