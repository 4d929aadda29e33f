#include "runtime/types/object.h"

#include "runtime/types/context.h"
#include "runtime/types/package.h"

namespace gopherarium {

namespace {

// A method of an instance has its origin's signature, with the instance's arguments.
Type* instance_method_type(Func& method) {
  Type* generic = method.origin->type();
  Named* instance = method.receiver_named;
  if (generic == nullptr) return nullptr;
  return instance->context->substitute(generic, instance->origin->type_params, instance->type_args);
}

}  // namespace

Type* Object::type() {
  if (type_ == nullptr && kind == ObjectKind::Func) {
    auto& func = static_cast<Func&>(*this);
    if (func.origin != &func) type_ = instance_method_type(func);
  }
  if (color_ == Color::White || type_ == nullptr)
    if (package != nullptr && package->resolver != nullptr) package->resolver->resolve(*this);
  return type_;
}

bool Object::exported() const {
  if (name.empty()) return false;
  auto c = static_cast<unsigned char>(name[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  // Upper case beyond ASCII: the ranges programs use (Latin-1, Greek, Cyrillic); other scripts' capitals are
  // rare.
  auto d = name.size() > 1 ? static_cast<unsigned char>(name[1]) : 0;
  unsigned rune = (c & 0x1Fu) << 6 | (d & 0x3Fu);
  if (c >= 0xE0) return false;
  return (rune >= 0xC0 && rune <= 0xDE && rune != 0xD7) || (rune >= 0x391 && rune <= 0x3A9) ||
         (rune >= 0x400 && rune <= 0x42F) || (rune >= 0x100 && rune < 0x178 && rune % 2 == 0);
}

bool Object::same_id(const Package* other_package, std::string_view other_name) const {
  if (name != other_name) return false;
  if (exported()) return true;
  return package == other_package || package == nullptr || other_package == nullptr;
}

}  // namespace gopherarium
