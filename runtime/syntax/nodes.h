#pragma once
// The AST: where parser, checker, code generator, vet and editor meet.
//
// - Nodes live in the NodeArena of their File and are released with it; pointers borrow. Names and literals are string_views
//   into the SourceFile's text, which the FileSet keeps.
// - The parser writes everything but the fields under "set by the checker". A function body is checked once, generically;
//   the annotations of a node hold for that generic body, and code generation substitutes type arguments.
// - `pos` is the position that belongs to the node alone, as in cmd/compile/internal/syntax: the operator of a binary
//   expression, the '(' of a call, the '[' of an index, the '.' of a selector, the '{' of a composite literal, the ':'
//   of a key: value, the operator of an assignment, the keyword of most statements, the name of a declaration's first
//   name. gc reports most errors at start_pos(node), where the node's text begins, and some (division by zero, a call's
//   missing arguments, mismatched operands) at `pos`.
// - After a parse without syntax errors no child is null but where a comment here says "or null". A BadExpr stands only
//   where an error was reported.
// - Identifiers are compared by text. The blank identifier is "_".

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/syntax/arena.h"
#include "runtime/syntax/source.h"
#include "runtime/syntax/token.h"

namespace gopherarium {

// The checker's, defined in runtime/types.
class Type;
class Object;
class Scope;
struct ConstantValue;
struct Selection;

enum class NodeKind : uint8_t {
#define NODE(name) name,
#include "runtime/syntax/nodes.def"
};

std::string_view node_kind_name(NodeKind kind);

struct Node {
  NodeKind kind;
  Pos pos;
};

// ---- casts

// The node as a T, or nullptr when it is another kind (or null).
template <class T, class N>
auto dyn_cast(N* node) {
  using Result = std::conditional_t<std::is_const_v<N>, const T*, T*>;
  return node != nullptr && T::is(node->kind) ? static_cast<Result>(node) : Result(nullptr);
}

// The node as a T, which it must be.
template <class T, class N>
auto as(N* node) {
  GOPH_DCHECK(node != nullptr && T::is(node->kind), "a node is cast to what its kind says");
  return static_cast<std::conditional_t<std::is_const_v<N>, const T*, T*>>(node);
}

template <class T>
bool is(const Node* node) {
  return node != nullptr && T::is(node->kind);
}

// ---- bases

// What an expression is, once checked.
enum class ExprMode : uint8_t {
  Invalid,    // not checked, or in error
  NoValue,    // a call without results
  Builtin,    // len, append, ... as the operand of a call
  TypeExpr,   // denotes `type`
  Constant,   // `constant` holds the value
  Variable,   // addressable
  MapIndex,   // m[k]: assignable, not addressable; has a comma-ok form
  Value,      // computed
  CommaOk,    // computed, with a comma-ok form (type assertion, receive)
  NilValue,   // the predeclared nil
};

struct Expr : Node {
  // Set by the checker.
  ExprMode mode = ExprMode::Invalid;
  Type* type = nullptr;  // of the value, after untyped operands got their final type; or the type denoted (TypeExpr)
  const ConstantValue* constant = nullptr;

