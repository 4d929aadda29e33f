#include "runtime/vet/printf_directive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "runtime/syntax/utf8.h"

namespace gopherarium {
namespace {

class DirectiveParser {
 public:
  DirectiveParser(std::string_view format, size_t first_arg, size_t next_arg, size_t arg_count)
      : format_(format), first_arg_(first_arg), next_arg_(next_arg), arg_count_(arg_count) {}

  // "%" flags [index] [width] ["." [index] [precision]] [index] verb
  PrintfDirective parse() {
    while (at_ < format_.size() && std::string_view("#0+- ").find(format_[at_]) != std::string_view::npos) {
      directive_.flags += format_[at_++];
    }
    if (!index()) return failed();
    number();
    if (peek() == '.') {
      directive_.flags += '.';
      at_++;
      if (!index()) return failed();
      number();
    }
    if (!pending_ && !index()) return failed();
    if (at_ == format_.size()) {
      directive_.problem = fmt::format("format {} is missing verb at end of string", format_);
      return failed();
    }
    verb();
    return std::move(directive_);
  }

 private:
  char peek() const { return at_ < format_.size() ? format_[at_] : '\0'; }

  PrintfDirective failed() {
    directive_.text = format_;
    return std::move(directive_);
  }

  void digits() {
    while (peek() >= '0' && peek() <= '9') at_++;
  }

  // [n]; false where it is no such thing.
  bool index() {
    if (peek() != '[') return true;
    const size_t start = ++at_;
    digits();
    bool fine = peek() == ']' && at_ > start;
    if (!fine) {
      at_ = format_.find(']');
      if (at_ == std::string_view::npos) {
        directive_.problem = fmt::format("format {} is missing closing ]", format_);
        return false;
      }
    }
    const std::string_view text = at_ > start ? format_.substr(start, at_ - start) : std::string_view();
    uint64_t value = 0;
    for (const char c : text)
      value = fine && value < 1'000'000 ? value * 10 + static_cast<uint64_t>(c - '0') : value;
    fine = fine && value > 0 && value <= arg_count_ - first_arg_;
    if (!fine) {
      directive_.problem = fmt::format("format has invalid argument index [{}]", text);
      return false;
    }
    at_++;
    next_arg_ = first_arg_ + value - 1;
    directive_.indexed = pending_ = true;
    return true;
  }

  // A width or precision: a number, or * for one more argument.
  void number() {
    if (peek() != '*') return digits();
    pending_ = false;
    at_++;
    directive_.args.push_back(next_arg_++);
  }

  void verb() {
    const DecodedRune rune = decode_utf8(format_.data() + at_, format_.data() + format_.size());
    directive_.verb = rune.rune;
    at_ += rune.width;
    if (directive_.verb != '%') directive_.args.push_back(next_arg_);
    directive_.text = format_.substr(0, at_);
  }

  std::string_view format_;
  size_t first_arg_, next_arg_, arg_count_;
  size_t at_ = 1;
  bool pending_ = false;  // an index that no * and no verb has used
  PrintfDirective directive_;
};

}  // namespace

PrintfDirective parse_directive(std::string_view format, size_t first_arg, size_t next_arg,
                                size_t arg_count) {
  return DirectiveParser(format, first_arg, next_arg, arg_count).parse();
}

}  // namespace gopherarium
