#pragma once
// FunctionGen compiles one function body to one FuncProto.
//
// Slots are handed out like a stack: locals of a block and temporaries of a statement go when it ends. An expression is
// compiled into a slot its user names (expr_to), or says where its value already is (expr): a local variable's own slot. A call's
// frame is laid out on top, so that arguments are compiled straight into it.
//
// A variable lives in its slots unless somebody else may hold on to it: when its address is taken, or a literal captures
// it and it changes after its declaration, it is boxed: its slot holds the address. What never changes is captured by value.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/codegen/program_gen.h"

namespace gopherarium {

using Slot = uint16_t;
inline constexpr Slot kNoSlot = 0xffff;

class FunctionGen {
 public:
  FunctionGen(ProgramGen& program, uint32_t proto, TypeEnv env, Package* package, FunctionGen* outer = nullptr);

  // ---- whole functions
  void function(Signature& signature, FuncDecl* decl, FuncType* type, BlockStmt* body, Pos pos);
  void finish();

  void wrapper_body(Type* recv, Func& method, bool bound);
  void interface_wrapper_body(Type* type, Func& method, bool pointer_shaped);
  void initialise(const Initializer& initializer);
  void call_plain(uint32_t proto);

  // ---- the rest is shared by the files of this folder
  struct Place {
    enum class Kind : uint8_t { Blank, Slots, Frame, Memory, Element, MapEntry };
    Kind kind = Kind::Blank;
    Type* type = nullptr;
    Slot slot = kNoSlot;   // Slots: the variable; Frame: the value it is part of; Memory: the address; Element: the slice; MapEntry: the map
    Slot index = kNoSlot;  // Element: the index; MapEntry: the key; Frame: the byte offset, when it is computed
    uint32_t offset = 0;   // Memory, Frame: bytes
    Type* container = nullptr;  // MapEntry: the map's type; Frame: that of the whole value
  };
  struct VarHome {
    enum class Kind : uint8_t { Slots, Box, CapturedValue, CapturedBox } kind = Kind::Slots;
    Slot slot = kNoSlot;      // Slots, Box
    uint16_t capture = 0;     // CapturedValue, CapturedBox: the first captured word
  };

  // types
  Type* subst(Type* type);
  Type* type_of(const Expr* e);
  Type* under(const Expr* e) { return underlying(type_of(e)); }
  uint32_t slots(Type* type) { return gen_.table.slots(type); }
  const RType& rtype(Type* type) { return gen_.table.rtype(type); }
  RTypeId type_id(Type* type) { return gen_.table.id(type); }

  // emission
  uint32_t pc() const { return static_cast<uint32_t>(out().code.size()); }
  void emit(Opcode op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0);
  void emit_imm32(Opcode op, uint32_t a, int64_t imm);
  void emit_x(Opcode op, uint32_t a, uint32_t b, uint32_t c, uint64_t extension);
  void at(Pos pos);
  struct Label {
    std::optional<uint32_t> pc;
    std::vector<uint32_t> uses;
  };
  void jump(Label& to);
  void jump_if(bool when, Slot condition, Label& to);
  void branch(Expr* condition, bool when, Label& to);
  void bind(Label& label);
  void patch(uint32_t at, uint32_t target);
  Slot alloc(uint32_t count);
  Slot temp(Type* type) { return alloc(std::max(1u, slots(type))); }
  uint32_t mark() const { return top_; }
  void release(uint32_t to) { top_ = to; }

  // values
  Slot expr(Expr* e);
  void expr_to(Expr* e, Slot dst);
  void convert_to(Expr* e, Type* target, Slot dst);      // implicit conversion to an interface, or none
  Slot converted(Expr* e, Type* target);
  void make_iface(Slot value, Type* from, Slot dst);
  void convert_slot(Slot value, Type* from, Type* target, Slot dst);
  void constant_to(const ConstantValue& value, Type* type, Slot dst);
  void int_to(int64_t value, Slot dst);
  void zero(Slot dst, Type* type);
  void move(Slot dst, Slot src, Type* type);
  void normalise(Slot slot, Type* type);

  // places
  Place place(Expr* e);
  Place var_place(Var& var);
  void load(const Place& place, Slot dst);
  void store(const Place& place, Slot value);
  void store_field(Slot base, uint32_t offset, Type* type, Slot value);
  void load_field(Slot base, uint32_t offset, Type* type, Slot dst);
  void load_memory(Slot address, uint32_t offset, Type* type, Slot dst);
  void store_memory(Slot address, uint32_t offset, Type* type, Slot value);
  Slot address_of(Expr* e);                 // &e
  Slot address_of_place(const Place& place);
  Place field_place(Expr* x, Type* recv, const std::vector<int>& path, size_t count);
  Place step_into(Place place, Type* holder, int index);

