// Where breaks, continues, gotos and fallthroughs of a function body lead, and which labels are wrong or unused.
//
// One pass over the body. A goto to a label that hasn't been seen yet is kept as pending by its block and handed outwards
// when the block ends, so that a label resolves exactly the pending gotos of its own block and of the blocks within: a jump
// into a block stays unresolved. A pending goto that a variable declaration follows jumps over it.

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <vector>

#include "runtime/syntax/parser_impl.h"
#include "runtime/syntax/printer.h"

namespace gopherarium {

namespace {

class BranchChecker {
 public:
  explicit BranchChecker(DiagnosticList& diagnostics) : diagnostics_(diagnostics) {}

  void check(BlockStmt* body) {
    std::vector<Pending> pending = block({}, nullptr, nullptr, body->pos, body->list);
    for (const Pending& jump : pending) unresolved(jump.stmt);
    for (auto& [name, label] : labels_) {
      if (!label.stmt->used) error(label.stmt->label->pos, fmt::format("label {} defined and not used", name));
    }
  }

 private:
  // What unlabeled branches refer to.
  struct Targets {
    Stmt* breaks = nullptr;
    Stmt* continues = nullptr;
    bool last_clause = false;         // of `breaks`, which is a switch
    bool directly_in_clause = false;  // not in a block within it
  };
  struct Block {
    const Block* parent = nullptr;
    Pos start;
    const LabeledStmt* label = nullptr;  // of the statement that the block belongs to
  };
  struct Label {
    const Block* block = nullptr;  // where it was declared; dangles once that block has ended, so only compared
    Pos block_start;
    LabeledStmt* stmt = nullptr;
  };
  struct Pending {
    BranchStmt* stmt = nullptr;
    bool over_variable = false;
  };
  // The state of one block while its statements are walked.
  struct Walk {
    Block block;
    Targets targets;
    std::vector<Pending> pending;
    Pos variable_pos;  // of the latest variable declared
    std::string variable;
  };

  std::vector<Pending> block(Targets targets, const Block* parent, const LabeledStmt* label, Pos start, List<Stmt> list) {
    Walk walk{{parent, start, label}, targets, {}, {}, {}};
    size_t count = list.size();
    while (count > 0 && is<EmptyStmt>(list[count - 1])) --count;  // a fallthrough may stand before them
    for (size_t i = 0; i < count; ++i) {
      Stmt* stmt = list[i];
      const LabeledStmt* innermost = nullptr;
      while (auto* labeled = dyn_cast<LabeledStmt>(stmt)) {
        if (labeled->label->name == "_") {
          labeled->used = true;
        } else {
          declare(walk, labeled);
          innermost = labeled;
        }
        stmt = labeled->stmt;
      }
      statement(walk, stmt, innermost, i + 1 == count);
    }
    return std::move(walk.pending);
  }

  void declare(Walk& walk, LabeledStmt* labeled) {
    std::string_view name = labeled->label->name;
    auto inserted = labels_.try_emplace(name, Label{&walk.block, walk.block.start, labeled});
    LabeledStmt* first = inserted.first->second.stmt;
    if (first != labeled) {
      labeled->used = true;
      error(labeled->label->pos, fmt::format("label {} already defined at {}", name, describe(first->label->pos)));
    }
    std::erase_if(walk.pending, [&](const Pending& jump) {
      if (jump.stmt->label->name != name) return false;
      jump.stmt->target = labeled;
      first->used = true;
      if (jump.over_variable) {
        error(jump.stmt->label->pos, fmt::format("goto {} jumps over declaration of {} at {}", name, walk.variable,
                                                 describe(walk.variable_pos)));
      }
      return true;
    });
  }

  void statement(Walk& walk, Stmt* stmt, const LabeledStmt* label, bool last) {
    Targets inner = walk.targets;
    inner.directly_in_clause = false;
    switch (stmt->kind) {
      case NodeKind::DeclStmt:
        for (Decl* decl : as<DeclStmt>(stmt)->decls) {
          if (auto* var = dyn_cast<VarDecl>(decl)) return variable(walk, var->pos, expr_string(var->names[0]));
        }
        return;
      case NodeKind::AssignStmt: {
        auto* assign = as<AssignStmt>(stmt);
        if (assign->assign_kind != AssignKind::Define) return;
        std::string names;
        for (Expr* x : assign->lhs) names += (names.empty() ? "" : ", ") + expr_string(x);
        return variable(walk, assign->pos, std::move(names));
      }
      case NodeKind::BranchStmt: return branch(walk, as<BranchStmt>(stmt), last);
      case NodeKind::BlockStmt: return nested(walk, inner, label, as<BlockStmt>(stmt)->pos, as<BlockStmt>(stmt)->list);
      case NodeKind::IfStmt: {
        auto* branch = as<IfStmt>(stmt);
        nested(walk, inner, label, branch->then->pos, branch->then->list);
        if (branch->otherwise == nullptr) return;
        return nested(walk, inner, label, branch->otherwise->pos, List<Stmt>(&branch->otherwise, 1));
      }
      case NodeKind::ForStmt: return loop(walk, stmt, label, as<ForStmt>(stmt)->body);
      case NodeKind::RangeStmt: return loop(walk, stmt, label, as<RangeStmt>(stmt)->body);
      case NodeKind::SwitchStmt: return clauses(walk, stmt, label, as<SwitchStmt>(stmt)->clauses);
      case NodeKind::TypeSwitchStmt: return clauses(walk, stmt, label, as<TypeSwitchStmt>(stmt)->clauses);
      case NodeKind::SelectStmt: return clauses(walk, stmt, label, as<SelectStmt>(stmt)->clauses);
      default: return;
    }
  }

