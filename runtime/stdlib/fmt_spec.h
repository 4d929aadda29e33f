#pragma once
// One formatting directive applied to a scalar: what package fmt does below the level of types. Appends to a string.

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/stdlib/float_format.h"

namespace gopherarium {

struct FmtSpec {
  bool minus = false, plus = false, sharp = false, space = false, zero = false;
  bool plus_v = false, sharp_v = false;  // %+v and %#v: plus and sharp are then off
  bool has_width = false, has_precision = false;
  int width = 0, precision = -1;

  void pad(std::string& out, std::string_view text) const;
  void boolean(std::string& out, bool value) const { pad(out, value ? "true" : "false"); }
  void integer(std::string& out, uint64_t value, int base, bool is_signed, char32_t verb) const;
  void unicode(std::string& out, uint64_t value) const;
  void character(std::string& out, uint64_t value) const;
  void quoted_character(std::string& out, uint64_t value) const;
  void text(std::string& out, std::string_view value) const { pad(out, truncated(value)); }
  void quoted(std::string& out, std::string_view value) const;
  void hex(std::string& out, std::string_view value, bool upper) const;
  void real(std::string& out, double value, FloatSize size, char verb, int default_precision) const;

 private:
  std::string_view truncated(std::string_view value) const;
  void padding(std::string& out, int64_t count) const;
};

}  // namespace gopherarium
