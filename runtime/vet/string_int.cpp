// string(65) is "A": the character with that number. Conversions from rune and byte say so in their type and
// are left alone.

#include <fmt/format.h>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

std::string_view name_of(Type* type) {
  if (auto* basic = dyn_cast<Basic>(type)) return basic->name;
  if (auto* named = dyn_cast<Named>(type)) return named->object->name;
  if (auto* param = dyn_cast<TypeParam>(type)) return param->object->name;
  return {};
}

// "Celsius (int)", "T", "string (in T)": `type` is one that `shown` may be.
std::string describe(Type* type, Type* shown, std::string_view shown_name) {
  const std::string_view name = type != shown ? name_of(type) : shown_name;
  if (name.empty()) return {};
  std::string notes;
  if (const std::string_view under = name_of(underlying(type)); !under.empty() && under != name)
    notes = under;
  if (type != shown && !shown_name.empty() && shown_name != name) {
    notes += fmt::format("{}in {}", notes.empty() ? "" : ", ", shown_name);
  }
  return notes.empty() ? std::string(name) : fmt::format("{} ({})", name, notes);
}

template <class Accept>
Type* first_term(Type* type, Accept&& accept) {
  Type* found = nullptr;
  for_each_term(type, [&](Type* term, Type* under) {
    if (term == nullptr) return true;
    if (accept(under)) found = term;
    return found == nullptr;
  });
  return found;
}

bool is_plain_integer(Type* under) {
  const auto* basic = dyn_cast<Basic>(under);
  return basic != nullptr && is_integer(under) && basic->basic != BasicKind::Uint8 &&
         basic->basic != BasicKind::Int32 && basic->basic != BasicKind::UntypedRune;
}

}  // namespace

void check_string_int(Pass& pass) {
  pass.each<CallExpr>([&](CallExpr* call) {
    if (call->fun->mode != ExprMode::TypeExpr || call->args.size() != 1) return;
    const auto* name = dyn_cast<TypeName>(object_of(call->fun));
    Expr* arg = call->args[0];
    if (name == nullptr || call->fun->type == nullptr || arg->type == nullptr) return;
    Type* to = first_term(call->fun->type, [](Type* under) { return under != nullptr && is_string(under); });
    Type* from = first_term(arg->type, is_plain_integer);
    if (to == nullptr || from == nullptr) return;
    const std::string target = describe(to, call->fun->type, name->name),
                      source = describe(from, arg->type, name_of(arg->type));
    if (target.empty() || source.empty()) return;
    pass.report(
        start_pos(call),
        fmt::format("conversion from {} to {} yields a string of one rune, not a string of digits (did you "
                    "mean fmt.Sprint(x)?)",
                    source, target));
  });
}

}  // namespace gopherarium
