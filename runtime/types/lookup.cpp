// Fields and methods through embedding, method sets, and whether a type implements an interface.

#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "runtime/types/context.h"
#include "runtime/types/typeset.h"

namespace gopherarium {

namespace {

bool equal_fold(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// One type reached through embedded fields, at the present depth.
struct Embedded {
  Type* type = nullptr;
  size_t step = 0;  // the last of the way to it, in Lookup::steps_
  bool indirect = false;
  bool multiples = false;  // reached more than once at this depth: what it declares is ambiguous
};

Type* pointer_elem(Type* type) {
  auto* p = dyn_cast<Pointer>(type);
  return p == nullptr ? nullptr : p->elem;
}

// Types that were reached more than once count once.
std::vector<Embedded> consolidate(std::vector<Embedded> list) {
  std::vector<Embedded> kept;
  for (Embedded& e : list) {
    auto same =
        std::find_if(kept.begin(), kept.end(), [&](const Embedded& k) { return identical(k.type, e.type); });
    if (same != kept.end())
      same->multiples = true;
    else
      kept.push_back(std::move(e));
  }
  return kept;
}

class Lookup {
 public:
  Lookup(const Package* package, std::string_view name, NameCase name_case)
      : package_(package), name_(name), name_case_(name_case) {}

  LookupResult run(Type* type) {
    Type* base = pointer_elem(type);
    bool is_pointer = base != nullptr;
    if (!is_pointer) base = type;
    // A pointer to an interface has no methods.
    if (is_pointer && underlying_as<Interface>(base) != nullptr) return {};
    std::vector<Embedded> current{{base, 0, is_pointer, false}};
    while (!current.empty()) {
      next_.clear();
      found_ = {};
      for (Embedded& e : current) {
        if (!look_at(e)) return {nullptr, found_.path, false, true};
      }
      if (found_.object != nullptr) return found_;
      current = consolidate(std::move(next_));
    }
    return {};
  }

 private:
  bool matches(Object* o) const {
    return name_case_ == NameCase::Fold ? equal_fold(o->name, name_) : o->same_id(package_, name_);
  }

  // False: a second one at this depth.
  bool found(Object* object, const Embedded& e, size_t index) {
    bool second = found_.object != nullptr || e.multiples;
    found_ = {object, path_to(e, index), e.indirect, false};
    return !second;
  }

  std::vector<int> path_to(const Embedded& e, size_t index) const {
    std::vector<int> path{static_cast<int>(index)};
    for (size_t step = e.step; step != 0; step = steps_[step].before) path.push_back(steps_[step].field);
    std::reverse(path.begin(), path.end());
    return path;
  }

  bool look_at(const Embedded& e) {
    Type* type = e.type;
    if (auto* named = dyn_cast<Named>(type)) {
      if (!seen_.insert(named).second) return true;
      const std::vector<Func*>& methods = named->methods();
      for (size_t i = 0; i < methods.size(); i++)
        if (matches(methods[i])) return found(methods[i], e, i);
    }
    Type* under = underlying(type);
    if (auto* s = dyn_cast<Struct>(under)) return look_at_fields(s, e);
    if (auto* i = dyn_cast<Interface>(under)) {
      const std::vector<Func*>& methods = i->type_set().methods;
      for (size_t m = 0; m < methods.size(); m++)
        if (matches(methods[m])) return found(methods[m], e, m);
    }
    return true;
  }

  bool look_at_fields(Struct* s, const Embedded& e) {
    for (size_t i = 0; i < s->fields.size(); i++) {
      Var* field = s->fields[i];
      if (matches(field)) {
        if (!found(field, e, i)) return false;
        continue;
      }
      if (found_.object != nullptr || !field->embedded) continue;
      Type* type = field->type();
      Type* base = pointer_elem(type);
      bool is_pointer = base != nullptr;
      if (!is_pointer) base = type;
      if (base->kind == TypeKind::Named || base->kind == TypeKind::Struct ||
          base->kind == TypeKind::Interface) {
        next_.push_back({base, steps_.size(), e.indirect || is_pointer, e.multiples});
        steps_.push_back({e.step, static_cast<int>(i)});
      }
    }
    return true;
  }

  const Package* package_;
  std::string_view name_;
  NameCase name_case_;
  LookupResult found_;
  std::vector<Embedded> next_;
  struct Step {
    size_t before = 0;
    int field = 0;
  };
  std::vector<Step> steps_{{}};  // the first is where the search begins
  std::unordered_set<const Named*> seen_;
};

}  // namespace

LookupResult lookup_field_or_method(Type* type, Addressable addressable, const Package* package,
                                    std::string_view name, NameCase name_case) {
  if (type == nullptr || name == "_") return {};
  // A defined pointer type has no methods, but the fields of what it points to.
  if (auto* named = dyn_cast<Named>(type)) {
    if (auto* pointer = dyn_cast<Pointer>(named->underlying())) {
      LookupResult result = Lookup(package, name, name_case).run(pointer);
      if (dyn_cast<Func>(result.object) != nullptr) return {};
      return result;
    }
  }
  LookupResult result = Lookup(package, name, name_case).run(type);
  auto* method = dyn_cast<Func>(result.object);
  if (method != nullptr && method->pointer_receiver && !result.indirect && addressable == Addressable::No)
    return {nullptr, result.path, true, false};
  return result;
}

std::vector<MethodEntry> method_set(Type* type) {
  // Names first, then each by lookup: ambiguity and depth are decided in one place.
  std::map<std::pair<std::string_view, const Package*>, const Package*> names;
  std::vector<Type*> work{type};
  std::unordered_set<const Type*> seen;
  auto add = [&](Func* m) {
    names.emplace(std::pair(m->name, m->exported() ? nullptr : m->package), m->package);
  };
  while (!work.empty()) {
    Type* t = work.back();
    work.pop_back();
    if (Type* base = pointer_elem(t)) t = base;
    if (!seen.insert(t).second) continue;
    if (auto* named = dyn_cast<Named>(t))
      for (Func* m : named->methods()) add(m);
    Type* under = underlying(t);
    if (auto* i = dyn_cast<Interface>(under))
      for (Func* m : i->type_set().methods) add(m);
    if (auto* s = dyn_cast<Struct>(under))
      for (Var* field : s->fields)
        if (field->embedded) work.push_back(field->type());
  }
  std::vector<MethodEntry> result;
  for (auto& [key, package] : names) {
    LookupResult r = lookup_field_or_method(type, Addressable::No, package, key.first);
    if (auto* m = dyn_cast<Func>(r.object)) result.push_back({m, r.path, r.indirect});
  }
  return result;
}

// ---- implementing interfaces

namespace {

Func* find_method(const std::vector<Func*>& methods, Func* wanted) {
  for (Func* m : methods)
    if (m->same_id(wanted->package, wanted->name)) return m;
  return nullptr;
}

std::string method_text(Func* m, const Qualifier& q) {
  auto* s = dyn_cast<Signature>(m->type());
  return std::string(m->name) + (s == nullptr ? "()" : signature_string(s, q));
}

std::string have_want(Func* have, Func* want, const Qualifier& q) {
  return "\n\t\thave " + method_text(have, q) + "\n\t\twant " + method_text(want, q);
}

// Why `type` lacks the method, given that a lookup did not find it.
std::string missing_cause(Type* type, Func* m, const Qualifier& q) {
  auto about = [&](std::string_view what, std::string_view old_what) {
    return q.go119_words ? fmt::format("({})", fmt::format(fmt::runtime(old_what), m->name))
                         : fmt::format("({})", fmt::format(fmt::runtime(what), m->name));
  };
  LookupResult with_pointer = lookup_field_or_method(type, Addressable::Yes, m->package, m->name);
  if (auto* f = dyn_cast<Func>(with_pointer.object)) {
    if (identical(f->type(), m->type()))
      return about("method {} has pointer receiver", "{} method has pointer receiver");
    return about("wrong type for method {}", "wrong type for {} method") + have_want(f, m, q);
  }
  LookupResult folded = lookup_field_or_method(type, Addressable::Yes, m->package, m->name, NameCase::Fold);
  if (auto* f = dyn_cast<Func>(folded.object); f != nullptr && f->name != m->name)
    return about("missing method {}", "missing {} method") + have_want(f, m, q);
  auto* pointer = dyn_cast<Pointer>(underlying(type));
  if (pointer != nullptr && is_interface(pointer->elem))
    return "(type " + type_string(type, q) + " is pointer to interface, not interface)";
  if (pointer != nullptr && is_type_param(pointer->elem))
    return "(type " + type_string(type, q) + " is pointer to type parameter, not type parameter)";
  return about("missing method {}", "missing {} method");
}

}  // namespace

MissingMethod missing_method(Type* type, Type* interface_type, MethodQuestion question, const Qualifier& q) {
  auto* wanted = underlying_as<Interface>(interface_type);
  if (wanted == nullptr) return {};
  auto wrong_type = [&](Func* have, Func* want) {
    std::string what = q.go119_words ? fmt::format("(wrong type for {} method)", want->name)
                                     : fmt::format("(wrong type for method {})", want->name);
    return MissingMethod{want, what + have_want(have, want, q)};
  };
  auto* source = underlying_as<Interface>(type);
  for (Func* m : wanted->type_set().methods) {
    if (source != nullptr) {
      Func* f = find_method(source->type_set().methods, m);
      if (f == nullptr) {
        if (question == MethodQuestion::Asserts) continue;
        return {m, q.go119_words ? fmt::format("(missing {} method)", m->name)
                                 : fmt::format("(missing method {})", m->name)};
      }
      if (!identical(f->type(), m->type())) return wrong_type(f, m);
      continue;
    }
    LookupResult r = lookup_field_or_method(type, Addressable::No, m->package, m->name);
    auto* f = dyn_cast<Func>(r.object);
    if (f == nullptr) return {m, missing_cause(type, m, q)};
    if (!identical(f->type(), m->type())) return wrong_type(f, m);
  }
  return {};
}

bool implements(Type* type, Type* constraint, ImplementsQuestion question, const Qualifier& q,
                std::string* cause) {
  Type* under = underlying(type);
  Type* target = underlying(constraint);
  if (!is_valid(under) || !is_valid(target)) return true;
  if (auto* p = dyn_cast<Pointer>(under); p != nullptr && !is_valid(underlying(p->elem))) return true;
  const std::string verb = question == ImplementsQuestion::Satisfies && !q.go119_words ? "satisfy" : "implement";
  auto say = [&](std::string text) {
    if (cause != nullptr) *cause = std::move(text);
    return false;
  };
  auto name = [&](Type* t) { return type_string(t, q); };
  auto* wanted = dyn_cast<Interface>(target);
  if (wanted == nullptr) {
    std::string detail = name(constraint) + " is not an interface";
    return say(name(type) + " does not " + verb + " " + name(constraint) + " (" + detail + ")");
  }
  const TypeSet& set = wanted->type_set();
  if (set.methods.empty() && set.all_types && !set.comparable) return true;
  auto* source = dyn_cast<Interface>(under);
  if (source != nullptr && source->type_set().is_empty()) return true;
  if (set.is_empty()) return say("cannot " + verb + " " + name(constraint) + " (empty type set)");
  MissingMethod missing = missing_method(type, constraint, MethodQuestion::Implements, q);
  if (missing.missing != nullptr)
    return say(name(type) + " does not " + verb + " " + name(constraint) + " " + missing.cause);

  auto check_comparable = [&] {
    if (!set_is_comparable(set)) return true;
    if (comparable_type(type, Comparability::Strict)) return true;
    if (question == ImplementsQuestion::Satisfies && comparable_type(type, Comparability::Dynamic))
      return true;
    return say(name(type) + " does not " + verb + " comparable");
  };
  if (set.all_types) return check_comparable();
  if (source != nullptr) {
    if (!terms_subset(source->type_set(), set))
      return say(name(type) + " does not " + verb + " " + name(constraint));
    return check_comparable();
  }
  if (!terms_include(set, type)) {
    for (const TypeTerm& t : set.terms)
      if (!t.tilde && identical(t.type, underlying(t.type)) && identical(t.type, under))
        return say(name(type) + " does not " + verb + " " + name(constraint) + " (possibly missing ~ for " +
                   name(t.type) + " in " + name(constraint) + ")");
    return say(name(type) + " does not " + verb + " " + name(constraint) + " (" + name(type) +
               " missing in " + terms_string(set, q) + ")");
  }
  return check_comparable();
}

bool assignable(Type* from, Type* to) {
  if (identical(from, to)) return true;
  Type *v = underlying(from), *t = underlying(to);
  bool from_param = is_type_param(from), to_param = is_type_param(to);
  if (identical(v, t) && (!has_name(from) || !has_name(to)) && !from_param && !to_param) return true;
  if (is_interface(to)) return implements(from, to, ImplementsQuestion::Implements, {}, nullptr);
  auto* c = dyn_cast<Chan>(v);
  auto* d = dyn_cast<Chan>(t);
  if (c != nullptr && d != nullptr && c->dir == ChanDir::Both && identical(c->elem, d->elem))
    return !has_name(from) || !has_name(to);
  if (to_param && !has_name(from))
    return for_each_term(to, [&](Type* term, Type*) { return term != nullptr && assignable(from, term); });
  if (from_param && !has_name(to))
    return for_each_term(from, [&](Type* term, Type*) { return term != nullptr && assignable(term, to); });
  return false;
}

}  // namespace gopherarium