  // values too large for a frame: large_values.cpp
  static constexpr uint32_t kLargestInFrame = 512;  // slots: 4 KiB, two first stacks
  bool is_large(Type* type);
  void copy_memory(Slot to, Slot from, Type* type);
  void value_in_memory(Expr* e, Type* type, Slot base, uint32_t offset);
  void literal_in_memory(CompositeLit* e, Type* type, Slot base, uint32_t offset);
  Slot large_value(Expr* e, Type* type);
  Slot large_copy(Expr* e, Type* type);
  bool assign_large(Expr* to, Var* fresh, Expr* from);

  // package unsafe: unsafe.cpp
  static constexpr int kPointerBits = 34;  // mem/slot.h's kOffsetBits
  void builtin_unsafe(CallExpr* e, BuiltinId id, Slot dst);
  void unsafe_pointer(Type* to, Expr* x, Slot dst);
  bool may_point(Type* target, Expr* x);
  void inside_arena(Slot pointer);
  void byte_count(Expr* e, Slot dst);
  int64_t layout_bytes(Expr* call_arg, BuiltinId id);

  // expressions by kind
  void ident(Ident* e, Slot dst);
  void selector(SelectorExpr* e, Slot dst);
  void binary(BinaryExpr* e, Slot dst);
  void arithmetic(Token op, Type* type, Slot x, Slot y, Slot dst, Type* shift_type);
  void compare(Token op, Type* type, Slot x, Slot y, Slot dst);
  void compare_exprs(BinaryExpr* e, Slot dst);
  void unary(UnaryExpr* e, Slot dst);
  void composite(CompositeLit* e, Slot dst);
  void composite_struct(CompositeLit* e, Type* type, Slot dst);
  void composite_array(CompositeLit* e, Type* elem, Slot dst);
  void composite_slice(CompositeLit* e, Type* type, Slot dst);
  void composite_map(CompositeLit* e, Type* type, Slot dst);
  void element_value(Expr* e, Type* type, Slot dst);
  void index(IndexExpr* e, Slot dst);
  void slice(SliceExpr* e, Slot dst);
  void type_assert(TypeAssertExpr* e, Slot dst, bool comma_ok);
  void func_lit(FuncLit* e, Slot dst);
  void conversion(Type* to, Expr* x, Slot dst);
  void numeric_conversion(Type* from, Type* to, Slot src, Slot dst);
  void comma_ok(Expr* e, Slot dst);         // value, then the bool in the slot after it
  void func_value(Func& function, const Expr* name, Slot dst);
  void method_value(SelectorExpr* e, Slot dst);

  // calls: results are left at the returned slot
  Slot call(CallExpr* e);
  void builtin(CallExpr* e, BuiltinId id, Slot dst);
  void builtin_of_call(CallExpr* e, BuiltinId id, Slot dst);  // append(f()): f's results are the arguments
  void append(CallExpr* e, Slot dst);
  void make(CallExpr* e, Slot dst);
  void print(CallExpr* e, bool line);
  void minmax(CallExpr* e, bool smallest, Slot dst);
  struct Callee {
    enum class Kind : uint8_t { Proto, Native, Closure, Method } kind = Kind::Closure;
    uint32_t id = 0;           // proto, native or method id
    Slot value = kNoSlot;      // closure, or interface
    Signature* signature = nullptr;
    Slot receiver = kNoSlot;   // of a static method call
    Type* receiver_type = nullptr;  // of any method
    Func* method = nullptr;
  };
  Callee callee(CallExpr* e);
  Callee method_callee(SelectorExpr* select);
  void emit_bound(const Callee& method, Slot dst);
  // The native that a method does nothing but pass its receiver and parameters to.
  std::optional<uint32_t> forwarded_native(const Callee& method);
  void arguments(CallExpr* e, Signature& signature, Slot params);
  uint32_t param_slots(const Tuple& tuple);
  void emit_call(const Callee& callee, Slot frame);
  void go_or_defer(CallExpr* e, Opcode op);
  void go_or_defer_closure(Opcode op, Slot params, Slot closure, uint32_t count);
  TypeList instance_args(const Expr* name);
  void forward(Type* recv, Slot receiver, Func& method, const Signature& signature, Slot params);

