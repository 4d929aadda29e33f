#include "runtime/vet/pass.h"

#include <fmt/format.h>

#include "runtime/vet/go_text.h"

namespace gopherarium {
namespace {

constexpr std::string_view kProgram = "command-line-arguments";

}  // namespace

std::string Pass::text(const Expr* x) const { return go_text(x, files); }

std::string Pass::text(Type* type) const {
  return type_string(type, {.home = &package, .full_path = true, .home_path = kProgram});
}

std::string Pass::full_name(Func* function) const {
  const Var* receiver = function->is_method ? function->signature()->recv : nullptr;
  if (receiver != nullptr && receiver->type_ != nullptr)
    return fmt::format("({}).{}", text(receiver->type_), function->name);
  if (function->package == nullptr) return std::string(function->name);
  return fmt::format("{}.{}",
                     function->package == &package ? kProgram : std::string_view(function->package->path),
                     function->name);
}

Object* object_of(const Expr* x) {
  x = unparen(x);
  if (const auto* index = dyn_cast<IndexExpr>(x)) x = unparen(index->x);
  if (const auto* ident = dyn_cast<Ident>(x)) return ident->object;
  if (const auto* selector = dyn_cast<SelectorExpr>(x)) {
    return selector->selection != nullptr ? selector->selection->object : selector->sel->object;
  }
  return nullptr;
}

Object* callee(const CallExpr* call) {
  return call->fun->mode == ExprMode::TypeExpr ? nullptr : object_of(call->fun);
}

bool is_builtin(const CallExpr* call, BuiltinId id) {
  const auto* builtin = dyn_cast<Builtin>(callee(call));
  return builtin != nullptr && builtin->id == id;
}

bool is_function(const Object* object, std::string_view path, std::string_view name) {
  const auto* function = dyn_cast<Func>(object);
  return function != nullptr && !function->is_method && function->package != nullptr &&
         function->name == name && function->package->path == path;
}

bool is_named(const Type* type, std::string_view path, std::string_view name) {
  if (type == nullptr || type->kind != TypeKind::Named) return false;
  const TypeName* object = static_cast<const Named*>(type)->object;
  return object->name == name && object->package != nullptr && object->package->path == path;
}

bool is_method(const Object* object, std::string_view path, std::string_view type, std::string_view name) {
  const auto* function = dyn_cast<Func>(object);
  return function != nullptr && function->is_method && function->name == name &&
         is_named(function->receiver_named, path, type);
}

bool has_side_effects(Expr* x) {
  bool found = false;
  walk(x, [&](Node* node) {
    if (const auto* call = dyn_cast<CallExpr>(node)) found |= call->fun->mode != ExprMode::TypeExpr;
    if (const auto* unary = dyn_cast<UnaryExpr>(node)) found |= unary->op == Token::Arrow;
    return !found;
  });
  return found;
}

bool same_text(const Pass& pass, const Expr* x, const Expr* y) { return pass.text(x) == pass.text(y); }

BlockStmt* body_of(Node* node) {
  if (auto* decl = dyn_cast<FuncDecl>(node)) return decl->body;
  if (auto* literal = dyn_cast<FuncLit>(node)) return literal->body;
  return nullptr;
}

}  // namespace gopherarium
