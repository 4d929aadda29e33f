#pragma once
// The Checker's inside; for the .cpp files of this folder only.
//
// How it works: raw_expr evaluates an expression into an Operand and writes the result onto the node. Untyped
// operands carry their untyped type on the node until context gives them a type, which set_expr_type then
// writes down the tree. Declarations are checked on first use (object_decl); a Grey object met again is a
// cycle. What must wait until the types at hand are complete (bodies of literals, type set checks, constraint
// checks) goes through later().

#include <deque>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "runtime/syntax/printer.h"
#include "runtime/types/checker.h"
#include "runtime/types/typeset.h"

namespace gopherarium {

// What a package-level declaration (or a spec of it) needs to be checked later, away from its place in the
// source.
struct DeclInfo {
  Package* package = nullptr;
  Scope* scope = nullptr;  // of the file
  GoVersion version;
  std::vector<Var*> lhs;  // of var a, b = f(): all variables that share the initialiser
  Expr* type_expr = nullptr;
  Expr* init = nullptr;
  bool inherited = false;  // a constant's expressions stand at another constant
  TypeDecl* type_decl = nullptr;
  FuncDecl* func_decl = nullptr;
  std::vector<Object*> uses;  // package-level variables and functions of the package, each once
  std::unordered_set<Object*> use_set;
  void add_use(Object* object) {
    if (use_set.insert(object).second) uses.push_back(object);
  }
};

struct Operand {
  ExprMode mode = ExprMode::Invalid;
  BuiltinId builtin{};
  Expr* expr = nullptr;
  Type* type = nullptr;
  const ConstantValue* constant = nullptr;
  bool valid() const { return mode != ExprMode::Invalid; }
  bool is_nil() const { return mode == ExprMode::NilValue; }
};

// The function literal or declaration whose body is being checked; or the range loop over a func, whose body is a function
// of its own once compiled: what it uses of the function around it is captured.
struct FunctionFrame {
  const Node* node = nullptr;
  std::shared_ptr<FunctionFrame> outer;  // shared: bodies of literals are checked later
  std::vector<TypeParam*> type_params;   // in scope, enclosing functions' included
  std::vector<Var*> locals;              // declared in the body, in order; a loop's are its function's
};

struct Environment {
  Package* package = nullptr;
  DeclInfo* decl = nullptr;  // whose uses are recorded
  Scope* scope = nullptr;
  GoVersion version{23};
  const ConstantValue* iota = nullptr;
  Pos inherited_pos;  // errors in a constant's inherited expression stand here
  Signature* signature = nullptr;
  std::shared_ptr<FunctionFrame> function;
  bool has_call_or_recv = false;
};

enum class ConversionError : uint8_t { None, Mismatch, Truncated, Overflow };

struct Converted {
  Type* type = nullptr;
  const ConstantValue* constant = nullptr;
  ConversionError error = ConversionError::None;
};

enum class AllowGeneric : uint8_t { No, Yes };
enum class StmtContext : uint8_t { Plain, FallthroughOk, FinalCase, TypeSwitchCase };

class Checker::Impl final : public ObjectResolver {
 public:
  Impl(TypeContext& context, DiagnosticList& diagnostics, Importer& importer, CheckOptions options)
      : ctx(context), diagnostics_(diagnostics), importer_(importer), options_(options) {
    env.version = options.version;
  }

  // ---- checker.cpp: the driver and declarations' collection
  Package* declare(std::string_view path, std::span<File* const> files);
  void check_all(Package* package);
  void resolve(Object& object) override;
  void check_body(Func* function);
  const std::vector<Initializer>& init_order(Package* package);
  void later(std::function<void()> action) { delayed_.push_back({std::move(action), env}); }
  void process_delayed(size_t from);

  Info info;
  TypeContext& ctx;
  GoVersion version_at(Pos pos) const;