  void nested(Walk& walk, Targets targets, const LabeledStmt* label, Pos start, List<Stmt> list) {
    std::vector<Pending> pending = block(targets, &walk.block, label, start, list);
    // A declaration within a block doesn't matter to a jump out of it.
    for (Pending jump : pending) walk.pending.push_back({jump.stmt, false});
  }

  void loop(Walk& walk, Stmt* stmt, const LabeledStmt* label, BlockStmt* body) {
    nested(walk, {.breaks = stmt, .continues = stmt}, label, body->pos, body->list);
  }

  template <class Clause>
  void clauses(Walk& walk, Stmt* stmt, const LabeledStmt* label, List<Clause> list) {
    for (size_t i = 0; i < list.size(); ++i) {
      Targets inner{.breaks = stmt, .continues = walk.targets.continues, .last_clause = i + 1 == list.size(),
                    .directly_in_clause = true};
      nested(walk, inner, label, list[i]->pos, list[i]->body);
    }
  }

  void variable(Walk& walk, Pos pos, std::string name) {
    walk.variable_pos = pos;
    walk.variable = std::move(name);
    for (Pending& jump : walk.pending) jump.over_variable = true;
  }

  void branch(Walk& walk, BranchStmt* stmt, bool last) {
    if (stmt->keyword == Token::Goto) return jump(walk, stmt);
    if (stmt->keyword == Token::Fallthrough) return fallthrough(walk.targets, stmt, last);
    if (stmt->label != nullptr) return labeled_branch(walk, stmt);
    bool is_break = stmt->keyword == Token::Break;
    stmt->target = is_break ? walk.targets.breaks : walk.targets.continues;
    if (stmt->target == nullptr) {
      error(stmt->pos, is_break ? "break is not in a loop, switch, or select" : "continue is not in a loop");
    }
  }

  void fallthrough(const Targets& targets, BranchStmt* stmt, bool last) {
    if (is<TypeSwitchStmt>(targets.breaks)) return error(stmt->pos, "cannot fallthrough in type switch");
    if (!is<SwitchStmt>(targets.breaks) || !targets.directly_in_clause || !last) {
      return error(stmt->pos, "fallthrough statement out of place");
    }
    if (targets.last_clause) error(stmt->pos, "cannot fallthrough final case in switch");
  }

  // The label must be that of an enclosing statement of the right kind.
  void labeled_branch(const Walk& walk, BranchStmt* stmt) {
    std::string_view keyword = token_text(stmt->keyword);
    std::string_view name = stmt->label->name;
    auto it = labels_.find(name);
    if (it == labels_.end()) {
      return error(stmt->label->pos, fmt::format("{} label not defined: {}", keyword, name));
    }
    it->second.stmt->used = true;
    Stmt* target = nullptr;
    for (const Block* b = &walk.block; b != nullptr && target == nullptr; b = b->parent) {
      if (b->label == it->second.stmt) target = it->second.stmt->stmt;
    }
    bool is_loop = is<ForStmt>(target) || is<RangeStmt>(target);
    bool is_choice = is<SwitchStmt>(target) || is<TypeSwitchStmt>(target) || is<SelectStmt>(target);
    if (is_loop || (is_choice && stmt->keyword == Token::Break)) {
      stmt->target = target;
    } else {
      error(stmt->label->pos, fmt::format("invalid {} label {}", keyword, name));
    }
  }

  void jump(Walk& walk, BranchStmt* stmt) {
    auto it = labels_.find(stmt->label->name);
    if (it != labels_.end()) {
      it->second.stmt->used = true;
      for (const Block* b = &walk.block; b != nullptr; b = b->parent) {
        if (it->second.block == b && it->second.block_start == b->start) {
          stmt->target = it->second.stmt;
          return;
        }
      }
    }
    walk.pending.push_back({stmt, false});
  }

  void unresolved(BranchStmt* stmt) {
    auto it = labels_.find(stmt->label->name);
    if (it == labels_.end()) {
      return error(stmt->label->pos, fmt::format("label {} not defined", stmt->label->name));
    }
    it->second.stmt->used = true;
    error(stmt->label->pos, fmt::format("goto {} jumps into block starting at {}", stmt->label->name,
                                        describe(it->second.block_start)));
  }

  void error(Pos at, std::string message) { diagnostics_.error(at, std::move(message)); }
  std::string describe(Pos pos) const { return diagnostics_.files().describe(pos); }

  DiagnosticList& diagnostics_;
  std::map<std::string_view, Label> labels_;
};

}  // namespace

void check_branches(BlockStmt* body, DiagnosticList& diagnostics) { BranchChecker(diagnostics).check(body); }

}  // namespace gopherarium
