#include "runtime/vet/go_text.h"

#include <algorithm>

#include "runtime/syntax/token.h"

namespace gopherarium {
namespace {

// `depth` counts how deep an expression stands in others; from 2 on operators stand closer. After
// go/printer's nodes.go.
class GoText {
 public:
  explicit GoText(const FileSet& files) : files_(files) {}
  std::string take() { return std::move(out_); }

  void expr(const Expr* x, int depth) {
    switch (x->kind) {
      case NodeKind::Ident: out_ += as<Ident>(x)->name; return;
      case NodeKind::BasicLit: out_ += as<BasicLit>(x)->text; return;
      case NodeKind::BinaryExpr: return binary(as<BinaryExpr>(x), cutoff(as<BinaryExpr>(x), depth), depth);
      case NodeKind::UnaryExpr:
        out_ += token_text(as<UnaryExpr>(x)->op);
        return expr(as<UnaryExpr>(x)->x, depth);
      case NodeKind::StarExpr: out_ += '*'; return expr(as<StarExpr>(x)->x, 1);
      case NodeKind::ParenExpr:
        out_ += '(';
        expr(as<ParenExpr>(x)->x, std::max(1, depth - 1));
        out_ += ')';
        return;
      case NodeKind::SelectorExpr:
        expr(as<SelectorExpr>(x)->x, depth);
        (out_ += '.') += as<SelectorExpr>(x)->sel->name;
        return;
      case NodeKind::KeyValueExpr:
        expr(as<KeyValueExpr>(x)->key, 1);
        out_ += ": ";
        return expr(as<KeyValueExpr>(x)->value, 1);
      case NodeKind::IndexExpr:
        expr(as<IndexExpr>(x)->x, 1);
        out_ += '[';
        list(as<IndexExpr>(x)->indices, depth + 1);
        out_ += ']';
        return;
      case NodeKind::SliceExpr: return slice(as<SliceExpr>(x), depth);
      case NodeKind::CallExpr: return call(as<CallExpr>(x), depth);
      case NodeKind::TypeAssertExpr:
        expr(as<TypeAssertExpr>(x)->x, depth);
        out_ += ".(";
        expr(as<TypeAssertExpr>(x)->type_expr, 1);
        out_ += ')';
        return;
      case NodeKind::CompositeLit:
        if (as<CompositeLit>(x)->type_expr != nullptr) expr(as<CompositeLit>(x)->type_expr, 1);
        out_ += '{';
        list(as<CompositeLit>(x)->elements, 1);
        out_ += '}';
        return;
      default: return source(x);
    }
  }

 private:
  void source(const Expr* x) {
    const Pos begin = start_pos(x), end = end_pos(x);
    const SourceFile* file = files_.file(begin);
    if (file == nullptr || !end.valid() || end < begin) return;
    out_ += std::string_view(file->text()).substr(file->offset(begin), end.value - begin.value);
  }

  void list(List<Expr> exprs, int depth) {
    for (size_t i = 0; i < exprs.size(); i++) {
      if (i > 0) out_ += ", ";
      expr(exprs[i], depth);
    }
  }

  void call(const CallExpr* x, int depth) {
    if (x->args.size() > 1) depth++;
    expr(x->fun, depth);
    out_ += '(';
    list(x->args, depth);
    out_ += x->has_dots ? "...)" : ")";
  }

  void slice(const SliceExpr* x, int depth) {
    expr(x->x, 1);
    out_ += '[';
    const int last = x->full ? 2 : 1;
    const auto there = [&](auto&& is_wanted) {
      return std::count_if(x->index, x->index + last + 1, is_wanted);
    };
    const bool blanks = depth <= 1 && there([](const Expr* i) { return i != nullptr; }) > 1 &&
                        there([](const Expr* i) { return is<BinaryExpr>(i); }) > 0;
    for (int i = 0; i <= last; i++) {
      if (i > 0) {
        if (blanks && x->index[i - 1] != nullptr) out_ += ' ';
        out_ += ':';
        if (blanks && x->index[i] != nullptr) out_ += ' ';
      }
      if (x->index[i] != nullptr) expr(x->index[i], depth + 1);
    }
    out_ += ']';
  }

  // Operators that bind weaker than `weakest` have blanks around them.
  void binary(const BinaryExpr* x, int weakest, int depth) {
    const int binds = precedence(x->op);
    operand(x->x, binds, depth);
    const bool blanks = binds < weakest;
    if (blanks) out_ += ' ';
    out_ += token_text(x->op);
    if (blanks) out_ += ' ';
    expr(x->y, depth + 1);
  }

  // A left operand of the same precedence is part of one chain, and stands no deeper.
  void operand(const Expr* x, int binds, int depth) {
    const auto* left = dyn_cast<BinaryExpr>(x);
    expr(x, left != nullptr && precedence(left->op) == binds ? depth : depth + 1);
  }

  struct Operators {
    bool sums = false, products = false;
    int clash = 0;  // the precedence at which two operators would run into each other without blanks
    void add(const Operators& other) {
      sums |= other.sums;
      products |= other.products;
      clash = std::max(clash, other.clash);
    }
  };

  static Operators operators(const BinaryExpr* x) {
    const int binds = precedence(x->op);
    Operators found{binds == 4, binds == 5, 0};
    if (const auto* left = dyn_cast<BinaryExpr>(x->x); left != nullptr && precedence(left->op) >= binds) {
      found.add(operators(left));
    }
    if (const auto* right = dyn_cast<BinaryExpr>(x->y); right != nullptr && precedence(right->op) > binds) {
      found.add(operators(right));
    }
    if (is<StarExpr>(x->y) && x->op == Token::Div) found.clash = 5;
    if (const auto* right = dyn_cast<UnaryExpr>(x->y)) {
      if (x->op == Token::And && (right->op == Token::And || right->op == Token::Xor)) found.clash = 5;
      if (right->op == x->op && (x->op == Token::Add || x->op == Token::Sub))
        found.clash = std::max(found.clash, 4);
    }
    return found;
  }

  static int cutoff(const BinaryExpr* x, int depth) {
    const Operators found = operators(x);
    if (found.clash > 0) return found.clash + 1;
    if (found.sums && found.products) return depth == 1 ? 5 : 4;
    return depth == 1 ? 6 : 4;
  }

  const FileSet& files_;
  std::string out_;
};

}  // namespace

std::string go_text(const Expr* x, const FileSet& files) {
  GoText text(files);
  text.expr(x, 1);
  return text.take();
}

}  // namespace gopherarium
