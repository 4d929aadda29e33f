#pragma once
// Build constraints: `//go:build linux && go1.22` lines, and the older `// +build` lines where there is none.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/syntax/nodes.h"

namespace gopherarium {

class BuildConstraint {
 public:
  // Constraint = OrExpr .  OrExpr = AndExpr { "||" AndExpr } .  AndExpr = NotExpr { "&&" NotExpr } .
  // NotExpr = "!" NotExpr | tag | "(" OrExpr ")" .   No value where the text is malformed.
  static std::optional<BuildConstraint> parse(std::string_view expression);

  // Whether the constraint holds where `has_tag` says which tags do.
  bool holds(const std::function<bool(std::string_view)>& has_tag) const;
  // The least go 1.NN that it implies; 0 for none.
  GoVersion least_version() const;

  struct Expression;

 private:
  explicit BuildConstraint(std::shared_ptr<const Expression> root) : root_(std::move(root)) {}
  std::shared_ptr<const Expression> root_;
};

// Fills in go_version and build_constraint of a parsed file from the comments above its package clause.
void read_build_constraint(File& file);

}  // namespace gopherarium
