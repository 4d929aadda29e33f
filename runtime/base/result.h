#pragma once
// Result<T>: a value or one clear sentence that says what went wrong and what to do. For expected failures only.

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "runtime/base/check.h"

namespace gopherarium {

struct Error {
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    GOPH_CHECK(ok(), "value() of a failed Result");
    return std::get<0>(state_);
  }
  const T& value() const& {
    GOPH_CHECK(ok(), "value() of a failed Result");
    return std::get<0>(state_);
  }
  T&& value() && {
    GOPH_CHECK(ok(), "value() of a failed Result");
    return std::get<0>(std::move(state_));
  }
  const std::string& error() const {
    GOPH_CHECK(!ok(), "error() of a successful Result");
    return std::get<1>(state_).message;
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const std::string& error() const {
    GOPH_CHECK(!ok(), "error() of a successful Result");
    return error_->message;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace gopherarium
