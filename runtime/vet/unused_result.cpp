// Calls that do nothing but compute a result, as statements.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

constexpr std::array kFunctions = {
    "errors.New",         "fmt.Errorf",           "fmt.Sprintf",         "fmt.Sprint",   "fmt.Sprintln",
    "fmt.Append",         "fmt.Appendf",          "fmt.Appendln",        "sort.Reverse", "context.WithValue",
    "context.WithCancel", "context.WithDeadline", "context.WithTimeout", "slices.Clip",  "slices.Compact",
    "slices.CompactFunc", "slices.Delete",        "slices.DeleteFunc",   "slices.Grow",  "slices.Insert",
    "slices.Replace",
};

bool returns_a_string_only(Func* method) {
  const Signature* signature = method->signature();
  return signature->params->size() == 0 && signature->results->size() == 1 &&
         dyn_cast<Basic>(signature->results->vars[0]->type()) != nullptr &&
         is_string(signature->results->vars[0]->type());
}

}  // namespace

void check_unused_result(Pass& pass) {
  pass.each<ExprStmt>([&](ExprStmt* stmt) {
    auto* call = dyn_cast<CallExpr>(unparen(stmt->x));
    if (call == nullptr || call->fun->mode == ExprMode::TypeExpr) return;
    Expr* fun = unparen(call->fun);
    if (auto* index = dyn_cast<IndexExpr>(fun)) fun = index->x;
    auto* function = is<SelectorExpr>(fun) ? dyn_cast<Func>(object_of(fun)) : nullptr;
    if (function == nullptr || function->package == nullptr) return;
    if (function->is_method) {
      if ((function->name != "Error" && function->name != "String") || !returns_a_string_only(function))
        return;
      const Var* receiver = function->signature()->recv;
      if (receiver == nullptr || receiver->type_ == nullptr) return;
      pass.report(call->pos,
                  fmt::format("result of ({}).{} call not used", pass.text(receiver->type_), function->name));
    } else if (const std::string name = pass.full_name(function);
               std::find(kFunctions.begin(), kFunctions.end(), name) != kFunctions.end()) {
      pass.report(call->pos, fmt::format("result of {} call not used", name));
    }
  });
}

}  // namespace gopherarium
