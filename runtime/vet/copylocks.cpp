// Copied locks: a copy of a locked mutex is another mutex, so two goroutines may hold "the same" lock.
//
// A type is a lock when a pointer to it has Lock and Unlock and the type itself has not; a struct or array
// that contains one is copied along with it. A composite literal or the result of a call is a new value and
// no copy.

#include <fmt/format.h>

#include <unordered_set>

#include "runtime/types/context.h"
#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

class CopyLocks {
 public:
  explicit CopyLocks(Pass& pass) : pass_(pass) {}

  void node(Node* node) {
    if (auto* assign = dyn_cast<AssignStmt>(node)) assignment(assign);
    if (auto* decl = dyn_cast<VarDecl>(node)) variables(decl);
    if (auto* literal = dyn_cast<CompositeLit>(node)) elements(literal);
    if (auto* call = dyn_cast<CallExpr>(node)) arguments(call);
    if (auto* ret = dyn_cast<ReturnStmt>(node)) results(ret);
    if (auto* range = dyn_cast<RangeStmt>(node)) range_variables(range);
    if (auto* loop = dyn_cast<ForStmt>(node)) iterations(loop);
    if (auto* decl = dyn_cast<FuncDecl>(node)) {
      if (decl->recv != nullptr) parameter(decl->recv, decl->name->name);
      parameters(decl->func_type, decl->name->name);
    }
    if (auto* literal = dyn_cast<FuncLit>(node)) parameters(literal->func_type, "func");
  }

 private:
  void assignment(AssignStmt* assign) {
    const bool comma_ok = assign->rhs.size() == 1 && assign->lhs.size() == 2;
    for (size_t i = 0; i < assign->rhs.size() && i < assign->lhs.size(); i++) {
      Expr* x = assign->rhs[i];
      std::string path = copied(x);
      if (path.empty()) continue;
      if (comma_ok) path = fmt::format("({}, bool) contains {}", pass_.text(x->type), path);
      pass_.report(start_pos(x),
                   fmt::format("assignment copies lock value to {}: {}", pass_.text(assign->lhs[i]), path));
    }
  }

  void variables(VarDecl* decl) {
    for (size_t i = 0; i < decl->values.size() && i < decl->names.size(); i++) {
      const std::string path = copied(decl->values[i]);
      if (path.empty()) continue;
      pass_.report(start_pos(decl->values[i]), fmt::format("variable declaration copies lock value to {}: {}",
                                                           decl->names[i]->name, path));
    }
  }

  void elements(CompositeLit* literal) {
    for (Expr* element : literal->elements) {
      if (auto* keyed = dyn_cast<KeyValueExpr>(element)) element = keyed->value;
      const std::string path = copied(element);
      if (path.empty()) continue;
      pass_.report(start_pos(element),
                   fmt::format("literal copies lock value from {}: {}", pass_.text(element), path));
    }
  }

  void arguments(CallExpr* call) {
    if (auto* builtin = dyn_cast<Builtin>(callee(call)); builtin != nullptr) {
      switch (builtin->id) {
        case BuiltinId::New:
        case BuiltinId::Len:
        case BuiltinId::Cap:
        case BuiltinId::UnsafeSizeof:
        case BuiltinId::UnsafeOffsetof:
        case BuiltinId::UnsafeAlignof: return;  // their operand is not evaluated, or not copied
        default: break;
      }
    }
    for (Expr* x : call->args) {
      const std::string path = copied(x);
      if (!path.empty())
        pass_.report(start_pos(x),
                     fmt::format("call of {} copies lock value: {}", pass_.text(call->fun), path));
    }
  }

  void results(ReturnStmt* ret) {
    for (Expr* x : ret->results) {
      const std::string path = copied(x);
      if (!path.empty()) pass_.report(start_pos(x), fmt::format("return copies lock value: {}", path));
    }
  }

