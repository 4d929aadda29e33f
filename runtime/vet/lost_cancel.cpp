// A context's cancel function that is dropped, or that some path to a return does not use: the context, its
// timer, and the goroutine that watches its parent stay until the parent ends.
//
// A path is one of the control-flow graph, from the call of WithCancel to a return. Any use counts, not only
// a call: who stores or passes the function on has taken care of it. main is left alone, as the process ends
// with it.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "runtime/vet/cfg.h"
#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

constexpr std::array<std::string_view, 6> kMakers = {
    "WithCancel", "WithCancelCause", "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause"};

// The name of the function of package context that is called for a context and its cancel function; empty for
// other calls.
std::string_view cancel_maker(const Expr* x) {
  const auto* call = dyn_cast<CallExpr>(x);
  const Object* object = call == nullptr ? nullptr : callee(call);
  for (const std::string_view name : kMakers) {
    if (is_function(object, "context", name)) return name;
  }
  return {};
}

struct Cancel {
  const Var* variable;
  Node* where;  // the AssignStmt or VarDecl
};

class Function {
 public:
  Function(Pass& pass, Node* node, NoReturn& no_return) : pass_(pass), node_(node), no_return_(no_return) {}

  void check() {
    find_cancels();
    if (cancels_.empty() || is_main()) return;
    Cfg graph(body_of(node_), no_return_);
    for (const Cancel& cancel : cancels_) {
      const Pos lost = lost_at(graph, cancel);
      if (!lost.valid()) continue;
      pass_.report(start_pos(cancel.where),
                   fmt::format("the {} function is not used on all paths (possible context leak)",
                               cancel.variable->name));
      pass_.report(
          lost,
          fmt::format("this return statement may be reached without using the {} var defined on line {}",
                      cancel.variable->name, pass_.files.line(start_pos(cancel.where))));
    }
  }

 private:
  void find_cancels() {
    walk_function(body_of(node_), [&](Node* node) {
      if (auto* assign = dyn_cast<AssignStmt>(node);
          assign != nullptr && assign->rhs.size() == 1 && assign->lhs.size() == 2) {
        found(dyn_cast<Ident>(assign->lhs[1]), cancel_maker(assign->rhs[0]), node);
      }
      if (auto* decl = dyn_cast<VarDecl>(node);
          decl != nullptr && decl->values.size() == 1 && decl->names.size() == 2) {
        found(decl->names[1], cancel_maker(decl->values[0]), node);
      }
      return true;
    });
  }

  void found(const Ident* ident, std::string_view maker, Node* where) {
    if (ident == nullptr || maker.empty()) return;
    if (ident->name == "_") {
      pass_.report(
          ident->pos,
          fmt::format(
              "the cancel function returned by context.{} should be called, not discarded, to avoid a "
              "context leak",
              maker));
    } else if (const auto* variable = dyn_cast<Var>(ident->object);
               variable != nullptr && variable->owner == node_) {
      cancels_.push_back({variable, where});  // of an outer function's variable nobody knows here who uses it
    }
  }

  bool is_main() const {
    const auto* decl = dyn_cast<FuncDecl>(node_);
    return decl != nullptr && decl->recv == nullptr && decl->name->name == "main" &&
           pass_.package.name == "main";
  }

  FuncType* signature() const {
    if (auto* decl = dyn_cast<FuncDecl>(node_)) return decl->func_type;
    return as<FuncLit>(node_)->func_type;
  }
  bool is_result(const Var* variable) const {
    return std::ranges::any_of(signature()->results, [&](const Field* f) {
      return f->name != nullptr && f->name->object == variable;
    });
  }

  bool uses(std::span<Node* const> nodes, const Var* variable, bool is_result) const {
    bool used = false;
    for (Node* node : nodes) {
      walk(node, [&](Node* at) {
        if (const auto* ident = dyn_cast<Ident>(at)) used |= ident->object == variable;
        if (const auto* ret = dyn_cast<ReturnStmt>(at)) used |= is_result && ret->results.empty();
        return !used;
      });
      if (used) return true;
    }
    return false;
  }

  // Where the function may return without having used the variable; invalid for nowhere.
  Pos lost_at(Cfg& graph, const Cancel& cancel) const {
    const bool result = is_result(cancel.variable);
    for (CfgBlock& block : graph.blocks()) {
      const auto at = std::find(block.nodes.begin(), block.nodes.end(), cancel.where);
      if (at == block.nodes.end()) continue;
      if (uses({at + 1, block.nodes.end()}, cancel.variable, result)) return {};
      if (block.returns.valid()) return block.returns;
      std::unordered_set<const CfgBlock*> seen;
      return search(block, cancel.variable, result, seen);
    }
    return {};
  }

  Pos search(const CfgBlock& from, const Var* variable, bool result,
             std::unordered_set<const CfgBlock*>& seen) const {
    std::vector<const CfgBlock*> open(from.following.rbegin(), from.following.rend());
    while (!open.empty()) {
      const CfgBlock* block = open.back();
      open.pop_back();
      if (!seen.insert(block).second || uses(block->nodes, variable, result)) continue;
      if (block->returns.valid()) return block->returns;
      open.insert(open.end(), block->following.rbegin(), block->following.rend());
    }
    return {};
  }

  Pass& pass_;
  Node* node_;
  NoReturn& no_return_;
  std::vector<Cancel> cancels_;
};

}  // namespace

void check_lost_cancel(Pass& pass) {
  NoReturn no_return;
  pass.each_node([&](Node* node) {
    if (body_of(node) != nullptr) Function(pass, node, no_return).check();
    return true;
  });
}

}  // namespace gopherarium
