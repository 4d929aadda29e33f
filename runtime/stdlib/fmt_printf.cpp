// Printer's format strings: directives, argument numbers, and the words for those that are wrong.

#include <utility>

#include "runtime/stdlib/fmt_printer.h"
#include "runtime/stdlib/unicode.h"

namespace gopherarium {
namespace {

constexpr int kLargestNumber = 1'000'000;  // Go's limit on widths and precisions

// A decimal number at `at`, which moves behind it; -1 where there is none or it is too large.
int number_at(std::string_view format, size_t& at) {
  int64_t number = -1;
  for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
    number = (number < 0 ? 0 : number) * 10 + (format[at] - '0');
    if (number > kLargestNumber) return -1;
  }
  return static_cast<int>(number);
}

}  // namespace

struct Printer::Directive {
  uint64_t next_arg = 0;
  bool reordered = false;    // some directive gave an argument number
  bool good_number = true;
  bool after_number = false;
};

// [n] before a verb, width or precision.
bool Printer::argument_number(std::string_view format, size_t& at, uint64_t count, Directive& state) {
  if (at >= format.size() || format[at] != '[') return false;
  state.reordered = true;
  const size_t close = format.find(']', at);
  if (close == std::string_view::npos) {
    state.good_number = false;
    ++at;
    return false;
  }
  size_t digits = at + 1;
  const int number = number_at(format, digits);
  at = close + 1;
  if (digits != close || number < 0) {
    state.good_number = false;
    return false;
  }
  if (number < 1 || static_cast<uint64_t>(number) > count) {
    state.good_number = false;
    return true;
  }
  state.next_arg = static_cast<uint64_t>(number) - 1;
  return true;
}

// The integer argument that a * takes.
bool Printer::star(SliceWords args, Directive& state, int& number) {
  if (state.next_arg >= args.length()) return false;
  const Slot64 arg = call_.load(call_.element(args, state.next_arg++, 8));
  const Kind kind = call_.rtype(iface_rtype(arg)).kind;
  if (arg == 0 || kind < Kind::Int || kind > Kind::Uintptr) return false;
  Slot64 room = 0;
  const auto value = static_cast<int64_t>(word(held(arg, room, false)));
  if (value > kLargestNumber || value < -kLargestNumber) return false;
  number = static_cast<int>(value);
  return true;
}

// From behind the % to behind the verb.
void Printer::directive(std::string_view format, size_t& at, SliceWords args, Directive& state) {
  spec_ = {};
  state.good_number = true;
  state.after_number = false;
  const uint64_t count = args.length();
  for (bool flags = true; flags && at < format.size();) {
    switch (format[at]) {
      case '#': spec_.sharp = true; break;
      case '0': spec_.zero = !spec_.minus; break;
      case '+': spec_.plus = true; break;
      case '-': spec_.minus = true; spec_.zero = false; break;
      case ' ': spec_.space = true; break;
      default: flags = false; continue;
    }
    ++at;
  }
  state.after_number = argument_number(format, at, count, state);
  if (at < format.size() && format[at] == '*') {
    ++at;
    spec_.has_width = star(args, state, spec_.width);
    if (!spec_.has_width) out_ += "%!(BADWIDTH)";
    if (spec_.width < 0) {
      spec_.width = -spec_.width;
      spec_.minus = true;
      spec_.zero = false;
    }
    state.after_number = false;
  } else {
    const int width = number_at(format, at);
    spec_.has_width = width >= 0;
    spec_.width = std::max(width, 0);
    if (state.after_number && spec_.has_width) state.good_number = false;
  }
  if (at < format.size() && format[at] == '.') {
    ++at;
    if (state.after_number) state.good_number = false;
    state.after_number = argument_number(format, at, count, state);
    if (at < format.size() && format[at] == '*') {
      ++at;
      spec_.has_precision = star(args, state, spec_.precision);
      const bool negative = spec_.has_precision && spec_.precision < 0;
      if (negative) spec_.has_precision = false;
      if (!spec_.has_precision) out_ += "%!(BADPREC)";
      state.after_number = false;
    } else {
      spec_.precision = std::max(number_at(format, at), 0);
      spec_.has_precision = true;
    }
  }
  if (!state.after_number) state.after_number = argument_number(format, at, count, state);
  if (at >= format.size()) {
    out_ += "%!(NOVERB)";
    return;
  }
  const DecodedRune verb = decode_rune(format.substr(at));
  at += static_cast<size_t>(verb.size);
  if (verb.rune == '%') {
    out_ += '%';
    return;
  }
  if (!state.good_number || state.next_arg >= count) {
    out_ += "%!";
    append_rune(out_, verb.rune);
    out_ += state.good_number ? "(MISSING)" : "(BADINDEX)";
    return;
  }
  if (verb.rune == 'w' && wraps_) wrapped_.push_back(static_cast<int64_t>(state.next_arg));
  if (verb.rune == 'v' || verb.rune == 'w') {
    spec_.sharp_v = std::exchange(spec_.sharp, false);
    spec_.plus_v = std::exchange(spec_.plus, false);
  }
  argument(call_.load(call_.element(args, state.next_arg++, 8)), static_cast<char32_t>(verb.rune));
}

void Printer::printf(std::string_view format, SliceWords args, Wrapping wrapping) {
  wraps_ = wrapping == Wrapping::Yes;
  Directive state;
  for (size_t at = 0; at < format.size();) {
    const size_t percent = std::min(format.find('%', at), format.size());
    out_ += format.substr(at, percent - at);
    at = percent + 1;
    if (percent < format.size()) directive(format, at, args, state);
  }
  if (state.reordered || state.next_arg >= args.length()) return;
  spec_ = {};
  out_ += "%!(EXTRA ";
  for (uint64_t i = state.next_arg; i < args.length(); ++i) {
    if (i > state.next_arg) out_ += ", ";
    const Slot64 arg = call_.load(call_.element(args, i, 8));
    if (arg == 0) {
      out_ += "<nil>";
      continue;
    }
    out_ += call_.rtype(iface_rtype(arg)).name + "=";
    argument(arg, 'v');
  }
  out_ += ')';
}

void Printer::print(SliceWords args, Spaces spaces) {
  bool after_string = false;
  for (uint64_t i = 0; i < args.length(); ++i) {
    const Slot64 arg = call_.load(call_.element(args, i, 8));
    const bool is_string = arg != 0 && call_.rtype(iface_rtype(arg)).kind == Kind::String;
    if (i > 0 && (spaces == Spaces::Always || (!is_string && !after_string))) out_ += ' ';
    spec_ = {};
    argument(arg, 'v');
    after_string = is_string;
  }
}

}  // namespace gopherarium