  explicit Expr(NodeKind k, Pos p = {}) : Node{k, p} {}
  static constexpr bool is(NodeKind k) { return k <= NodeKind::ChanType; }
};

struct Stmt : Node {
  explicit Stmt(NodeKind k, Pos p = {}) : Node{k, p} {}
  static constexpr bool is(NodeKind k) { return k >= NodeKind::EmptyStmt && k <= NodeKind::DeclStmt; }
};

// Declarations in one pair of parentheses share a Group; null means not parenthesised.
struct Group {
  Pos pos;  // of the '('
};

struct Decl : Node {
  const Group* group = nullptr;
  explicit Decl(NodeKind k, Pos p = {}) : Node{k, p} {}
  static constexpr bool is(NodeKind k) { return k >= NodeKind::ImportDecl && k <= NodeKind::FuncDecl; }
};

template <class Base, NodeKind kKind>
struct NodeOf : Base {
  explicit NodeOf(Pos p = {}) : Base(kKind, p) {}
  static constexpr NodeKind kNodeKind = kKind;
  static constexpr bool is(NodeKind k) { return k == kKind; }
};

template <class T>
using List = std::span<T*>;

struct Ident;
struct BasicLit;
struct CallExpr;
struct FuncType;
struct BlockStmt;

// ---- parts

// One name (or none) with its type: a parameter, a result, a struct field, a type parameter, or an element of an interface.
// Names that were declared together (a, b int) share the type's node.
// FieldDecl     = ( IdentifierList Type | EmbeddedField ) [ Tag ] .
// ParameterDecl = [ IdentifierList ] [ "..." ] Type .
struct Field : Node {
  Ident* name = nullptr;    // or null: an unnamed parameter, an embedded field or element
  Expr* type = nullptr;     // an Ellipsis for a variadic parameter
  BasicLit* tag = nullptr;  // or null; a struct field's
  bool embedded = false;    // an embedded struct field or interface element
  explicit Field(Pos p = {}) : Node{NodeKind::Field, p} {}
  static constexpr bool is(NodeKind k) { return k == NodeKind::Field; }
};

// ---- expressions

// Stands where an expression failed to parse; an error has been reported there.
struct BadExpr : NodeOf<Expr, NodeKind::BadExpr> {
  using NodeOf::NodeOf;
};

// identifier = letter { letter | unicode_digit } .
struct Ident : NodeOf<Expr, NodeKind::Ident> {
  std::string_view name;
  // Set by the checker: the object that is used or defined here; null for "_" and unresolved names.
  Object* object = nullptr;
  explicit Ident(Pos p = {}, std::string_view n = {}) : NodeOf(p), name(n) {}
};

enum class LitKind : uint8_t { Int, Float, Imag, Rune, String };

// BasicLit = int_lit | float_lit | imaginary_lit | rune_lit | string_lit .
struct BasicLit : NodeOf<Expr, NodeKind::BasicLit> {
  std::string_view text;  // as in the source, quotes included
  LitKind lit_kind = LitKind::Int;
  bool bad = false;  // malformed; an error has been reported
  using NodeOf::NodeOf;
};

// CompositeLit = LiteralType LiteralValue .   pos: the '{'
struct CompositeLit : NodeOf<Expr, NodeKind::CompositeLit> {
  Expr* type_expr = nullptr;  // or null: elided inside another literal; [...]T is an ArrayType without length
  List<Expr> elements;        // KeyValueExpr where there is a key
  Pos rbrace;
  using NodeOf::NodeOf;
};

// KeyedElement = [ Key ":" ] Element .   pos: the ':'
struct KeyValueExpr : NodeOf<Expr, NodeKind::KeyValueExpr> {
  Expr* key = nullptr;
  Expr* value = nullptr;
  using NodeOf::NodeOf;
};

// FunctionLit = "func" Signature FunctionBody .
struct FuncLit : NodeOf<Expr, NodeKind::FuncLit> {
  FuncType* func_type = nullptr;
  BlockStmt* body = nullptr;
  using NodeOf::NodeOf;
};

// "(" Expression ")" or "(" Type ")"
struct ParenExpr : NodeOf<Expr, NodeKind::ParenExpr> {
  Expr* x = nullptr;
  Pos rparen;
  using NodeOf::NodeOf;
};

// Selector = "." identifier ; also QualifiedIdent.   pos: the '.'
struct SelectorExpr : NodeOf<Expr, NodeKind::SelectorExpr> {
  Expr* x = nullptr;
  Ident* sel = nullptr;
  // Set by the checker; null for a package's member (then sel->object is it).
  Selection* selection = nullptr;
  using NodeOf::NodeOf;
};

// Index = "[" Expression [ "," ] "]" ; TypeArgs = "[" TypeList [ "," ] "]" .   pos: the '['
// Which of the two it is, only the checker knows; more than one index is always TypeArgs.
struct IndexExpr : NodeOf<Expr, NodeKind::IndexExpr> {
  Expr* x = nullptr;
  List<Expr> indices;  // at least one
  Pos rbrack;
  using NodeOf::NodeOf;
};

// Slice = "[" [ Expression ] ":" [ Expression ] [ ":" Expression ] "]" .   pos: the '['
struct SliceExpr : NodeOf<Expr, NodeKind::SliceExpr> {
  Expr* x = nullptr;
  Expr* index[3] = {nullptr, nullptr, nullptr};  // low, high, max; each or null
  bool full = false;                             // x[i:j:k]
  Pos rbrack;
  using NodeOf::NodeOf;
};

// TypeAssertion = "." "(" Type ")" .   pos: the '.'.   x.(type) is in TypeSwitchStmt.
struct TypeAssertExpr : NodeOf<Expr, NodeKind::TypeAssertExpr> {
  Expr* x = nullptr;
  Expr* type_expr = nullptr;
  Pos rparen;
  using NodeOf::NodeOf;
};

// Arguments = "(" [ ( ExpressionList | Type [ "," ExpressionList ] ) [ "..." ] [ "," ] ] ")" .   pos: the '('
// Also a conversion T(x) and a call of a built-in: fun's mode tells, once checked.
struct CallExpr : NodeOf<Expr, NodeKind::CallExpr> {
  Expr* fun = nullptr;
  List<Expr> args;
  bool has_dots = false;  // f(xs...)
  Pos rparen;
  using NodeOf::NodeOf;
};

// PointerType = "*" BaseType ; or an indirection.
struct StarExpr : NodeOf<Expr, NodeKind::StarExpr> {
  Expr* x = nullptr;
  using NodeOf::NodeOf;
};

// unary_op = "+" | "-" | "!" | "^" | "&" | "<-" ; UnderlyingType = "~" Type .
struct UnaryExpr : NodeOf<Expr, NodeKind::UnaryExpr> {
  Token op = Token::None;  // Add, Sub, Not, Xor, And (address), Arrow (receive), Tilde
  Expr* x = nullptr;
  using NodeOf::NodeOf;
};

// Expression binary_op Expression ; also a union of interface elements A | B.   pos: the operator
struct BinaryExpr : NodeOf<Expr, NodeKind::BinaryExpr> {
  Token op = Token::None;
  Expr* x = nullptr;
  Expr* y = nullptr;
  using NodeOf::NodeOf;
};

// "..." Type of a variadic parameter.
struct Ellipsis : NodeOf<Expr, NodeKind::Ellipsis> {
  Expr* elem = nullptr;
  using NodeOf::NodeOf;
};

// ArrayType = "[" ArrayLength "]" ElementType .
struct ArrayType : NodeOf<Expr, NodeKind::ArrayType> {
  Expr* len = nullptr;  // or null: [...]T
  Expr* elem = nullptr;
  using NodeOf::NodeOf;
};

// SliceType = "[" "]" ElementType .
struct SliceType : NodeOf<Expr, NodeKind::SliceType> {
  Expr* elem = nullptr;
  using NodeOf::NodeOf;
};

// StructType = "struct" "{" { FieldDecl ";" } "}" .
struct StructType : NodeOf<Expr, NodeKind::StructType> {
  List<Field> fields;
  Pos rbrace;
  using NodeOf::NodeOf;
};

// FunctionType = "func" Signature .   pos: the '(' or '[' after the "func" or the name
struct FuncType : NodeOf<Expr, NodeKind::FuncType> {
  List<Field> type_params;  // of a FuncDecl only; types that were given together share their node
  List<Field> params;       // the last one's type may be an Ellipsis
  List<Field> results;
  Pos lparen;
  Pos end;  // after the last token
  using NodeOf::NodeOf;
};

// InterfaceType  = "interface" "{" { InterfaceElem ";" } "}" .
// InterfaceElem  = MethodElem | TypeElem .   TypeElem = TypeTerm { "|" TypeTerm } .   TypeTerm = [ "~" ] Type .
// A method is a Field with a name and a FuncType; an element has embedded set, unions are BinaryExpr with Or.
struct InterfaceType : NodeOf<Expr, NodeKind::InterfaceType> {
  List<Field> elements;
  Pos rbrace;
  bool implicit = false;  // stands for [T ~int | string], written without interface{}
  using NodeOf::NodeOf;
};

// MapType = "map" "[" KeyType "]" ElementType .
struct MapType : NodeOf<Expr, NodeKind::MapType> {
  Expr* key = nullptr;
  Expr* value = nullptr;
  using NodeOf::NodeOf;
};

enum class ChanDir : uint8_t { Both, SendOnly, RecvOnly };

// ChannelType = ( "chan" | "chan" "<-" | "<-" "chan" ) ElementType .
struct ChanType : NodeOf<Expr, NodeKind::ChanType> {
  ChanDir dir = ChanDir::Both;
  Expr* elem = nullptr;
  using NodeOf::NodeOf;
};

// ---- statements

// EmptyStmt = .
struct EmptyStmt : NodeOf<Stmt, NodeKind::EmptyStmt> {
  using NodeOf::NodeOf;
};

// ExpressionStmt = Expression .
struct ExprStmt : NodeOf<Stmt, NodeKind::ExprStmt> {
  Expr* x = nullptr;
  using NodeOf::NodeOf;
};

// SendStmt = Channel "<-" Expression .   pos: the "<-"
struct SendStmt : NodeOf<Stmt, NodeKind::SendStmt> {
  Expr* channel = nullptr;
  Expr* value = nullptr;
  using NodeOf::NodeOf;
};

// IncDecStmt = Expression ( "++" | "--" ) .   pos: the operator
struct IncDecStmt : NodeOf<Stmt, NodeKind::IncDecStmt> {
  Token op = Token::None;  // Inc or Dec
  Expr* x = nullptr;
  using NodeOf::NodeOf;
};

enum class AssignKind : uint8_t {
  Plain,   // a, b = x, y
  Define,  // a, b := x, y
  Op,      // a op= x: one operand on either side
};

// Assignment   = ExpressionList assign_op ExpressionList .
// ShortVarDecl = IdentifierList ":=" ExpressionList .   pos: the operator
struct AssignStmt : NodeOf<Stmt, NodeKind::AssignStmt> {
  AssignKind assign_kind = AssignKind::Plain;
  Token op = Token::None;  // the binary operator of Op
  List<Expr> lhs;          // of Define: what is no Ident has been reported
  List<Expr> rhs;
  using NodeOf::NodeOf;
};

// GoStmt = "go" Expression .
struct GoStmt : NodeOf<Stmt, NodeKind::GoStmt> {
  CallExpr* call = nullptr;  // what is no call has been reported, and wrapped into one
  using NodeOf::NodeOf;
};

// DeferStmt = "defer" Expression .
struct DeferStmt : NodeOf<Stmt, NodeKind::DeferStmt> {
  CallExpr* call = nullptr;
  using NodeOf::NodeOf;
};

// ReturnStmt = "return" [ ExpressionList ] .
struct ReturnStmt : NodeOf<Stmt, NodeKind::ReturnStmt> {
  List<Expr> results;
  using NodeOf::NodeOf;
};

// BreakStmt, ContinueStmt, GotoStmt = keyword [ Label ] ; FallthroughStmt.
struct BranchStmt : NodeOf<Stmt, NodeKind::BranchStmt> {
  Token keyword = Token::None;  // Break, Continue, Goto, Fallthrough
  Ident* label = nullptr;       // or null
  // What it leaves or continues: a For, Range, Switch, TypeSwitch or SelectStmt, for a goto the LabeledStmt. Null for a
  // fallthrough. The parser resolves it; null, too, where it reported an error.
  Stmt* target = nullptr;
  using NodeOf::NodeOf;
};

// Block = "{" StatementList "}" .
struct BlockStmt : NodeOf<Stmt, NodeKind::BlockStmt> {
  List<Stmt> list;
  Pos rbrace;
  using NodeOf::NodeOf;
};

// IfStmt = "if" [ SimpleStmt ";" ] Expression Block [ "else" ( IfStmt | Block ) ] .
struct IfStmt : NodeOf<Stmt, NodeKind::IfStmt> {
  Stmt* init = nullptr;  // or null
  Expr* cond = nullptr;
  BlockStmt* then = nullptr;
  Stmt* otherwise = nullptr;  // or null; an IfStmt or a BlockStmt
  using NodeOf::NodeOf;
};

// ExprCaseClause = ( "case" ExpressionList | "default" ) ":" StatementList .   In a type switch the cases are types or nil.
struct CaseClause : Node {
  List<Expr> cases;  // empty for default
  List<Stmt> body;
  bool is_default = false;
  Pos colon;
  Object* implicit_object = nullptr;  // set by the checker: the variable of `switch x := y.(type)` in this clause
  explicit CaseClause(Pos p = {}) : Node{NodeKind::CaseClause, p} {}
  static constexpr bool is(NodeKind k) { return k == NodeKind::CaseClause; }
};

// ExprSwitchStmt = "switch" [ SimpleStmt ";" ] [ Expression ] "{" { ExprCaseClause } "}" .
struct SwitchStmt : NodeOf<Stmt, NodeKind::SwitchStmt> {
  Stmt* init = nullptr;  // or null
  Expr* tag = nullptr;   // or null: true
  List<CaseClause> clauses;
  Pos lbrace;
  Pos rbrace;
  using NodeOf::NodeOf;
};

// TypeSwitchStmt  = "switch" [ SimpleStmt ";" ] TypeSwitchGuard "{" { TypeCaseClause } "}" .
// TypeSwitchGuard = [ identifier ":=" ] PrimaryExpr "." "(" "type" ")" .
struct TypeSwitchStmt : NodeOf<Stmt, NodeKind::TypeSwitchStmt> {
  Stmt* init = nullptr;    // or null
  Ident* bound = nullptr;  // or null: the x of x := y.(type)
  Expr* x = nullptr;
  Pos guard_pos;  // the '.' of .(type)
  List<CaseClause> clauses;
  Pos lbrace;
  Pos rbrace;
  using NodeOf::NodeOf;
};

// CommClause = ( "case" ( SendStmt | RecvStmt ) | "default" ) ":" StatementList .
// RecvStmt   = [ ExpressionList "=" | IdentifierList ":=" ] RecvExpr .
struct CommClause : Node {
  Stmt* comm = nullptr;  // or null for default; SendStmt, ExprStmt or AssignStmt. That it is a receive, the checker checks.
  List<Stmt> body;
  Pos colon;
  explicit CommClause(Pos p = {}) : Node{NodeKind::CommClause, p} {}
  static constexpr bool is(NodeKind k) { return k == NodeKind::CommClause; }
};

// SelectStmt = "select" "{" { CommClause } "}" .
struct SelectStmt : NodeOf<Stmt, NodeKind::SelectStmt> {
  List<CommClause> clauses;
  Pos rbrace;
  using NodeOf::NodeOf;
};

// ForStmt = "for" [ Condition | ForClause ] Block .
struct ForStmt : NodeOf<Stmt, NodeKind::ForStmt> {
  Stmt* init = nullptr;  // or null
  Expr* cond = nullptr;  // or null
  Stmt* post = nullptr;  // or null
  BlockStmt* body = nullptr;
  using NodeOf::NodeOf;
};

// ForStmt     = "for" RangeClause Block .
// RangeClause = [ ExpressionList "=" | IdentifierList ":=" ] "range" Expression .
struct RangeStmt : NodeOf<Stmt, NodeKind::RangeStmt> {
  List<Expr> lhs;  // none, one or two; more are left for the checker to report
  AssignKind assign_kind = AssignKind::Plain;  // Plain or Define
  Pos range_pos;                               // the "range"
  Expr* x = nullptr;
  BlockStmt* body = nullptr;
  using NodeOf::NodeOf;
};

// LabeledStmt = Label ":" Statement .   pos: the label
struct LabeledStmt : NodeOf<Stmt, NodeKind::LabeledStmt> {
  Ident* label = nullptr;
  Stmt* stmt = nullptr;
  bool used = false;  // the parser resolves it
  using NodeOf::NodeOf;
};

// Declaration = ConstDecl | TypeDecl | VarDecl .   As a statement: all declarations of one keyword.
struct DeclStmt : NodeOf<Stmt, NodeKind::DeclStmt> {
  List<Decl> decls;
  using NodeOf::NodeOf;
};

// ---- declarations. pos: where the specification starts (after the keyword); of a FuncDecl the "func"

// ImportSpec = [ "." | PackageName ] ImportPath .
struct ImportDecl : NodeOf<Decl, NodeKind::ImportDecl> {
  Ident* local_name = nullptr;  // or null; "." and "_" included
  BasicLit* path = nullptr;     // quoted
  using NodeOf::NodeOf;
};

// ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .
// Implicit repetition is resolved: `type_expr` and `values` of an inherited specification are those of the last one that
// had values, the same nodes. So annotations on inherited nodes are those of whichever constant was checked last: the
// checker keeps each constant's value in its Object. gc reports errors in inherited values at the constant's name.
struct ConstDecl : NodeOf<Decl, NodeKind::ConstDecl> {
  List<Ident> names;
  Expr* type_expr = nullptr;  // or null
  List<Expr> values;          // empty only in error (the first of a group must have values)
  uint32_t iota = 0;          // the index in the group
  bool inherited = false;
  using NodeOf::NodeOf;
};

// VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) .
struct VarDecl : NodeOf<Decl, NodeKind::VarDecl> {
  List<Ident> names;
  Expr* type_expr = nullptr;  // or null
  List<Expr> values;
  using NodeOf::NodeOf;
};

// AliasDecl = identifier [ TypeParameters ] "=" Type .   TypeDef = identifier [ TypeParameters ] Type .
struct TypeDecl : NodeOf<Decl, NodeKind::TypeDecl> {
  Ident* name = nullptr;
  List<Field> type_params;
  bool is_alias = false;
  Expr* type_expr = nullptr;
  using NodeOf::NodeOf;
};

// FunctionDecl = "func" FunctionName [ TypeParameters ] Signature [ FunctionBody ] .
// MethodDecl   = "func" Receiver MethodName Signature [ FunctionBody ] .
struct FuncDecl : NodeOf<Decl, NodeKind::FuncDecl> {
  Field* recv = nullptr;  // or null; its type is [*]T or [*]T[A, B], perhaps in parentheses
  Ident* name = nullptr;
  FuncType* func_type = nullptr;
  BlockStmt* body = nullptr;  // or null: declared elsewhere
  using NodeOf::NodeOf;
};

// ---- files

struct Comment {
  Pos pos;
  std::string_view text;  // with its // or /* */, without the line end
};

// go 1.NN as a number: 1.19 is {19}; 0 is "not said".
struct GoVersion {
  uint16_t minor = 0;
  auto operator<=>(const GoVersion&) const = default;
};

// SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .
struct File {
  const SourceFile* source = nullptr;
  Pos pos;                        // the "package"
  Ident* package_name = nullptr;  // or null after an error
  List<Decl> decls;               // imports first
  std::span<const Comment> comments;
  Pos eof;
  // What a //go:build line above the package clause says: the least go1.NN it asks for (0: nothing), and the expression.
  GoVersion go_version;
  std::string_view build_constraint;  // for BuildConstraint::parse; empty for none
  NodeArena arena;  // owns all of the above
};

// ---- positions

// Where the node's text begins, and where it ends (the position after its last byte).
Pos start_pos(const Node* node);
Pos end_pos(const Node* node);

// `x` without the parentheses around it.
Expr* unparen(Expr* x);
const Expr* unparen(const Expr* x);

}  // namespace gopherarium
