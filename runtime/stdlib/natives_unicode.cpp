// Natives of packages unicode and unicode/utf8.

#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/unicode.h"

namespace gopherarium {
namespace {

int32_t rune_of(NativeCall& call, uint32_t slot) { return static_cast<int32_t>(call.integer(slot)); }

// func IsLetter(r rune) bool, and its like
template <UnicodeTable kTable>
NativeResult is_of(NativeCall& call) {
  call.set_boolean(0, is_in(kTable, rune_of(call, 0)));
  return NativeResult::Done;
}

template <bool (*kTest)(int32_t)>
NativeResult tested(NativeCall& call) {
  call.set_boolean(0, kTest(rune_of(call, 0)));
  return NativeResult::Done;
}

template <LetterCase kCase>
NativeResult cased(NativeCall& call) {
  call.set_integer(0, to_case(kCase, rune_of(call, 0)));
  return NativeResult::Done;
}

NativeResult fold(NativeCall& call) {
  call.set_integer(0, simple_fold(rune_of(call, 0)));
  return NativeResult::Done;
}

// func isIn(table int, r rune) bool
NativeResult in_table(NativeCall& call) {
  call.set_boolean(0, is_in(static_cast<UnicodeTable>(call.integer(0) - 1), rune_of(call, 1)));
  return NativeResult::Done;
}

NativeResult decoded(NativeCall& call, DecodedRune rune) {
  call.set_integer(0, rune.rune);
  call.set_integer(1, rune.size);
  return NativeResult::Done;
}

}  // namespace

void add_unicode_natives(NativeTable& table) {
  table.add("unicode.isIn", in_table);
  table.add("unicode.IsLetter", is_of<UnicodeTable::L>);
  table.add("unicode.IsUpper", is_of<UnicodeTable::Lu>);
  table.add("unicode.IsLower", is_of<UnicodeTable::Ll>);
  table.add("unicode.IsTitle", is_of<UnicodeTable::Lt>);
  table.add("unicode.IsDigit", is_of<UnicodeTable::Nd>);
  table.add("unicode.IsNumber", is_of<UnicodeTable::N>);
  table.add("unicode.IsPunct", is_of<UnicodeTable::P>);
  table.add("unicode.IsSymbol", is_of<UnicodeTable::S>);
  table.add("unicode.IsMark", is_of<UnicodeTable::M>);
  table.add("unicode.IsControl", is_of<UnicodeTable::Cc>);
  table.add("unicode.IsSpace", tested<is_space>);
  table.add("unicode.IsPrint", tested<is_print>);
  table.add("unicode.IsGraphic", tested<is_graphic>);
  table.add("unicode.ToUpper", cased<LetterCase::Upper>);
  table.add("unicode.ToLower", cased<LetterCase::Lower>);
  table.add("unicode.ToTitle", cased<LetterCase::Title>);
  table.add("unicode.SimpleFold", fold);
  table.add("strconv.IsPrint", tested<is_print>);
  table.add("strconv.IsGraphic", tested<is_graphic>);
  table.add("unicode/utf8.DecodeRuneInString", [](NativeCall& call) { return decoded(call, decode_rune(call.text(0))); });
  table.add("unicode/utf8.decode", [](NativeCall& call) { return decoded(call, decode_rune(call.bytes(0))); });
  table.add("unicode/utf8.DecodeLastRuneInString",
            [](NativeCall& call) { return decoded(call, decode_last_rune(call.text(0))); });
  table.add("unicode/utf8.decodeLast", [](NativeCall& call) { return decoded(call, decode_last_rune(call.bytes(0))); });
  table.add("unicode/utf8.RuneCount", [](NativeCall& call) {
    call.set_integer(0, rune_count(call.bytes(0)));
    return NativeResult::Done;
  });
  table.add("unicode/utf8.RuneCountInString", [](NativeCall& call) {
    call.set_integer(0, rune_count(call.text(0)));
    return NativeResult::Done;
  });
  table.add("unicode/utf8.Valid", [](NativeCall& call) {
    call.set_boolean(0, valid_utf8(call.bytes(0)));
    return NativeResult::Done;
  });
  table.add("unicode/utf8.ValidString", [](NativeCall& call) {
    call.set_boolean(0, valid_utf8(call.text(0)));
    return NativeResult::Done;
  });
}

}  // namespace gopherarium
