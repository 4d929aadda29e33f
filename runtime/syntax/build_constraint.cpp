#include "runtime/syntax/build_constraint.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <vector>

namespace gopherarium {

struct BuildConstraint::Expression {
  enum class Kind : uint8_t { Tag, Not, And, Or };
  Kind kind = Kind::Tag;
  std::string tag;
  std::shared_ptr<const Expression> x;
  std::shared_ptr<const Expression> y;
};

namespace {

using Expression = BuildConstraint::Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;

constexpr int kMostParens = 100;  // keeps the recursion flat

class ConstraintParser {
 public:
  explicit ConstraintParser(std::string_view text) : text_(text) {}

  ExpressionPtr parse() {
    ExpressionPtr x = either();
    skip_blanks();
    return text_.empty() ? x : nullptr;
  }

 private:
  ExpressionPtr either() {
    ExpressionPtr x = both();
    while (x != nullptr && got("||")) x = join(Expression::Kind::Or, x, both());
    return x;
  }
  ExpressionPtr both() {
    ExpressionPtr x = negated();
    while (x != nullptr && got("&&")) x = join(Expression::Kind::And, x, negated());
    return x;
  }
  ExpressionPtr negated() {
    if (++depth_ > kMostParens) return nullptr;
    ExpressionPtr x = negated_inside();
    --depth_;
    return x;
  }
  ExpressionPtr negated_inside() {
    if (got("!")) {
      ExpressionPtr x = negated();
      return x == nullptr ? nullptr : std::make_shared<Expression>(Expression{Expression::Kind::Not, {}, x, {}});
    }
    if (got("(")) {
      ExpressionPtr x = either();
      return got(")") ? x : nullptr;
    }
    skip_blanks();
    size_t n = 0;
    while (n < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[n])) != 0 || text_[n] == '_' || text_[n] == '.')) {
      ++n;
    }
    if (n == 0) return nullptr;
    auto tag = std::make_shared<Expression>(Expression{Expression::Kind::Tag, std::string(text_.substr(0, n)), {}, {}});
    text_.remove_prefix(n);
    return tag;
  }
  static ExpressionPtr join(Expression::Kind kind, ExpressionPtr x, ExpressionPtr y) {
    return y == nullptr ? nullptr : std::make_shared<Expression>(Expression{kind, {}, std::move(x), std::move(y)});
  }
  void skip_blanks() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\t')) text_.remove_prefix(1);
  }
  bool got(std::string_view token) {
    skip_blanks();
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }

  std::string_view text_;
  int depth_ = 0;
};

bool holds(const Expression& x, const std::function<bool(std::string_view)>& has_tag) {
  switch (x.kind) {
    case Expression::Kind::Tag: return has_tag(x.tag);
    case Expression::Kind::Not: return !holds(*x.x, has_tag);
    case Expression::Kind::And: return holds(*x.x, has_tag) && holds(*x.y, has_tag);
    case Expression::Kind::Or: return holds(*x.x, has_tag) || holds(*x.y, has_tag);
  }
  return false;
}

enum class Polarity : uint8_t { Positive, Negated };

// The least minor version implied by x (or by its negation), as Go's build/constraint.GoVersion; -1 for none.
int least_minor(const Expression& x, Polarity polarity) {
  bool positive = polarity == Polarity::Positive;
  switch (x.kind) {
    case Expression::Kind::Not: return least_minor(*x.x, positive ? Polarity::Negated : Polarity::Positive);
    case Expression::Kind::And:
    case Expression::Kind::Or: {
      int a = least_minor(*x.x, polarity);
      int b = least_minor(*x.y, polarity);
      return (x.kind == Expression::Kind::And) == positive ? std::max(a, b) : std::min(a, b);
    }
    case Expression::Kind::Tag: break;
  }
  std::string_view tag = x.tag;
  if (!positive || !tag.starts_with("go1")) return -1;
  if (tag == "go1") return 0;
  int minor = -1;
  if (tag.size() > 4 && tag[3] == '.') {
    auto parsed = std::from_chars(tag.data() + 4, tag.data() + tag.size(), minor);
    if (parsed.ec != std::errc() || parsed.ptr != tag.data() + tag.size() || minor > 9999) return -1;
  }
  return minor;
}

// `// +build a,b !c` as an expression: a space is "or", a comma "and"; several lines are joined by "and".
std::string from_plus_build(std::string_view line) {
  std::string out;
  std::string_view rest = line;
  while (!rest.empty()) {
    size_t space = rest.find_first_of(" \t");
    std::string_view option = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    if (option.empty()) continue;
    out += out.empty() ? "(" : " || (";
    for (char c : option) c == ',' ? out += " && " : out += c;
    out += ")";
  }
  return out;
}

constexpr std::string_view kGoBuild = "//go:build ";

std::optional<std::string_view> plus_build_line(std::string_view comment) {
  if (!comment.starts_with("//")) return {};
  comment.remove_prefix(2);
  while (!comment.empty() && (comment[0] == ' ' || comment[0] == '\t')) comment.remove_prefix(1);
  if (!comment.starts_with("+build ")) return {};
  return comment.substr(7);
}

}  // namespace

std::optional<BuildConstraint> BuildConstraint::parse(std::string_view expression) {
  ExpressionPtr root = ConstraintParser(expression).parse();
  if (root == nullptr) return {};
  return BuildConstraint(std::move(root));
}

bool BuildConstraint::holds(const std::function<bool(std::string_view)>& has_tag) const {
  return gopherarium::holds(*root_, has_tag);
}

GoVersion BuildConstraint::least_version() const {
  return {static_cast<uint16_t>(std::max(0, least_minor(*root_, Polarity::Positive)))};
}

void read_build_constraint(File& file) {
  std::string old_lines;
  for (const Comment& comment : file.comments) {
    if (!(comment.pos < file.pos)) break;
    if (comment.text.starts_with(kGoBuild)) {
      file.build_constraint = comment.text.substr(kGoBuild.size());
      break;
    }
    if (auto line = plus_build_line(comment.text)) {
      old_lines += (old_lines.empty() ? "(" : " && (") + from_plus_build(*line) + ")";
    }
  }
  if (file.build_constraint.empty() && !old_lines.empty()) {
    std::span<char> copy = file.arena.copy(std::span<const char>(old_lines));
    file.build_constraint = {copy.data(), copy.size()};
  }
  if (file.build_constraint.empty()) return;
  if (auto constraint = BuildConstraint::parse(file.build_constraint)) file.go_version = constraint->least_version();
}

}  // namespace gopherarium
