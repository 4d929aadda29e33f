#include "runtime/vet/cfg.h"

#include <array>
#include <unordered_set>

#include "runtime/vet/pass.h"

namespace gopherarium {

class CfgBuilder {
 public:
  CfgBuilder(Cfg& graph, NoReturn& no_return) : graph_(graph), no_return_(no_return) { current_ = block(); }

  void body(BlockStmt* body) {
    statements(body->list);
    current_->returns = body->rbrace;  // off the end of the function: in a dead block this harms nobody
  }

 private:
  struct Exits {
    CfgBlock* on_break = nullptr;
    CfgBlock* on_continue = nullptr;
  };

  CfgBlock* block() { return &graph_.blocks_.emplace_back(); }
  void add(Node* node) {
    if (node != nullptr) current_->nodes.push_back(node);
  }
  void jump(CfgBlock* to) { current_->following.push_back(to); }
  // What follows in the source isn't reached from here.
  void dead() { current_ = block(); }

  template <class T>
  void statements(List<T> list) {
    for (Stmt* stmt : list) statement(stmt);
  }

  void statement(Stmt* stmt) {
    switch (stmt->kind) {
      case NodeKind::BlockStmt: return statements(as<BlockStmt>(stmt)->list);
      case NodeKind::LabeledStmt: return labeled(as<LabeledStmt>(stmt));
      case NodeKind::IfStmt: return if_statement(as<IfStmt>(stmt));
      case NodeKind::ForStmt: return for_statement(as<ForStmt>(stmt));
      case NodeKind::RangeStmt: return range(as<RangeStmt>(stmt));
      case NodeKind::SwitchStmt:
        if (as<SwitchStmt>(stmt)->init != nullptr) statement(as<SwitchStmt>(stmt)->init);
        add(as<SwitchStmt>(stmt)->tag);
        return clauses(stmt, as<SwitchStmt>(stmt)->clauses);
      case NodeKind::TypeSwitchStmt:
        if (as<TypeSwitchStmt>(stmt)->init != nullptr) statement(as<TypeSwitchStmt>(stmt)->init);
        add(as<TypeSwitchStmt>(stmt)->x);
        return clauses(stmt, as<TypeSwitchStmt>(stmt)->clauses);
      case NodeKind::SelectStmt: return select(as<SelectStmt>(stmt));
      case NodeKind::BranchStmt: return branch(as<BranchStmt>(stmt));
      case NodeKind::ReturnStmt:
        add(stmt);
        current_->returns = stmt->pos;
        return dead();
      case NodeKind::ExprStmt:
        add(stmt);
        if (auto* call = dyn_cast<CallExpr>(unparen(as<ExprStmt>(stmt)->x));
            call != nullptr && no_return_(call))
          dead();
        return;
      case NodeKind::DeclStmt:
        for (Decl* decl : as<DeclStmt>(stmt)->decls) {
          if (is<VarDecl>(decl)) add(decl);
        }
        return;
      default: return add(stmt);
    }
  }

  void labeled(LabeledStmt* stmt) {
    CfgBlock* here = label(stmt);
    jump(here);
    current_ = here;
    statement(stmt->stmt);
  }
  CfgBlock* label(const Stmt* stmt) {
    CfgBlock*& at = labels_[stmt];
    if (at == nullptr) at = block();
    return at;
  }

  void branch(BranchStmt* stmt) {
    if (stmt->keyword == Token::Fallthrough) {
      if (fallthrough_ != nullptr) jump(fallthrough_);
    } else if (stmt->keyword == Token::Goto) {
      if (stmt->target != nullptr) jump(label(stmt->target));
    } else if (const auto exits = exits_.find(stmt->target); exits != exits_.end()) {
      CfgBlock* to = stmt->keyword == Token::Break ? exits->second.on_break : exits->second.on_continue;
      if (to != nullptr) jump(to);
    }
    dead();
  }

  void condition(Expr* x, CfgBlock* yes, CfgBlock* no) {
    x = unparen(x);
    auto* binary = dyn_cast<BinaryExpr>(x);
    if (auto* unary = dyn_cast<UnaryExpr>(x); unary != nullptr && unary->op == Token::Not)
      return condition(unary->x, no, yes);
    if (binary != nullptr && (binary->op == Token::AndAnd || binary->op == Token::OrOr)) {
      CfgBlock* second = block();
      condition(binary->x, binary->op == Token::AndAnd ? second : yes,
                binary->op == Token::AndAnd ? no : second);
      current_ = second;
      return condition(binary->y, yes, no);
    }
    add(x);
    jump(yes);
    jump(no);
  }

  void if_statement(IfStmt* stmt) {
    if (stmt->init != nullptr) statement(stmt->init);
    CfgBlock *then = block(), *after = block();
    CfgBlock* otherwise = stmt->otherwise != nullptr ? block() : after;
    condition(stmt->cond, then, otherwise);
    current_ = then;
    statement(stmt->then);
    jump(after);
    if (stmt->otherwise != nullptr) {
      current_ = otherwise;
      statement(stmt->otherwise);
      jump(after);
    }
    current_ = after;
  }

