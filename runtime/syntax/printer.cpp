#include "runtime/syntax/printer.h"

namespace gopherarium {

namespace {

class Printer {
 public:
  std::string take() { return std::move(out_); }

  void expr(const Expr* x) {
    if (x == nullptr) return;
    switch (x->kind) {
      case NodeKind::BadExpr: return put("<bad expr>");
      case NodeKind::Ident: return put(as<Ident>(x)->name);
      case NodeKind::BasicLit: return put(as<BasicLit>(x)->text);
      case NodeKind::FuncLit:
        expr(as<FuncLit>(x)->func_type);
        put(as<FuncLit>(x)->body->list.empty() ? " {}" : " {…}");
        return;
      case NodeKind::CompositeLit:
        expr(as<CompositeLit>(x)->type_expr);
        return put(as<CompositeLit>(x)->elements.empty() ? "{}" : "{…}");
      case NodeKind::KeyValueExpr: return parts(as<KeyValueExpr>(x)->key, ": ", as<KeyValueExpr>(x)->value);
      case NodeKind::ParenExpr: return parts("(", as<ParenExpr>(x)->x, ")");
      case NodeKind::SelectorExpr: return parts(as<SelectorExpr>(x)->x, ".", as<SelectorExpr>(x)->sel);
      case NodeKind::IndexExpr:
        parts(as<IndexExpr>(x)->x, "[");
        exprs(as<IndexExpr>(x)->indices);
        return put("]");
      case NodeKind::SliceExpr: return slice(as<SliceExpr>(x));
      case NodeKind::TypeAssertExpr: return assertion(as<TypeAssertExpr>(x));
      case NodeKind::CallExpr: return call(as<CallExpr>(x));
      case NodeKind::StarExpr: return parts("*", as<StarExpr>(x)->x);
      case NodeKind::UnaryExpr: return parts(token_text(as<UnaryExpr>(x)->op), as<UnaryExpr>(x)->x);
      case NodeKind::BinaryExpr: return binary(as<BinaryExpr>(x));
      default: return type(x);
    }
  }

 private:
  void type(const Expr* x) {
    switch (x->kind) {
      case NodeKind::Ellipsis: return parts("...", as<Ellipsis>(x)->elem);
      case NodeKind::ArrayType: return array(as<ArrayType>(x));
      case NodeKind::SliceType: return parts("[]", as<SliceType>(x)->elem);
      case NodeKind::MapType: return parts("map[", as<MapType>(x)->key, "]", as<MapType>(x)->value);
      case NodeKind::ChanType: return chan(as<ChanType>(x));
      case NodeKind::FuncType:
        put("func");
        return signature(as<FuncType>(x));
      case NodeKind::StructType:
        put("struct{");
        fields(as<StructType>(x)->fields);
        return put("}");
      case NodeKind::InterfaceType: return interface(as<InterfaceType>(x));
      default: return;
    }
  }

  void put(std::string_view text) { out_ += text; }
  void part(std::string_view text) { put(text); }
  void part(const char* text) { put(text); }
  void part(const Expr* x) { expr(x); }
  template <class... Parts>
  void parts(Parts... all) {
    (part(all), ...);
  }

  void exprs(List<Expr> list) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (i > 0) put(", ");
      expr(list[i]);
    }
  }

  void slice(const SliceExpr* x) {
    parts(x->x, "[", x->index[0], ":", x->index[1]);
    if (x->index[2] != nullptr) parts(":", x->index[2]);
    put("]");
  }

  void assertion(const TypeAssertExpr* x) {
    parts(x->x, ".(");
    if (x->type_expr == nullptr) put("type");
    parts(x->type_expr, ")");
  }

  void call(const CallExpr* x) {
    parts(x->fun, "(");
    exprs(x->args);
    put(x->has_dots ? "...)" : ")");
  }

  void binary(const BinaryExpr* x) { parts(x->x, " ", token_text(x->op), " ", x->y); }

  void array(const ArrayType* x) {
    put("[");
    if (x->len == nullptr) put("...");
    parts(x->len, "]", x->elem);
  }

  void chan(const ChanType* x) {
    if (x->dir == ChanDir::RecvOnly) put("<-");
    put(x->dir == ChanDir::SendOnly ? "chan<- " : "chan ");
    // chan (<-chan T), as chan<- chan T is another type.
    auto* elem = dyn_cast<ChanType>(x->elem);
    bool parens = x->dir == ChanDir::Both && elem != nullptr && elem->dir == ChanDir::RecvOnly;
    parts(parens ? "(" : "", x->elem, parens ? ")" : "");
  }

  void interface(const InterfaceType* x) {
    if (!x->implicit) put("interface{");
    for (size_t i = 0; i < x->elements.size(); ++i) {
      if (i > 0) put("; ");
      const Field* element = x->elements[i];
      if (element->name == nullptr) {
        expr(element->type);
      } else {
        put(element->name->name);
        signature(as<FuncType>(element->type));
      }
    }
    if (!x->implicit) put("}");
  }

  // "a, b int; c string": neighbours that share their type share its text.
  void fields(List<Field> list) {
    for (size_t i = 0; i < list.size(); ++i) {
      const Field* field = list[i];
      bool shared = i + 1 < list.size() && list[i + 1]->name != nullptr && list[i + 1]->type == field->type;
      if (field->name != nullptr) put(field->name->name);
      if (field->name != nullptr && shared) {
        put(", ");
        continue;
      }
      if (field->name != nullptr) put(" ");
      expr(field->type);
      if (field->tag != nullptr) parts(" ", field->tag);
      if (i + 1 < list.size()) put("; ");
    }
  }

  void params(List<Field> list) {
    put("(");
    for (size_t i = 0; i < list.size(); ++i) {
      if (i > 0) put(", ");
      const Field* param = list[i];
      if (param->name != nullptr) {
        put(param->name->name);
        bool shared = i + 1 < list.size() && list[i + 1]->name != nullptr && list[i + 1]->type == param->type;
        if (shared) continue;
        put(" ");
      }
      expr(unparen(static_cast<const Expr*>(param->type)));
    }
    put(")");
  }

  void signature(const FuncType* x) {
    params(x->params);
    if (x->results.empty()) return;
    put(" ");
    if (x->results.size() == 1 && x->results[0]->name == nullptr) {
      expr(x->results[0]->type);
    } else {
      params(x->results);
    }
  }

  std::string out_;
};

}  // namespace

std::string expr_string(const Expr* x) {
  Printer printer;
  printer.expr(x);
  return printer.take();
}

}  // namespace gopherarium