 private:
  struct Delayed {
    std::function<void()> action;
    Environment env;
  };
  struct FileState {
    File* file = nullptr;
    Scope* scope = nullptr;
    std::vector<PkgName*> imports;
    GoVersion version;
  };
  struct PackageState {
    std::vector<FileState> files;
    std::vector<Object*> objects;  // package-level, in source order
    std::unordered_map<std::string_view, std::vector<Func*>>
        methods;  // by the receiver's base name, until it is declared
    std::vector<std::unique_ptr<DeclInfo>> decls;
    std::unordered_map<std::string_view, std::vector<PkgName*>>
        dot_imported;  // names of dot-imported objects
  };

  // ---- errors
  void error(Pos pos, std::string message);
  void error(const Node* node, std::string message);
  std::string also(Pos pos, std::string text) const;  // a further line of a message
  void error(const Operand& x, std::string message) { error(x.expr, std::move(message)); }
  Qualifier qualifier() const { return {env.package, false, go119_words()}; }
  // Messages changed with Go 1.20; --go 1.19 brings the older ones back.
  bool go119_words() const { return options_.wording.minor < 20; }
  std::string str(Type* type) const { return type_string(type, qualifier()); }
  std::string str(const Expr* expr) const { return expr_string(expr); }
  std::string str(const Operand& x) const;
  void unused_variable(Pos pos, std::string_view name) {
    error(pos, go119_words() ? fmt::format("{} declared but not used", name)
                             : fmt::format("declared and not used: {}", name));
  }
  bool allow_version(unsigned minor) const { return env.version.minor >= minor; }

  // ---- checker.cpp
  void collect_file(Package* package, PackageState& state, File* file);
  void collect_import(PackageState& state, FileState& file, ImportDecl* decl, Package* package);
  void collect_consts(PackageState& state, FileState& file, ConstDecl* decl, Package* package);
  void collect_vars(PackageState& state, FileState& file, VarDecl* decl, Package* package);
  void collect_type(PackageState& state, FileState& file, TypeDecl* decl, Package* package);
  void collect_func(PackageState& state, FileState& file, FuncDecl* decl, Package* package);
  void collect_method(PackageState& state, FuncDecl* decl, Func* func);
  DeclInfo* new_decl(PackageState& state, FileState& file, Package* package);
  void declare_package_object(PackageState& state, Package* package, Object* object, DeclInfo* info);
  void unused_imports(PackageState& state);
  Object* declare_in(Scope* scope, Object* object, Ident* ident, Pos scope_pos);
  void redeclared(Object* object, Object* other);

  // ---- decl.cpp
  void object_decl(Object& object);
  void grey_object(Object& object);
  bool valid_cycle(Object& object);
  void cycle_error(const std::vector<Object*>& cycle);
  void const_decl(Const& object, Expr* type_expr, Expr* init, bool inherited);
  void var_decl(Var& object, const std::vector<Var*>& lhs, Expr* type_expr, Expr* init);
  void type_decl(TypeName& object, TypeDecl* decl);
  bool too_large(Pos pos, Type* type, std::string_view what);
  void generic_alias(TypeName& object, TypeDecl* decl);
  void func_decl(Func& object, DeclInfo* info);
  void collect_methods(TypeName& object);
  void method_collisions(Named* named);
  void decl_stmt(DeclStmt* stmt);
  void local_consts(ConstDecl* decl);
  void local_vars(VarDecl* decl);
  void local_type(TypeDecl* decl);
  std::vector<TypeParam*> declare_type_params(List<Field> fields);
  TypeParam* new_type_param(Ident* name, int index);
  Type* bound_type(Expr* expr);
  bool check_valid_type(Type* type);  // false: it contains itself, which has been reported
  enum class Validity : uint8_t { Fine, Unknown, Endless };  // unknown: a declaration on the way is not finished
  Validity valid_type(Type* type, std::vector<Named*>& path);
  Validity valid_named(Named& named, std::vector<Named*>& path);
  void func_body(DeclInfo* decl, std::string_view name, Signature* sig, BlockStmt* body,
                 std::shared_ptr<FunctionFrame> frame);

