// The layout that gc gives values on amd64. Sizes saturate: what is too large for memory is reported
// elsewhere.

#include <algorithm>

#include "runtime/types/object.h"
#include "runtime/types/type.h"

namespace gopherarium {

namespace {

constexpr int64_t kWord = 8;
constexpr int64_t kHuge = int64_t{1} << 62;

int64_t round_up(int64_t n, int64_t align) { return n > kHuge ? n : (n + align - 1) / align * align; }

int64_t basic_size(BasicKind kind) {
  switch (kind) {
    case BasicKind::Bool:
    case BasicKind::Int8:
    case BasicKind::Uint8: return 1;
    case BasicKind::Int16:
    case BasicKind::Uint16: return 2;
    case BasicKind::Int32:
    case BasicKind::Uint32:
    case BasicKind::Float32: return 4;
    case BasicKind::Complex128:
    case BasicKind::String: return 16;
    default: return 8;
  }
}

struct Measure {
  int64_t size = 0;
  int64_t align = 1;
  bool known = true;
};

Measure measure(Type* type);

StructLayout compute_layout(const Struct& s) {
  StructLayout result;
  for (Var* field : s.fields) {
    Measure one = measure(field->type());
    result.size = round_up(result.size, one.align);
    result.offsets.push_back(result.size);
    // A last field without size gets a byte, so that its address stays inside the struct.
    if (field == s.fields.back() && one.size == 0 && result.size > 0) one.size = 1;
    result.size = std::min(result.size + one.size, kHuge);
    result.align = std::max(result.align, one.align);
    result.known = result.known && one.known;
  }
  result.size = round_up(result.size, result.align);
  return result;
}

// Remembered on the struct: types nest, and each level asks for the sizes of all below it.
StructLayout layout(Struct& s) {
  if (s.layout_ != nullptr) return *s.layout_;
  StructLayout made = compute_layout(s);
  if (made.known) s.layout_ = std::make_unique<const StructLayout>(made);
  return made;
}

Measure measure_struct(Struct& s) {
  if (s.layout_ != nullptr) return {s.layout_->size, s.layout_->align};
  const StructLayout made = layout(s);
  return {made.size, made.align, made.known};
}

Measure measure(Type* type) {
  Type* under = underlying(type);
  switch (under->kind) {
    case TypeKind::Basic: {
      const BasicKind kind = static_cast<Basic*>(under)->basic;
      const int64_t size = basic_size(kind);
      return {size, kind == BasicKind::Complex64 ? 4 : std::min(size, kWord), kind != BasicKind::Invalid};
    }
    case TypeKind::Array: {
      auto* array = static_cast<Array*>(under);
      Measure elem = measure(array->elem);
      if (array->len <= 0) return {0, elem.align, elem.known && array->len == 0};
      if (__builtin_mul_overflow(elem.size, array->len, &elem.size)) elem.size = kHuge;
      return elem;
    }
    case TypeKind::Struct: return measure_struct(*static_cast<Struct*>(under));
    case TypeKind::Slice: return {3 * kWord, kWord};
    case TypeKind::Interface: return {2 * kWord, kWord};
    default: return {kWord, kWord};
  }
}

}  // namespace

int64_t type_align(Type* type) { return measure(type).align; }
int64_t type_size(Type* type) { return measure(type).size; }
std::vector<int64_t> field_offsets(Struct* type) { return layout(*type).offsets; }

}  // namespace gopherarium