  // statements
  void block(const List<Stmt>& list);
  void stmt(Stmt* s);
  void simple_or_compound(Stmt* s);
  struct Assignment;
  void assign(AssignStmt* s);
  void find_new_variables(Assignment& to);
  Type* assigned_type(const Assignment& to, size_t i, Type* value);
  void define_in_place(Var& var, Expr* value);
  bool assign_in_place(const Assignment& to);  // false: it has to be stored
  void keep_operands(Place& place);
  void assigned_values(Assignment& to);
  void assigned_comma_ok(Assignment& to);
  void assigned_results(Assignment& to);
  bool assigns_made(const Assignment& to, size_t i);  // a channel, lock or the like that has no name yet
  void store_assigned(const Assignment& to, size_t i);
  void define_assigned(const Assignment& to, size_t i);
  void assign_op(AssignStmt* s);
  void inc_dec(IncDecStmt* s);
  void var_decl(VarDecl* d);
  void declare(Var& var, Slot value);        // a new variable with the value; kNoSlot: zero
  std::string literal_name();
  Slot declare_slot(Var& var);
  void note_variable(Var& var, uint32_t first_pc);
  void end_scope(size_t first_variable);
  static bool is_sync_type(Type* type);
  static bool makes_object(const Expr* value, Type* type);
  void name_object(Slot address, std::string_view name);
  void if_stmt(IfStmt* s);
  void for_stmt(ForStmt* s);
  void range_stmt(RangeStmt* s);
  void range_int(RangeStmt* s, Type* type, Label& done, Label& again);
  void range_elements(RangeStmt* s, Type* type, Type* core, Label& done, Label& again);
  void range_string(RangeStmt* s, Label& done, Label& again);
  void range_map(RangeStmt* s, Type* type, Label& done, Label& again);
  void range_chan(RangeStmt* s, Type* type, Label& done, Label& again);
  void range_func(RangeStmt* s, Signature& iterator);
  void range_body(RangeStmt* s, const Signature& yield);
  struct RangeValue {
    Slot slot = kNoSlot;
    Type* type = nullptr;
  };
  void range_assign(RangeStmt* s, RangeValue first, RangeValue second);
  void switch_stmt(SwitchStmt* s);
  void type_switch(TypeSwitchStmt* s);
  void select_stmt(SelectStmt* s);
  void return_stmt(ReturnStmt* s);
  void branch_stmt(BranchStmt* s);
  void labeled(LabeledStmt* s);
  bool boxed(Var& var);
  Var* var_of(Expr* e);

  FuncProto& out();
  const FuncProto& out() const;
  ProgramGen& gen() { return gen_; }
  Slot parameter_slot(uint32_t offset) const { return static_cast<Slot>(kFrameHeader + result_slots_ + offset); }
  void epilogue();
  VarHome home(Var& var);
  void closure_of(FunctionGen& inner, Slot dst);

  // ---- range loops over funcs (range_func.cpp): the body is a function that the iterator calls
  // A way out of a loop's body into the function it is part of.
  struct Exit {
    enum class Kind : uint8_t { Break, Continue, Goto, Return } kind = Kind::Return;
    const Stmt* target = nullptr;
    bool operator==(const Exit&) const = default;
  };
  // What the compilation of such a body has besides that of a function.
  struct LoopBody {
    FunctionGen& function;                      // that the loop is part of, through all loops in between
    Var* state;                                 // RangeState
    std::unordered_set<const Stmt*> labels{};   // within the body
    std::vector<size_t> exits{};                // taken: indices into the function's exits_
    Label leave{};                              // returns false
  };
  FunctionGen& function_of_loop() { return loop_body_ == nullptr ? *this : loop_body_->function; }
  void leave(Exit exit);
  bool leads_inside(const Exit& exit) const;
  void leave_after_loop(const std::vector<size_t>& exits);
  Var* hidden_var(Type* type, VarHome home);
  Var* hidden_int(RangeState value);
  void set_hidden(Var& var, int64_t value);
  Slot get_hidden(Var& var);
  void enter_loops(RangeStmt* s);
  bool returns_from_loop_body(BlockStmt* body);
  void recover(Slot dst);

 private:
  friend class ProgramGen;
  struct Loop {
    Label* break_to = nullptr;
    Label* continue_to = nullptr;
  };
  uint16_t capture(Var& var);

  ProgramGen& gen_;
  uint32_t proto_;
  TypeEnv env_;
  Package* package_;
  FunctionGen* outer_;
  uint32_t top_ = kFrameHeader;
  uint32_t result_slots_ = 0;
  std::unordered_map<Var*, VarHome> homes_;
  std::unordered_set<const Var*> shared_loop_vars_;
  std::vector<Var*> captured_;               // of outer functions, in capture order
  std::vector<uint16_t> captured_at_;
  uint16_t captured_words_ = 0;
  std::unordered_map<const Stmt*, Loop> targets_;
  std::unordered_map<const Stmt*, Label> gotos_;
  Label* fallthrough_to_ = nullptr;
  uint32_t literals_ = 0;
  std::vector<Var*> results_;
  std::unique_ptr<LoopBody> loop_body_;      // null in a function
  std::vector<Exit> exits_;                  // of a function: ways out of its loops' bodies
  Var* next_ = nullptr;                      // where to go when a loop has ended: 0, or 1 + an index into exits_
  Var* defer_token_ = nullptr;
  uint32_t loop_bodies_ = 0;
  Label return_label_;
  bool has_defers_ = false;
  Pos pos_;
};

}  // namespace gopherarium