  void for_statement(ForStmt* stmt) {
    if (stmt->init != nullptr) statement(stmt->init);
    CfgBlock *head = block(), *body = block(), *post = block(), *after = block();
    jump(head);
    current_ = head;
    if (stmt->cond != nullptr) {
      condition(stmt->cond, body, after);
    } else {
      jump(body);
    }
    exits_[stmt] = {after, post};
    current_ = body;
    statement(stmt->body);
    jump(post);
    current_ = post;
    if (stmt->post != nullptr) statement(stmt->post);
    jump(head);
    current_ = after;
  }

  void range(RangeStmt* stmt) {
    add(stmt->x);
    CfgBlock *head = block(), *body = block(), *after = block();
    jump(head);
    current_ = head;
    for (Expr* x : stmt->lhs) add(x);
    jump(body);
    jump(after);
    exits_[stmt] = {after, head};
    current_ = body;
    statement(stmt->body);
    jump(head);
    current_ = after;
  }

  // Cases are tried in order; the default's body, wherever it stands, comes last.
  void clauses(Stmt* stmt, List<CaseClause> list) {
    CfgBlock* after = block();
    exits_[stmt] = {after, nullptr};
    std::vector<CfgBlock*> bodies;
    for (size_t i = 0; i < list.size(); i++) bodies.push_back(block());
    CfgBlock* otherwise = after;
    for (size_t i = 0; i < list.size(); i++) {
      if (list[i]->is_default) otherwise = bodies[i];
      for (Expr* x : list[i]->cases) {
        CfgBlock* next = block();
        add(x);
        jump(bodies[i]);
        jump(next);
        current_ = next;
      }
    }
    jump(otherwise);
    CfgBlock* const outer = fallthrough_;
    for (size_t i = 0; i < list.size(); i++) {
      current_ = bodies[i];
      fallthrough_ = i + 1 < list.size() ? bodies[i + 1] : nullptr;
      statements(list[i]->body);
      jump(after);
    }
    fallthrough_ = outer;
    current_ = after;
  }

  void select(SelectStmt* stmt) {
    CfgBlock* after = block();
    exits_[stmt] = {after, nullptr};
    CfgBlock* const head = current_;
    for (CommClause* clause : stmt->clauses) {
      CfgBlock* body = block();
      head->following.push_back(body);
      current_ = body;
      add(clause->comm);
      statements(clause->body);
      jump(after);
    }
    current_ = after;  // of a select without cases nothing leads here
  }

  Cfg& graph_;
  NoReturn& no_return_;
  CfgBlock* current_;
  CfgBlock* fallthrough_ = nullptr;
  std::unordered_map<const Stmt*, Exits> exits_;
  std::unordered_map<const Stmt*, CfgBlock*> labels_;
};

Cfg::Cfg(BlockStmt* body, NoReturn& no_return) { CfgBuilder(*this, no_return).body(body); }

bool Cfg::may_return() {
  std::unordered_set<CfgBlock*> seen{entry()};
  std::vector<CfgBlock*> open{entry()};
  while (!open.empty()) {
    CfgBlock* block = open.back();
    open.pop_back();
    if (block->returns.valid()) return true;
    for (CfgBlock* next : block->following) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return false;
}

bool NoReturn::operator()(const CallExpr* call) {
  if (is_builtin(call, BuiltinId::Panic)) return true;
  const auto* function = dyn_cast<Func>(callee(call));
  if (function == nullptr || function->package == nullptr) return false;
  struct Known {
    std::string_view path, name;
  };
  static constexpr std::array kKnown = {
      Known{"os", "Exit"},       Known{"runtime", "Goexit"}, Known{"syscall", "Exit"},
      Known{"log", "Fatal"},     Known{"log", "Fatalf"},     Known{"log", "Fatalln"},
      Known{"log", "Panic"},     Known{"log", "Panicf"},     Known{"log", "Panicln"},
      Known{"testing", "Fatal"}, Known{"testing", "Fatalf"}, Known{"testing", "FailNow"},
      Known{"testing", "Skip"},  Known{"testing", "Skipf"},  Known{"testing", "SkipNow"}};
  for (const Known& known : kKnown) {
    if (function->package->path == known.path && function->name == known.name) return true;
  }
  if (function->origin->decl == nullptr || function->origin->decl->body == nullptr ||
      !function->origin->body_checked)
    return false;
  function = function->origin;
  const auto [at, first] = known_.try_emplace(function, Answer::BeingLookedAt);
  if (!first) return at->second == Answer::Never;  // while it is being looked at: a recursion may return
  const bool returns = Cfg(function->decl->body, *this).may_return();
  known_[function] = returns ? Answer::Returns : Answer::Never;
  return !returns;
}

}  // namespace gopherarium
