#include "runtime/types/typeset.h"

#include <algorithm>
#include <unordered_map>

#include "runtime/types/context.h"

namespace gopherarium {

namespace {

// What one embedded element contributes besides methods.
struct Terms {
  bool all = true;
  std::vector<TypeTerm> list;
};

bool term_includes(const TypeTerm& term, Type* type) {
  return identical(term.type, term.tilde ? underlying(type) : type);
}

bool term_subset(const TypeTerm& x, const TypeTerm& y) {
  if (terms_disjoint(x, y)) return false;
  return !x.tilde || y.tilde;
}

Terms intersect(const Terms& x, const Terms& y) {
  if (x.all) return y;
  if (y.all) return x;
  Terms result{false, {}};
  for (const TypeTerm& a : x.list)
    for (const TypeTerm& b : y.list)
      if (!terms_disjoint(a, b)) result.list.push_back(a.tilde && !b.tilde ? b : a);
  return result;
}

class Computer {
 public:
  Computer(Interface& i, const TypeSetReport& report) : interface_(i), report_(report) {}

  TypeSet run() {
    for (Func* m : interface_.methods) add_method(m, m->pos, false);
    Terms terms;
    bool comparable = interface_.is_comparable;
    for (size_t i = 0; i < interface_.embeddeds.size(); i++) {
      Pos pos = i < interface_.embedded_positions.size() ? interface_.embedded_positions[i] : Pos();
      terms = intersect(terms, element(interface_.embeddeds[i], pos, comparable));
    }
    if (comparable && !terms.all) {
      std::erase_if(terms.list,
                    [](const TypeTerm& t) { return !comparable_type(t.type, Comparability::Strict); });
      comparable = false;
    }
    set_.comparable = comparable;
    set_.all_types = terms.all;
    set_.terms = std::move(terms.list);
    std::sort(set_.methods.begin(), set_.methods.end(), [](Func* a, Func* b) {
      if (a->name != b->name) return a->name < b->name;
      return a->package != nullptr && b->package != nullptr && a->package->path < b->package->path;
    });
    return std::move(set_);
  }

  bool provisional = false;

 private:
  void say(Pos pos, std::string text) {
    if (report_) report_(pos, std::move(text));
  }

  void add_method(Func* m, Pos pos, bool embedded) {
    std::vector<Func*>& known = by_name_[m->name];
    for (Func* other : known) {
      if (!other->same_id(m->package, m->name)) continue;
      if (!embedded || (other != m && !identical(other->type(), m->type())))
        say(pos, "duplicate method " + std::string(m->name));
      return;
    }
    known.push_back(m);
    set_.methods.push_back(m);
  }

  // The underlying type, noting when it is not known yet.
  Type* known_underlying(Type* t) {
    Type* under = underlying(t);
    if (auto* named = dyn_cast<Named>(t); named != nullptr && named->underlying_ == nullptr)
      provisional = true;
    return under;
  }

  Terms element(Type* t, Pos pos, bool& comparable) {
    Type* under = known_underlying(t);
    if (!is_valid(under)) return {};
    if (auto* i = dyn_cast<Interface>(under); i != nullptr && !is_type_param(t)) {
      const TypeSet& set = i->type_set();
      provisional |= i->provisional_ || i->computing_;
      if (set.comparable) comparable = true;
      for (Func* m : set.methods) add_method(m, pos, true);
      return {set.all_types, set.terms};
    }
    if (auto* u = dyn_cast<Union>(under)) return union_terms(u);
    return {false, {{t, false}}};
  }

  Terms union_terms(Union* u) {
    Terms result{false, {}};
    for (const TypeTerm& term : u->terms) {
      Type* under = known_underlying(term.type);
      if (!is_valid(under)) return {};
      if (auto* i = dyn_cast<Interface>(under); i != nullptr && !is_type_param(term.type)) {
        const TypeSet& set = i->type_set();
        if (set.all_types) return {};
        result.list.insert(result.list.end(), set.terms.begin(), set.terms.end());
      } else {
        result.list.push_back(term);
      }
    }
    normalise(result.list);
    return result;
  }

  // Drops terms that another one covers.
  static void normalise(std::vector<TypeTerm>& list) {
    std::vector<TypeTerm> kept;
    for (const TypeTerm& t : list) {
      if (std::any_of(kept.begin(), kept.end(), [&](const TypeTerm& k) { return term_subset(t, k); }))
        continue;
      std::erase_if(kept, [&](const TypeTerm& k) { return term_subset(k, t); });
      kept.push_back(t);
    }
    list = std::move(kept);
  }

  Interface& interface_;
  const TypeSetReport& report_;
  TypeSet set_;
  std::unordered_map<std::string_view, std::vector<Func*>> by_name_;  // set_.methods; unexported ones may share a name
};

}  // namespace

bool terms_disjoint(const TypeTerm& x, const TypeTerm& y) {
  Type* a = y.tilde ? underlying(x.type) : x.type;
  Type* b = x.tilde ? underlying(y.type) : y.type;
  return !identical(a, b);
}

bool terms_subset(const TypeSet& x, const TypeSet& y) {
  if (y.all_types) return true;
  if (x.all_types) return false;
  return std::all_of(x.terms.begin(), x.terms.end(), [&](const TypeTerm& t) {
    return std::any_of(y.terms.begin(), y.terms.end(), [&](const TypeTerm& u) { return term_subset(t, u); });
  });
}

bool terms_include(const TypeSet& set, Type* type) {
  return set.all_types || std::any_of(set.terms.begin(), set.terms.end(),
                                      [&](const TypeTerm& t) { return term_includes(t, type); });
}

bool set_is_comparable(const TypeSet& set) {
  if (set.all_types) return set.comparable;
  return std::all_of(set.terms.begin(), set.terms.end(),
                     [](const TypeTerm& t) { return comparable_type(t.type, Comparability::Strict); });
}

std::string terms_string(const TypeSet& set, const Qualifier& qualifier) {
  std::string out;
  for (const TypeTerm& t : set.terms) {
    if (!out.empty()) out += " | ";
    if (t.tilde) out += '~';
    out += type_string(t.type, qualifier);
  }
  return out;
}

const TypeSet& compute_type_set(Interface& i, const TypeSetReport& report) {
  if (i.type_set_ == nullptr) i.type_set_ = std::make_unique<TypeSet>();
  if (i.computing_)
    return *i.type_set_;  // an interface that embeds itself; reported as an invalid recursive type
  i.computing_ = true;
  Computer computer(i, report);
  *i.type_set_ = computer.run();
  i.provisional_ = computer.provisional;
  i.computing_ = false;
  return *i.type_set_;
}

const TypeSet& Interface::type_set() {
  if (type_set_ != nullptr && !provisional_) return *type_set_;
  return compute_type_set(*this, {});
}

}  // namespace gopherarium
