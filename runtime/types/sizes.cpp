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

struct Layout {
  std::vector<int64_t> offsets;
  int64_t size = 0;
  int64_t align = 1;
};

Layout layout(Struct* s) {
  Layout result;
  for (Var* field : s->fields) {
    int64_t align = type_align(field->type());
    result.size = round_up(result.size, align);
    result.offsets.push_back(result.size);
    int64_t size = type_size(field->type());
    // A last field without size gets a byte, so that its address stays inside the struct.
    if (field == s->fields.back() && size == 0 && result.size > 0) size = 1;
    result.size = std::min(result.size + size, kHuge);
    result.align = std::max(result.align, align);
  }
  result.size = round_up(result.size, result.align);
  return result;
}

}  // namespace

int64_t type_align(Type* type) {
  Type* under = underlying(type);
  switch (under->kind) {
    case TypeKind::Array: return type_align(static_cast<Array*>(under)->elem);
    case TypeKind::Struct: {
      int64_t align = 1;
      for (Var* field : static_cast<Struct*>(under)->fields)
        align = std::max(align, type_align(field->type()));
      return align;
    }
    case TypeKind::Basic: {
      BasicKind kind = static_cast<Basic*>(under)->basic;
      if (kind == BasicKind::Complex64) return 4;
      return std::min(basic_size(kind), kWord);
    }
    default: return kWord;
  }
}

int64_t type_size(Type* type) {
  Type* under = underlying(type);
  switch (under->kind) {
    case TypeKind::Basic: return basic_size(static_cast<Basic*>(under)->basic);
    case TypeKind::Array: {
      auto* array = static_cast<Array*>(under);
      int64_t size = 0;
      if (array->len <= 0) return 0;
      if (__builtin_mul_overflow(type_size(array->elem), array->len, &size)) return kHuge;
      return size;
    }
    case TypeKind::Struct: return layout(static_cast<Struct*>(under)).size;
    case TypeKind::Slice: return 3 * kWord;
    case TypeKind::Interface: return 2 * kWord;
    default: return kWord;
  }
}

std::vector<int64_t> field_offsets(Struct* type) { return layout(type).offsets; }

}  // namespace gopherarium