  // ---- typexpr.cpp
  void ident(Operand& x, Ident* e, Named* def, bool want_type);
  Type* type_of(Expr* e) { return defined_type(e, nullptr); }
  Type* defined_type(Expr* e, Named* def);
  Type* var_type(Expr* e);
  Type* generic_type(Expr* e);
  Type* type_internal(Expr* e, Named* def);
  Type* record_type(Expr* e, Type* type);
  int64_t array_length(Expr* e);
  Type* struct_type(StructType* e);
  Type* interface_type(InterfaceType* e, Named* def);
  Type* union_type(Expr* e);
  TypeTerm union_term(Expr* e);
  Type* instantiated_type(Expr* e, Expr* generic, List<Expr> args, Named* def);
  Signature* func_type(FuncType* e, Field* recv);
  Var* receiver(Field* recv, Signature* sig);
  std::vector<Var*> collect_params(List<Field> fields, bool variadic_ok, bool* variadic);
  void check_map_key(Map* map, Expr* key);
  void add_field(Struct* s, Var* field, BasicLit* tag, std::unordered_map<std::string_view, Var*>& names);
  void embedded_field_check(Type* type, Pos pos, Expr* e);
  bool verify_instance(Pos pos, std::span<TypeParam* const> params, const TypeList& args,
                       std::span<Expr* const> nodes);

  // ---- expr.cpp
  void raw_expr(Operand& x, Expr* e, Type* hint, AllowGeneric generic);
  void expr_internal(Operand& x, Expr* e, Type* hint);
  void expr(Operand& x, Expr* e, Type* target = nullptr);
  void expr_hint(Operand& x, Expr* e, Type* hint);
  void generic_expr(Operand& x, Expr* e);
  void multi_expr(Operand& x, Expr* e);
  void expr_or_type(Operand& x, Expr* e, AllowGeneric generic);
  void exclude(Operand& x, bool types_too);
  void single_value(Operand& x);
  void record(Operand& x);
  void basic_lit(Operand& x, BasicLit* e);
  void func_lit(Operand& x, FuncLit* e);
  void star(Operand& x, StarExpr* e);
  void type_assert(Operand& x, TypeAssertExpr* e);
  void unary(Operand& x, UnaryExpr* e);
  void address_of(Operand& x, UnaryExpr* e);
  void receive(Operand& x, UnaryExpr* e);
  void binary(Operand& x, Expr* e, Expr* lhs, Expr* rhs, Token op, Pos op_pos);
  enum class ComparedBy : uint8_t { Operator, SwitchCase };
  void comparison(Operand& x, Operand& y, Token op, ComparedBy by = ComparedBy::Operator);
  void shift(Operand& x, Operand& y, Expr* e, Token op);
  bool match_operands(Operand& x, Operand& y);
  bool check_op(Operand& x, Token op);
  void overflow(Operand& x, Pos op_pos);
  void mark_address_taken(Expr* e);
  void capture(Var* var);

  // ---- literal.cpp
  void composite_lit(Operand& x, CompositeLit* e, Type* hint);
  void struct_lit(CompositeLit* e, Struct* s, Type* type);
  std::string unknown_field_text(Struct* s, std::string_view name, const std::string& type) const;
  void map_lit(CompositeLit* e, Map* m);
  int64_t indexed_elements(List<Expr> elements, Type* elem, int64_t length);

  // ---- conversions.cpp
  Converted implicit_type(Operand& x, Type* target);
  void convert_untyped(Operand& x, Type* target);
  void invalid_conversion(const Operand& x, Type* target, ConversionError why);
  Converted representation(const Operand& x, Basic* type);
  void representable(Operand& x, Basic* type);
  void set_expr_type(Expr* e, Type* type, bool final_type);
  void set_expr_constant(Expr* e, const ConstantValue* value);
  Type* default_type(Type* type);
  void conversion(Operand& x, Type* target);
  bool convertible(Operand& x, Type* target, std::string* cause);
  bool convertible_types(Type* v, Type* t);
  bool assignable_to(Operand& x, Type* target, std::string* cause);

