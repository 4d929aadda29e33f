// Natives of package fmt: a Printer per call (see fmt_printer.h). The structs call and answer of go/fmt/print.go lie in
// memory as written here.

#include "runtime/stdlib/fmt_printer.h"
#include "runtime/stdlib/natives.h"
#include "runtime/vm/values.h"

namespace gopherarium {
namespace {

constexpr uint64_t kCallBytes = 48;  // value, method, verb, flags, width, precision
constexpr uint64_t kAnswerBytes = 16;  // text, raw

enum RenderMode : int64_t { kPrint, kPrintln, kPrintf, kErrorf };

uint64_t flags_of(const FmtSpec& spec) {
  const bool flags[] = {spec.minus, spec.plus || spec.plus_v, spec.sharp || spec.sharp_v, spec.space, spec.zero,
                        spec.has_width, spec.has_precision};
  uint64_t bits = 0;
  for (size_t i = 0; i < std::size(flags); ++i) bits |= uint64_t{flags[i]} << i;
  return bits;
}

std::vector<FmtAnswer> answers_of(NativeCall& call, SliceWords slice) {
  std::vector<FmtAnswer> answers;
  for (uint64_t i = 0; i < slice.length(); ++i) {
    const uint64_t at = call.element(slice, i, kAnswerBytes);
    answers.push_back({call.text_of(call.load(at)), (call.load(at + 8) & 1) != 0});
  }
  return answers;
}

SliceWords calls_slice(NativeCall& call, const std::vector<FmtCall>& calls) {
  if (calls.empty()) return {};
  const SliceWords made = call.make_slice(kCallBytes, calls.size());
  for (uint64_t i = 0; i < calls.size(); ++i) {
    const FmtCall& c = calls[i];
    const uint64_t words[] = {c.value, static_cast<uint64_t>(c.method), static_cast<uint64_t>(c.verb), flags_of(c.spec),
                              static_cast<uint64_t>(c.spec.width), static_cast<uint64_t>(std::max(c.spec.precision, 0))};
    const uint64_t at = call.element(made, i, kCallBytes);
    for (uint64_t w = 0; w < std::size(words); ++w) call.store(at + w * 8, words[w]);
  }
  return made;
}

// func render(mode int, format string, args []any, answers []answer) (text string, calls []call, wrapped []int)
NativeResult render(NativeCall& call) {
  Printer printer(call, answers_of(call, call.slice(4)));
  const SliceWords args = call.slice(2);
  const int64_t mode = call.integer(0);
  if (mode == kPrint) printer.print(args, Printer::Spaces::BetweenNonStrings);
  if (mode == kPrintln) printer.print(args, Printer::Spaces::Always);
  if (mode == kPrintln) printer.out() += '\n';
  if (mode == kPrintf) printer.printf(call.text(1), args, Printer::Wrapping::No);
  if (mode == kErrorf) printer.printf(call.text(1), args, Printer::Wrapping::Yes);
  call.set(0, printer.calls().empty() ? call.make_string(printer.out()) : 0);
  call.set_slice(1, calls_slice(call, printer.calls()));
  SliceWords wrapped;
  if (!printer.wrapped().empty()) {
    wrapped = call.make_slice(8, printer.wrapped().size());
    for (uint64_t i = 0; i < printer.wrapped().size(); ++i) {
      call.store(call.element(wrapped, i, 8), static_cast<Slot64>(printer.wrapped()[i]));
    }
  }
  call.set_slice(3, wrapped);
  return NativeResult::Done;
}

// func isNilPointer(v any) bool
NativeResult is_nil_pointer(NativeCall& call) {
  const Slot64 value = call.word(0);
  call.set_boolean(0, value != 0 && call.rtype(iface_rtype(value)).kind == Kind::Pointer && iface_payload(value) == 0);
  return NativeResult::Done;
}

// func typeName(v any) string
NativeResult type_name(NativeCall& call) {
  const Slot64 value = call.word(0);
  call.set_text(0, value == 0 ? "<nil>" : std::string_view(call.rtype(iface_rtype(value)).name));
  return NativeResult::Done;
}

// func bytesOf(s string) []byte: the same bytes, for writers that only read them.
NativeResult bytes_of(NativeCall& call) {
  const Slot64 text = call.word(0);
  call.set_slice(0, make_slice_words(string_offset(text), string_length(text), string_length(text)));
  return NativeResult::Done;
}

}  // namespace

void add_fmt_natives(NativeTable& table) {
  table.add("fmt.render", render);
  table.add("fmt.isNilPointer", is_nil_pointer);
  table.add("fmt.typeName", type_name);
  table.add("fmt.bytesOf", bytes_of);
}

}  // namespace gopherarium
