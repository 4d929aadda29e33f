#pragma once
// Scope: names to objects, inside another scope. Small scopes are searched in order, large ones by a hash
// table.

#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/types/object.h"

namespace gopherarium {

class Scope {
 public:
  explicit Scope(Scope* p) : parent(p) {}

  Scope* parent;
  bool is_function = false;  // the scope of parameters

  // The object declared here, or nullptr.
  Object* lookup(std::string_view name) const;
  // From here outwards. A local object is visible from its scope_pos_ on; an invalid `at` sees everything.
  Object* lookup_parent(std::string_view name, Pos at) const;
  // Returns the object that has the name already, or nullptr after entering `object`.
  Object* insert(Object* object);

  const std::vector<Object*>& objects() const { return objects_; }  // in the order of declaration

 private:
  static constexpr size_t kLinear = 8;  // up to here comparing names beats hashing
  std::vector<Object*> objects_;
  std::unordered_map<std::string_view, Object*> index_;  // once there are more
};

}  // namespace gopherarium