  // ---- assignments.cpp
  void assignment(Operand& x, Type* target, std::string_view context);
  void init_const(Const& lhs, Operand& x);
  Type* init_var(Var* lhs, Operand& x, std::string_view context);
  void init_vars(const std::vector<Var*>& lhs, List<Expr> rhs, ReturnStmt* return_stmt);
  Type* lhs_var(Expr* lhs);
  void assign_var(Expr* lhs, Expr* rhs, Operand* x, std::string_view context);
  void assign_vars(List<Expr> lhs, List<Expr> rhs);
  void short_var_decl(Pos pos, List<Expr> lhs, List<Expr> rhs);
  // The values stand elsewhere when `inherited` says where the declaration is.
  void init_count(List<Ident> names, List<Expr> values, const Node* inherited = nullptr);
  void assign_mismatch(size_t lhs, size_t rhs, Pos pos, Expr* call);
  void return_mismatch(ReturnStmt* s, const std::vector<Var*>& lhs, const std::vector<Operand>& rhs);
  bool unpack(List<Expr> exprs, std::vector<Operand>& out, bool comma_ok_allowed, bool* comma_ok);
  void use(List<Expr> exprs);
  void use(Expr* e);
  void use_lhs(List<Expr> exprs);

  // ---- call.cpp
  void call(Operand& x, CallExpr* e);
  void convert_call(Operand& x, CallExpr* e, Type* target);
  std::vector<Operand> generic_args(List<Expr> exprs);
  bool arguments(CallExpr* call, Operand& fun, Signature*& sig, std::vector<Operand>& args,
                 const TypeList& type_args);
  void argument_count_error(CallExpr* call, const Signature* sig, const std::vector<Operand>& args,
                            size_t wanted);
  void function_instance(Operand& x, IndexExpr* e, Signature* target);
  std::string too_many_arguments(size_t have, const Expr* function, const Signature& sig) const;
  void record_instance(Expr* e, const TypeList& args, Signature* sig);
  void selector(Operand& x, SelectorExpr* e, Named* def, bool want_type);
  bool package_selector(Operand& x, SelectorExpr* e, Named* def, bool want_type);
  void selector_error(const Operand& x, SelectorExpr* e, const LookupResult& r);
  enum class FieldOf : uint8_t { Value, Literal };
  std::string missing_text(std::string missing, std::string_view name, const Object* near,
                           FieldOf where = FieldOf::Value) const;
  std::string types_summary(const std::vector<Type*>& types, bool variadic);

  // ---- builtins.cpp
  bool builtin_call(Operand& x, CallExpr* e, BuiltinId id);
  bool builtin_args(CallExpr* e, BuiltinId id, std::vector<Operand>& args);
  bool builtin_clear(Operand& x);
  bool builtin_close(Operand& x);
  bool builtin_delete(Operand& x, Operand& of);
  bool builtin_append(Operand& x, CallExpr* e, std::vector<Operand>& args);
  bool builtin_len_cap(Operand& x, CallExpr* e, BuiltinId id);
  bool builtin_complex(Operand& x, Operand& y, CallExpr* e);
  bool builtin_real_imag(Operand& x, CallExpr* e, BuiltinId id);
  bool builtin_copy(Operand& x, Operand& y, CallExpr* e);
  bool builtin_make(Operand& x, CallExpr* e);
  bool builtin_min_max(Operand& x, CallExpr* e, std::vector<Operand>& args, BuiltinId id);
  bool builtin_unsafe(Operand& x, CallExpr* e, std::vector<Operand>& args, BuiltinId id);
  bool builtin_offsetof(Operand& x, CallExpr* e);

