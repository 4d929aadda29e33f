// Types as gc prints them in messages.

#include <fmt/format.h>

#include "runtime/types/context.h"
#include "runtime/types/type.h"

namespace gopherarium {

namespace {

class Writer {
 public:
  explicit Writer(const Qualifier& q) : qualifier_(q) {}
  std::string out;

  void type(Type* t) {
    if (t == nullptr) {
      out += "<nil>";
      return;
    }
    if (++depth_ > kDepth) {
      out += "...";
    } else {
      write(t);
    }
    depth_--;
  }

  void signature(Signature* s) {
    if (!s->type_params.empty()) type_params(s->type_params);
    tuple(s->params, s->variadic);
    if (s->results == nullptr || s->results->vars.empty()) return;
    out += ' ';
    if (s->results->size() == 1 && s->results->vars[0]->name.empty())
      type(s->results->vars[0]->type_);
    else
      tuple(s->results, false);
  }

 private:
  // Types are as deep as programs write them; only broken ones go in circles.
  static constexpr int kDepth = 60;

  void write(Type* t) {
    switch (t->kind) {
      case TypeKind::Basic: out += static_cast<Basic*>(t)->name; break;
      case TypeKind::Named: named(static_cast<Named*>(t)); break;
      case TypeKind::Pointer: prefixed("*", static_cast<Pointer*>(t)->elem); break;
      case TypeKind::Slice: prefixed("[]", static_cast<Slice*>(t)->elem); break;
      case TypeKind::Array: {
        auto* a = static_cast<Array*>(t);
        prefixed(fmt::format("[{}]", a->len), a->elem);
        break;
      }
      case TypeKind::Map:
        prefixed("map[", static_cast<Map*>(t)->key);
        prefixed("]", static_cast<Map*>(t)->elem);
        break;
      case TypeKind::Chan: chan(static_cast<Chan*>(t)); break;
      case TypeKind::Struct: structure(static_cast<Struct*>(t)); break;
      case TypeKind::Tuple: tuple(static_cast<Tuple*>(t), false); break;
      case TypeKind::Signature:
        out += "func";
        signature(static_cast<Signature*>(t));
        break;
      case TypeKind::Interface: interface_type(static_cast<Interface*>(t)); break;
      case TypeKind::Union: terms(static_cast<Union*>(t)->terms); break;
      case TypeKind::TypeParam: out += static_cast<TypeParam*>(t)->object->name; break;
    }
  }

  void prefixed(std::string_view prefix, Type* t) {
    out += prefix;
    type(t);
  }

  void named(Named* n) {
    if (const Package* package = n->object->package; package != nullptr && package != qualifier_.home) {
      out += qualifier_.full_path ? package->path : package->name;
      out += '.';
    } else if (package != nullptr && !qualifier_.home_path.empty()) {
      out += qualifier_.home_path;
      out += '.';
    }
    out += n->object->name;
    if (n->is_instance()) {
      out += '[';
      for (size_t i = 0; i < n->type_args.size(); i++) {
        if (i > 0) out += ',';
        type(n->type_args[i]);
      }
      out += ']';
    } else if (n->is_generic()) {
      type_params(n->type_params);
    }
  }

  void type_params(const std::vector<TypeParam*>& params) {
    out += '[';
    for (size_t i = 0; i < params.size(); i++) {
      out += params[i]->object->name;
      if (i + 1 == params.size() || params[i + 1]->bound != params[i]->bound) {
        out += ' ';
        type(params[i]->bound);
      }
      if (i + 1 < params.size()) out += ", ";
    }
    out += ']';
  }

  void chan(Chan* c) {
    switch (c->dir) {
      case ChanDir::SendOnly: out += "chan<- "; break;
      case ChanDir::RecvOnly: out += "<-chan "; break;
      case ChanDir::Both: {
        out += "chan ";
        auto* inner = dyn_cast<Chan>(c->elem);
        if (inner != nullptr && inner->dir == ChanDir::RecvOnly) {
          out += '(';
          type(inner);
          out += ')';
          return;
        }
        break;
      }
    }
    type(c->elem);
  }

  void structure(Struct* s) {
    out += "struct{";
    for (size_t i = 0; i < s->fields.size(); i++) {
      if (i > 0) out += "; ";
      Var* field = s->fields[i];
      if (!field->embedded) {
        out += field->name;
        out += ' ';
      }
      type(field->type_);
      if (!s->tag(i).empty())
        out += fmt::format(" {}", ConstantValue::of_string(std::string(s->tag(i))).text());
    }
    out += '}';
  }

  void tuple(Tuple* t, bool variadic) {
    out += '(';
    for (size_t i = 0; t != nullptr && i < t->size(); i++) {
      if (i > 0) out += ", ";
      Var* var = t->vars[i];
      if (!var->name.empty()) {
        out += var->name;
        out += ' ';
      }
      if (variadic && i + 1 == t->size()) {
        auto* slice = dyn_cast<Slice>(var->type_);
        if (slice != nullptr) {
          prefixed("...", slice->elem);
        } else {
          type(var->type_);
          out += "...";
        }
      } else {
        type(var->type_);
      }
    }
    out += ')';
  }

  void interface_type(Interface* i) {
    if (i->implicit && i->methods.empty() && i->embeddeds.size() == 1) {
      type(i->embeddeds[0]);
      return;
    }
    if (i->prints_as_any) {
      out += "any";
      return;
    }
    out += "interface{";
    bool first = true;
    auto separate = [&] {
      if (!first) out += "; ";
      first = false;
    };
    for (Func* m : i->methods) {
      separate();
      out += m->name;
      if (auto* s = dyn_cast<Signature>(m->type_)) signature(s);
    }
    for (Type* e : i->embeddeds) {
      separate();
      type(e);
    }
    out += '}';
  }

  void terms(const std::vector<TypeTerm>& list) {
    for (size_t i = 0; i < list.size(); i++) {
      if (i > 0) out += " | ";
      if (list[i].tilde) out += '~';
      type(list[i].type);
    }
  }

  const Qualifier& qualifier_;
  int depth_ = 0;
};

}  // namespace

std::string type_string(Type* t, const Qualifier& qualifier) {
  Writer writer(qualifier);
  writer.type(t);
  return std::move(writer.out);
}

std::string signature_string(Signature* s, const Qualifier& qualifier) {
  Writer writer(qualifier);
  writer.signature(s);
  return std::move(writer.out);
}

}  // namespace gopherarium
