// errors.As(err, target) panics when target is no pointer to something that an error can be.

#include "runtime/types/context.h"
#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

constexpr const char* kNoTarget =
    "second argument to errors.As must be a non-nil pointer to either a type that implements error, or to "
    "any interface type";

bool is_error(Type* type) {
  const auto* method = dyn_cast<Func>(lookup_field_or_method(type, Addressable::No, nullptr, "Error").object);
  return method != nullptr;
}

// What is wrong with the target; null for nothing.
const char* wrong_with(Type* target) {
  if (auto* interface = underlying_as<Interface>(target);
      interface != nullptr && interface->type_set().methods.empty())
    return nullptr;
  auto* pointer = underlying_as<Pointer>(target);
  if (pointer == nullptr) return kNoTarget;
  const auto* named = dyn_cast<Named>(pointer->elem);
  if (named != nullptr && named->object->package == nullptr && named->object->name == "error") {
    return "second argument to errors.As should not be *error";
  }
  return is_interface(pointer->elem) || is_error(pointer->elem) ? nullptr : kNoTarget;
}

}  // namespace

void check_errors_as(Pass& pass) {
  pass.each<CallExpr>([&](CallExpr* call) {
    if (!is_function(callee(call), "errors", "As") || call->args.size() < 2 || call->args[1]->type == nullptr)
      return;
    const bool is_nil = call->args[1]->mode == ExprMode::NilValue;
    if (const char* wrong = is_nil ? kNoTarget : wrong_with(call->args[1]->type))
      pass.report(start_pos(call), wrong);
  });
}

}  // namespace gopherarium
