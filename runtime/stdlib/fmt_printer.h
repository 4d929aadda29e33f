#pragma once
// Printer: renders the arguments of one fmt call, as far as that goes without calling Go.
//
// Where a value has an Error, String, GoString or Format method that its verb wants, a Printer takes the next of the answers
// it was given; beyond those it notes the call that is needed. A call without answers therefore is the scan of design's
// two phases, and the same walk with all answers is the rendering, so both always agree on the order. Values are read in place
// while other goroutines may write them: every length is read once and every access is inside the run's arena.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/stdlib/fmt_spec.h"
#include "runtime/vm/native.h"

namespace gopherarium {

enum class FmtMethod : uint8_t { Error, String, GoString, Format };

// A method that Go has to call, and the state a Formatter sees.
struct FmtCall {
  Slot64 value = 0;
  FmtMethod method{};
  int32_t verb = 'v';
  FmtSpec spec;
};
// What it gave. Raw text is written as it is: a Formatter's output, a GoString, a caught panic.
struct FmtAnswer {
  std::string_view text;
  bool raw = false;
};

class Printer {
 public:
  Printer(NativeCall& call, std::vector<FmtAnswer> answers) : call_(call), answers_(std::move(answers)) {}

  enum class Wrapping : uint8_t { No, Yes };  // Errorf's %w
  void printf(std::string_view format, SliceWords args, Wrapping wrapping);
  enum class Spaces : uint8_t { BetweenNonStrings, Always };
  void print(SliceWords args, Spaces spaces);

  std::string& out() { return out_; }
  const std::vector<FmtCall>& calls() const { return calls_; }
  const std::vector<int64_t>& wrapped() const { return wrapped_; }

 private:
  struct Value {  // one in memory layout
    RTypeId type = 0;
    const std::byte* at = nullptr;
    bool hidden = false;  // reached through an unexported field: its methods aren't called
  };
  struct Directive;
  struct MapEntry;

  void argument(Slot64 arg, char32_t verb);
  bool methods(Slot64 iface, char32_t verb);
  bool take_answer(Slot64 iface, FmtMethod method, char32_t verb);
  void value(const Value& v, char32_t verb, int depth);
  bool scalar(const Value& v, char32_t verb);
  void integer(uint64_t value, bool is_signed, char32_t verb, const Value& v);
  void string(std::string_view text, char32_t verb, const Value& v);
  void bytes(std::string_view text, char32_t verb, const Value& v);
  void real(double value, FloatSize size, char32_t verb, const Value& v);
  void complex(const Value& v, FloatSize size, char32_t verb);
  void structure(const Value& v, char32_t verb, int depth);
  void map(const Value& v, char32_t verb, int depth);
  void sequence(const Value& v, char32_t verb, int depth);
  void pointed(const Value& v, char32_t verb, int depth);
  void pointer(const Value& v, char32_t verb);
  void interface(const Value& v, char32_t verb, int depth);
  void hex64(uint64_t value, bool leading_0x);
  void bad_verb(char32_t verb, const Value& v);
  void bad_verb_nil(char32_t verb);
  int compare(const Value& x, const Value& y) const;

  const RType& type_of(const Value& v) const { return call_.rtype(v.type); }
  Value held(Slot64 iface, Slot64& room, bool hidden) const;
  Slot64 as_iface(const Value& v);
  uint64_t word(const Value& v) const;
  double real_of(const Value& v, uint32_t part_offset) const;
  std::string_view string_of(const Value& v) const { return call_.text_of(word(v)); }
  bool is_bytes(const RType& sequence) const;

  void directive(std::string_view format, size_t& at, SliceWords args, Directive& state);
  bool argument_number(std::string_view format, size_t& at, uint64_t count, Directive& state);
  bool star(SliceWords args, Directive& state, int& number);

  NativeCall& call_;
  std::vector<FmtAnswer> answers_;
  size_t next_answer_ = 0;
  std::vector<FmtCall> calls_;
  std::vector<int64_t> wrapped_;
  std::string out_;
  FmtSpec spec_;
  bool wraps_ = false;
  bool erroring_ = false;      // inside %!verb(...): methods aren't called
  int64_t arg_index_ = -1;     // of the argument being printed
  std::vector<char> arg_wrapped_;
};

}  // namespace gopherarium
