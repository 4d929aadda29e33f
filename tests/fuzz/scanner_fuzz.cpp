// Any bytes: the spans for colours are in order, don't overlap and lie within the text.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/syntax/literal.h"
#include "runtime/syntax/scanner.h"

using namespace gopherarium;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  uint32_t at = 0;
  for (const ColourSpan& span : tokenize_for_colours(text)) {
    GOPH_CHECK(span.offset >= at && span.length > 0, "spans come in order");
    at = span.offset + span.length;
    std::string_view lexeme = text.substr(span.offset, span.length);
    if (span.colour == ColourClass::String) (void)string_literal_value(lexeme);
    if (span.colour == ColourClass::Rune) (void)quote_rune(rune_literal_value(lexeme));
  }
  GOPH_CHECK(at <= size, "spans lie in the text");
  return 0;
}