  void range_variables(RangeStmt* range) {
    for (Expr* x : range->lhs) {
      auto* ident = dyn_cast<Ident>(x);
      if (ident != nullptr && ident->name == "_") continue;
      Type* type = ident != nullptr && ident->object != nullptr ? ident->object->type() : x->type;
      const std::string path = contained_lock(type);
      if (!path.empty())
        pass_.report(start_pos(x), fmt::format("range var {} copies lock: {}", pass_.text(x), path));
    }
  }

  // From Go 1.22 on each iteration has variables of its own, which start as copies of the last one's.
  void iterations(ForStmt* loop) {
    auto* init = dyn_cast<AssignStmt>(loop->init);
    if (init == nullptr || init->assign_kind != AssignKind::Define || !pass_.at_least(loop->pos, 22)) return;
    for (Expr* x : init->rhs) {
      if (!copied(x).empty()) return;  // said already
    }
    for (Expr* x : init->lhs) {
      auto* ident = dyn_cast<Ident>(x);
      if (ident == nullptr || ident->object == nullptr) continue;
      const std::string path = contained_lock(ident->object->type());
      if (!path.empty())
        pass_.report(start_pos(x),
                     fmt::format("for loop iteration copies lock value to {}: {}", ident->name, path));
    }
  }

  void parameters(FuncType* type, std::string_view function) {
    const Expr* last = nullptr;
    for (Field* field : type->params) {
      if (field->type != last) parameter(field, function);
      last = field->type;  // a, b T share the type, which is reported once
    }
  }

  void parameter(Field* field, std::string_view function) {
    if (is<Ellipsis>(field->type)) return;  // a slice
    const std::string path = contained_lock(field->type->type);
    if (!path.empty())
      pass_.report(start_pos(field->type), fmt::format("{} passes lock by value: {}", function, path));
  }

  // The way to the lock that evaluating and storing x copies; empty for none.
  std::string copied(Expr* x) {
    x = unparen(x);
    if (x->mode == ExprMode::TypeExpr || is<CompositeLit>(x) || is<CallExpr>(x)) return {};
    if (auto* star = dyn_cast<StarExpr>(x); star != nullptr && is<CallExpr>(unparen(star->x))) return {};
    return contained_lock(x->type);
  }

  // "main.T contains sync.Mutex"; empty where there is no lock.
  std::string contained_lock(Type* type) {
    seen_.clear();
    return lock_path(type);
  }

  std::string lock_path(Type* type) {
    if (type == nullptr) return {};
    if (auto* param = dyn_cast<TypeParam>(type)) return type_param_path(param);
    while (auto* array = underlying_as<Array>(type)) type = array->elem;
    auto* structure = underlying_as<Struct>(type);
    if (structure == nullptr) return {};
    if (is_lock(type) || is_named(type, "sync", "noCopy")) return pass_.text(type);
    for (Var* field : structure->fields) {
      const std::string path = lock_path(field->type());
      if (!path.empty()) return fmt::format("{} contains {}", pass_.text(type), path);
    }
    return {};
  }

  std::string type_param_path(TypeParam* param) {
    if (!seen_.insert(param).second) return {};
    for (const TypeTerm& term : param->constraint()->type_set().terms) {
      const std::string path = lock_path(term.type);
      if (!path.empty())
        return fmt::format("{} contains {}{}", pass_.text(param), term.tilde ? "~" : "", path);
    }
    return {};
  }

  bool is_lock(Type* type) {
    return has_method(type, "Lock", Addressable::Yes) && has_method(type, "Unlock", Addressable::Yes) &&
           !(has_method(type, "Lock", Addressable::No) && has_method(type, "Unlock", Addressable::No));
  }

  bool has_method(Type* type, std::string_view name, Addressable addressable) {
    const LookupResult found = lookup_field_or_method(type, addressable, &pass_.package, name);
    auto* method = dyn_cast<Func>(found.object);
    return method != nullptr && method->signature()->params->size() == 0 &&
           method->signature()->results->size() == 0;
  }

  Pass& pass_;
  std::unordered_set<Type*> seen_;
};

}  // namespace

void check_copylocks(Pass& pass) {
  CopyLocks check(pass);
  pass.each_node([&](Node* node) {
    check.node(node);
    return true;
  });
}

}  // namespace gopherarium