  // ---- index.cpp
  bool index_expr(Operand& x, IndexExpr* e);  // true: a generic function that is instantiated
  struct IndexShape;
  IndexShape shape_of_term(const Operand& x, Type* under);
  bool shape_of(const Operand& x, IndexShape& shape);
  void slice_expr(Operand& x, SliceExpr* e);
  // The index's type and its value when constant (-1 otherwise); max < 0: no limit.
  int64_t index(Expr* e, int64_t max);
  bool valid_index(Operand& x, std::string_view what, bool negative_ok);

  // ---- infer.cpp
  Signature* join_inference(const Operand& x, Signature* generic, std::vector<TypeParam*>& params, TypeList& args);
  bool infer(Pos pos, const std::vector<TypeParam*>& params, TypeList& args, Tuple* fun_params,
             std::vector<Operand>& operands, bool report, std::string_view name);

  // ---- mono.cpp
  void record_instantiation(Pos pos, std::span<TypeParam* const> params, const TypeList& args);
  void check_instantiation_cycles();

  // ---- stmt.cpp
  void stmt(Stmt* s, StmtContext context);
  void stmt_inner(Stmt* s, StmtContext context);
  void stmt_list(List<Stmt> list, StmtContext context);
  void open_scope() { env.scope = ctx.scope(env.scope); }
  void close_scope() { env.scope = env.scope->parent; }
  void simple_stmt(Stmt* s);
  void expr_stmt(ExprStmt* s);
  void send_stmt(SendStmt* s);
  void assign_stmt(AssignStmt* s);
  void inc_dec(IncDecStmt* s);
  void suspended_call(std::string_view keyword, CallExpr* call);
  void return_stmt(ReturnStmt* s);
  void if_stmt(IfStmt* s, StmtContext context);
  void switch_stmt(SwitchStmt* s);
  using SeenCases = std::unordered_map<std::string, std::vector<Operand>>;  // by constant_key
  void case_values(Operand& x, CaseClause* clause, SeenCases& seen);
  void type_switch(TypeSwitchStmt* s);
  Type* case_types(Operand& x, CaseClause* clause, std::vector<std::pair<Type*, Pos>>& seen);
  void select_stmt(SelectStmt* s);
  void for_stmt(ForStmt* s);
  void range_stmt(RangeStmt* s);
  struct RangeTypes {
    Type* key = nullptr;
    Type* value = nullptr;
    std::string cause;
    bool ok = false;
    bool is_func = false;
    int max_vars = 2;
  };
  RangeTypes range_types(Type* type, const Operand& x);
  void declare_local(Object* object, Ident* ident, Pos scope_pos);
  Var* new_local(Ident* name, Type* type);

  // ---- initorder.cpp
  void initialization_cycle(const std::vector<Object*>& cycle);

  // ---- returns.cpp
  bool is_terminating(Stmt* s);
  bool is_terminating_list(List<Stmt> list);

  // The instance for `to` is made with `type`, which mentions `from`; see mono.cpp.
  struct Growth {
    TypeParam* from;
    TypeParam* to;
    bool grows;
    Pos pos;
    Type* type;
  };
  std::vector<Growth> growth_;

  DiagnosticList& diagnostics_;
  Importer& importer_;
  CheckOptions options_;
  Environment env;
  std::unordered_map<const Package*, PackageState> packages_;
  std::unordered_map<std::string, Package*> fake_packages_;
  std::deque<Delayed> delayed_;
  std::vector<Object*> path_;                  // Grey objects
  const char* outermost_frame_ = nullptr;      // where the stack was when path_ was last empty
  std::unordered_set<const Expr*> shift_lhs_;  // untyped operands of non-constant shifts
  std::unordered_set<const Expr*> panics_;     // calls of panic, which terminate
  int depth_ = 0;
  std::unordered_map<const Scope*, std::vector<PkgName*>> dot_imports_;

};

std::string_view describe_mode(ExprMode mode);
// Equal for equal constants of one type.
std::string constant_key(const ConstantValue& value);

}  // namespace gopherarium
