#pragma once
// Type sets of interfaces; for the checker, which reports what is wrong with them.

#include <functional>
#include <string>

#include "runtime/types/type.h"

namespace gopherarium {

using TypeSetReport = std::function<void(Pos, std::string)>;

// Computes the set anew and keeps it in the interface. `report` may be empty.
const TypeSet& compute_type_set(Interface& interface_type, const TypeSetReport& report);

// Is every type of `x` in `y`? (Methods aside.)
bool terms_subset(const TypeSet& x, const TypeSet& y);
bool terms_include(const TypeSet& set, Type* type);
// Terms without a type in common?
bool terms_disjoint(const TypeTerm& x, const TypeTerm& y);
std::string terms_string(const TypeSet& set, const Qualifier& qualifier);
bool set_is_comparable(const TypeSet& set);

}  // namespace gopherarium
