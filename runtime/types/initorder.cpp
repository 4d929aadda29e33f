// The order of package initialisation, as gc has it: of all variables, those without initialiser too, repeatedly the one
// that needs the fewest others that have not had their turn; among equals the first in the source. What an initialiser
// needs includes what the functions it mentions need. (The specification leaves variables without initialiser out, and so
// a variable that needs one of them can come earlier there. gc 1.19 to 1.23 agree with each other.)

#include <algorithm>
#include <set>

#include "runtime/types/check.h"

namespace gopherarium {

namespace {

// The objects that each package-level object leads to, through functions.
class Reach {
 public:
  explicit Reach(std::function<const std::vector<Object*>&(Object*)> uses) : uses_(std::move(uses)) {}

  // The variables that must be initialised before `decl`'s initialiser runs.
  std::unordered_set<Object*> variables(Object* from) {
    std::unordered_set<Object*> result, seen;
    std::vector<Object*> work = uses_(from);
    while (!work.empty()) {
      Object* o = work.back();
      work.pop_back();
      if (!seen.insert(o).second) continue;
      if (o->kind == ObjectKind::Var) {
        result.insert(o);
        continue;  // what it needs, it waits for itself
      }
      if (o->kind != ObjectKind::Func) continue;
      const std::vector<Object*>& more = uses_(o);
      work.insert(work.end(), more.begin(), more.end());
    }
    return result;
  }

  // A way from `start` back to it, or empty. With AllLater only through objects declared after it, so that each circle is
  // found from its first.
  enum class Through : uint8_t { Any, AllLater };
  std::vector<Object*> cycle(Object* start, Through through = Through::Any) {
    through_ = through;
    std::unordered_set<Object*> seen;
    std::vector<Object*> path{start};
    return search(start, start, seen, path) ? path : std::vector<Object*>{};
  }

 private:
  bool search(Object* at, Object* start, std::unordered_set<Object*>& seen, std::vector<Object*>& path) {
    for (Object* next : uses_(at)) {
      if (next == start) return true;
      if (through_ == Through::AllLater && next->pos < start->pos) continue;
      if (!seen.insert(next).second) continue;
      path.push_back(next);
      if (search(next, start, seen, path)) return true;
      path.pop_back();
    }
    return false;
  }

  std::function<const std::vector<Object*>&(Object*)> uses_;
  Through through_ = Through::Any;
};

struct Pending {
  DeclInfo* decl;
  std::vector<Var*> lhs;
  std::unordered_set<Object*> needs;
  size_t waits_for = 0;  // how many of them have not had their turn
  bool done = false;
};

// Has the variables take their turns; those that need each other in a circle stay.
void take_turns(std::vector<Pending>& pending, std::vector<Initializer>& order) {
  std::unordered_map<Object*, std::vector<size_t>> users;
  std::set<std::pair<size_t, size_t>> queue;  // how many it waits for, place in the source
  for (size_t i = 0; i < pending.size(); i++) {
    for (Object* needed : pending[i].needs) users[needed].push_back(i);
    pending[i].waits_for = pending[i].needs.size();
    queue.emplace(pending[i].waits_for, i);
  }
  while (!queue.empty() && queue.begin()->first == 0) {
    Pending& next = pending[queue.begin()->second];
    queue.erase(queue.begin());
    next.done = true;
    for (Var* var : next.lhs)
      for (size_t user : users[var]) {
        queue.erase({pending[user].waits_for, user});
        queue.emplace(--pending[user].waits_for, user);
      }
    if (next.decl->init != nullptr) order.push_back({next.lhs, next.decl->init});
  }
}

}  // namespace

void Checker::Impl::initialization_cycle(const std::vector<Object*>& cycle) {
  Object* object = cycle[0];
  std::string message;
  if (go119_words()) {
    message = fmt::format("initialization loop for {}", object->name);
    for (Object* each : cycle) message += also(each->pos, fmt::format("{} refers to", each->name));
    message += also(object->pos, std::string(object->name));
  } else if (cycle.size() == 1) {
    message = fmt::format("initialization cycle: {} refers to itself", object->name);
  } else {
    message = fmt::format("initialization cycle for {}", object->name);
    for (size_t i = 0; i < cycle.size(); i++)
      message += also(cycle[i]->pos,
                      fmt::format("{} refers to {}", cycle[i]->name, cycle[(i + 1) % cycle.size()]->name));
  }
  error(object->pos, std::move(message));
}

const std::vector<Initializer>& Checker::Impl::init_order(Package* package) {
  if (package->init_order_known_) return package->init_order_;
  package->init_order_known_ = true;
  PackageState& state = packages_[package];
  for (Object* object : state.objects)
    if (object->kind == ObjectKind::Var) object_decl(*object);
  process_delayed(0);
  static const std::vector<Object*> kNothing;
  Reach reach([this](Object* o) -> const std::vector<Object*>& {
    if (auto* func = dyn_cast<Func>(o)) check_body(func);
    return o->decl_ == nullptr ? kNothing : o->decl_->uses;
  });
  std::vector<Pending> pending;
  for (Object* object : state.objects) {
    if (object->decl_ == nullptr) continue;
    bool can_loop = object->kind == ObjectKind::Const ||
                    (object->kind == ObjectKind::Var && object->decl_->init == nullptr);
    if (can_loop && !object->decl_->uses.empty() &&
        (object->kind == ObjectKind::Var || !is_valid(object->type_))) {
      std::vector<Object*> cycle = reach.cycle(object, Reach::Through::AllLater);
      if (!cycle.empty()) {
        env.package = package;
        initialization_cycle(cycle);
      }
    }
    if (object->kind != ObjectKind::Var) continue;
    std::vector<Var*> lhs = object->decl_->lhs;
    if (lhs.empty()) lhs.push_back(static_cast<Var*>(object));
    if (lhs[0] != object) continue;
    pending.push_back({object->decl_, lhs, reach.variables(object)});
  }
  take_turns(pending, package->init_order_);
  // What is left goes in circles.
  std::unordered_set<Object*> reported;
  for (Pending& p : pending) {
    if (p.done || reported.count(p.lhs[0]) != 0) continue;
    std::vector<Object*> cycle;
    for (Var* var : p.lhs)
      if (cycle.empty()) cycle = reach.cycle(var);
    if (cycle.empty()) continue;
    for (Object* o : cycle) reported.insert(o);
    initialization_cycle(cycle);
  }
  return package->init_order_;
}

}  // namespace gopherarium
