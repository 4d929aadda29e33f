// Natives of package strings: what compares and copies bytes.

#include <algorithm>
#include <cstring>

#include "runtime/stdlib/natives.h"

namespace gopherarium {
namespace {

constexpr auto kNowhere = std::string_view::npos;

int64_t place(size_t found) { return found == kNowhere ? -1 : static_cast<int64_t>(found); }

// A part of a string parameter, without a copy.
Slot64 part_of(Slot64 whole, size_t from, size_t length) { return pack_string(string_offset(whole) + from, length); }

NativeResult index(NativeCall& call) {
  call.set_integer(0, place(call.text(0).find(call.text(1))));
  return NativeResult::Done;
}

NativeResult last_index(NativeCall& call) {
  call.set_integer(0, place(call.text(0).rfind(call.text(1))));
  return NativeResult::Done;
}

NativeResult index_byte(NativeCall& call) {
  call.set_integer(0, place(call.text(0).find(static_cast<char>(call.word(1)))));
  return NativeResult::Done;
}

NativeResult count(NativeCall& call) {
  const std::string_view text = call.text(0), wanted = call.text(1);
  int64_t found = 0;
  for (size_t at = text.find(wanted); at != kNowhere; at = text.find(wanted, at + wanted.size())) ++found;
  call.set_integer(0, found);
  return NativeResult::Done;
}

NativeResult repeat(NativeCall& call) {
  const std::string_view text = call.text(0);
  const int64_t times = call.integer(1);
  if (times < 0) return call.panic_text("strings: negative Repeat count");
  if (static_cast<uint64_t>(times) * text.size() > kMaxCount) return call.panic_text("strings: Repeat output length overflow");
  std::string made;
  made.reserve(text.size() * static_cast<size_t>(times));
  for (int64_t i = 0; i < times; ++i) made += text;
  call.set_text(0, made);
  return NativeResult::Done;
}

NativeResult join(NativeCall& call) {
  const SliceWords list = call.slice(0);
  const std::string_view separator = call.text(2);
  std::string made;
  for (uint64_t i = 0; i < std::min(list.length(), list.capacity()); ++i) {
    if (i != 0) made += separator;
    made += call.text_of(call.load(call.element(list, i, 8)));
  }
  call.set_text(0, made);
  return NativeResult::Done;
}

NativeResult replace(NativeCall& call) {
  const std::string_view text = call.text(0), old = call.text(1), fresh = call.text(2);
  int64_t left = call.integer(3);
  std::string made;
  size_t at = 0;
  for (size_t found = text.find(old); found != kNowhere && left != 0; found = text.find(old, at), --left) {
    made += text.substr(at, found - at);
    made += fresh;
    at = found + old.size();
  }
  if (at == 0) {
    call.set(0, call.word(0));
    return NativeResult::Done;
  }
  made += text.substr(at);
  call.set_text(0, made);
  return NativeResult::Done;
}

NativeResult set_parts(NativeCall& call, const std::vector<Slot64>& parts) {
  const SliceWords made = call.make_slice(8, parts.size());
  for (size_t i = 0; i < made.length(); ++i) call.store(made.data() + 8 * i, parts[i]);
  call.set_slice(0, made);
  return NativeResult::Done;
}

// split(s, sep, keep, n): `keep` bytes of each separator stay with the part before it; n < 0: all parts.
NativeResult split(NativeCall& call) {
  const std::string_view text = call.text(0), separator = call.text(1);
  const auto keep = static_cast<size_t>(call.integer(2));
  const int64_t most = call.integer(3);
  std::vector<Slot64> parts;
  size_t at = 0;
  while (most < 0 || static_cast<int64_t>(parts.size()) < most - 1) {
    const size_t found = text.find(separator, at);
    if (found == kNowhere) break;
    parts.push_back(part_of(call.word(0), at, found - at + keep));
    at = found + separator.size();
  }
  parts.push_back(part_of(call.word(0), at, text.size() - at));
  return set_parts(call, parts);
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

NativeResult ascii_fields(NativeCall& call) {
  const std::string_view text = call.text(0);
  std::vector<Slot64> parts;
  for (size_t at = 0; at < text.size();) {
    while (at < text.size() && is_space(text[at])) ++at;
    const size_t start = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    if (at > start) parts.push_back(part_of(call.word(0), start, at - start));
  }
  return set_parts(call, parts);
}

NativeResult is_ascii(NativeCall& call) {
  const std::string_view text = call.text(0);
  call.set_boolean(0, std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }));
  return NativeResult::Done;
}

template <char kFirst, char kLast>
NativeResult change_case(NativeCall& call) {
  const std::string_view text = call.text(0);
  const auto changes = [](char c) { return c >= kFirst && c <= kLast; };
  if (std::none_of(text.begin(), text.end(), changes)) {
    call.set(0, call.word(0));
    return NativeResult::Done;
  }
  std::string made(text);
  for (char& c : made) {
    if (changes(c)) c = static_cast<char>(c ^ 0x20);
  }
  call.set_text(0, made);
  return NativeResult::Done;
}

}  // namespace

void add_strings_natives(NativeTable& table) {
  table.add("strings.Index", index);
  table.add("strings.LastIndex", last_index);
  table.add("strings.IndexByte", index_byte);
  table.add("strings.Repeat", repeat);
  table.add("strings.Join", join);
  table.add("strings.count", count);
  table.add("strings.replace", replace);
  table.add("strings.split", split);
  table.add("strings.asciiFields", ascii_fields);
  table.add("strings.isASCII", is_ascii);
  table.add("strings.asciiUpper", change_case<'a', 'z'>);
  table.add("strings.asciiLower", change_case<'A', 'Z'>);
}

}  // namespace gopherarium
