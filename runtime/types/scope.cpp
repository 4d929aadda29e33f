#include "runtime/types/scope.h"

namespace gopherarium {

Object* Scope::lookup(std::string_view name) const {
  if (index_.empty()) {
    for (Object* object : objects_)
      if (object->name == name) return object;
    return nullptr;
  }
  auto at = index_.find(name);
  return at == index_.end() ? nullptr : at->second;
}

Object* Scope::lookup_parent(std::string_view name, Pos at) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
    Object* object = scope->lookup(name);
    if (object != nullptr && (!at.valid() || !object->scope_pos_.valid() || object->scope_pos_ <= at))
      return object;
  }
  return nullptr;
}

Object* Scope::insert(Object* object) {
  if (Object* other = lookup(object->name)) return other;
  objects_.push_back(object);
  if (object->parent == nullptr) object->parent = this;
  if (!index_.empty()) {
    index_.emplace(object->name, object);
  } else if (objects_.size() > kLinear) {
    for (Object* each : objects_) index_.emplace(each->name, each);
  }
  return nullptr;
}

}  // namespace gopherarium
