#include "runtime/syntax/nodes.h"

namespace gopherarium {

std::string_view node_kind_name(NodeKind kind) {
  constexpr std::string_view kNames[] = {
#define NODE(name) #name,
#include "runtime/syntax/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

namespace {

// The child whose start is the node's start, or null when the node starts at its own pos.
const Node* leftmost_child(const Node* node) {
  auto first = [](auto list) -> const Node* { return list.empty() ? nullptr : list.front(); };
  switch (node->kind) {
    case NodeKind::CompositeLit: return as<CompositeLit>(node)->type_expr;
    case NodeKind::KeyValueExpr: return as<KeyValueExpr>(node)->key;
    case NodeKind::SelectorExpr: return as<SelectorExpr>(node)->x;
    case NodeKind::IndexExpr: return as<IndexExpr>(node)->x;
    case NodeKind::SliceExpr: return as<SliceExpr>(node)->x;
    case NodeKind::TypeAssertExpr: return as<TypeAssertExpr>(node)->x;
    case NodeKind::CallExpr: return as<CallExpr>(node)->fun;
    case NodeKind::BinaryExpr: return as<BinaryExpr>(node)->x;
    case NodeKind::ExprStmt: return as<ExprStmt>(node)->x;
    case NodeKind::SendStmt: return as<SendStmt>(node)->channel;
    case NodeKind::IncDecStmt: return as<IncDecStmt>(node)->x;
    case NodeKind::AssignStmt: return first(as<AssignStmt>(node)->lhs);
    case NodeKind::LabeledStmt: return as<LabeledStmt>(node)->label;
    case NodeKind::Field: {
      auto* field = as<Field>(node);
      return field->name != nullptr ? field->name : static_cast<const Node*>(field->type);
    }
    default: return nullptr;
  }
}

// Where a node ends: at a position of its own, or where one of its children does.
struct End {
  const Node* child = nullptr;
  Pos at;
  End(const Node* c) : child(c) {}
  End(Pos p) : at(p) {}
};

End last_of(auto list, Pos otherwise) {
  if (list.empty()) return otherwise;
  return static_cast<const Node*>(list.back());
}

// The first that is not null; `otherwise` when all are.
End first_of(std::initializer_list<const Node*> nodes, Pos otherwise) {
  for (const Node* node : nodes) {
    if (node != nullptr) return node;
  }
  return otherwise;
}

End end_of_expr(const Expr* x) {
  switch (x->kind) {
    case NodeKind::Ident: return x->pos.plus(static_cast<uint32_t>(as<Ident>(x)->name.size()));
    case NodeKind::BasicLit: return x->pos.plus(static_cast<uint32_t>(as<BasicLit>(x)->text.size()));
    case NodeKind::CompositeLit: return as<CompositeLit>(x)->rbrace.plus(1);
    case NodeKind::KeyValueExpr: return as<KeyValueExpr>(x)->value;
    case NodeKind::FuncLit: return as<FuncLit>(x)->body;
    case NodeKind::ParenExpr: return as<ParenExpr>(x)->rparen.plus(1);
    case NodeKind::SelectorExpr: return as<SelectorExpr>(x)->sel;
    case NodeKind::IndexExpr: return as<IndexExpr>(x)->rbrack.plus(1);
    case NodeKind::SliceExpr: return as<SliceExpr>(x)->rbrack.plus(1);
    case NodeKind::TypeAssertExpr: return as<TypeAssertExpr>(x)->rparen.plus(1);
    case NodeKind::CallExpr: return as<CallExpr>(x)->rparen.plus(1);
    case NodeKind::StarExpr: return as<StarExpr>(x)->x;
    case NodeKind::UnaryExpr: return as<UnaryExpr>(x)->x;
    case NodeKind::BinaryExpr: return as<BinaryExpr>(x)->y;
    case NodeKind::Ellipsis: return first_of({as<Ellipsis>(x)->elem}, x->pos.plus(3));
    case NodeKind::ArrayType: return as<ArrayType>(x)->elem;
    case NodeKind::SliceType: return as<SliceType>(x)->elem;
    case NodeKind::StructType: return as<StructType>(x)->rbrace.plus(1);
    case NodeKind::FuncType: return as<FuncType>(x)->end;
    case NodeKind::InterfaceType: {
      auto* type = as<InterfaceType>(x);
      return type->implicit ? last_of(type->elements, x->pos) : End(type->rbrace.plus(1));
    }
    case NodeKind::MapType: return as<MapType>(x)->value;
    case NodeKind::ChanType: return as<ChanType>(x)->elem;
    default: return x->pos;
  }
}

End end_of_stmt(const Stmt* s) {
  auto keyword_end = [s](Token keyword) { return s->pos.plus(static_cast<uint32_t>(token_text(keyword).size())); };
  switch (s->kind) {
    case NodeKind::ExprStmt: return as<ExprStmt>(s)->x;
    case NodeKind::SendStmt: return as<SendStmt>(s)->value;
    case NodeKind::IncDecStmt: return s->pos.plus(2);
    case NodeKind::AssignStmt: return last_of(as<AssignStmt>(s)->rhs, s->pos);
    case NodeKind::GoStmt: return as<GoStmt>(s)->call;
    case NodeKind::DeferStmt: return as<DeferStmt>(s)->call;
    case NodeKind::ReturnStmt: return last_of(as<ReturnStmt>(s)->results, keyword_end(Token::Return));
    case NodeKind::BranchStmt:
      return first_of({as<BranchStmt>(s)->label}, keyword_end(as<BranchStmt>(s)->keyword));
    case NodeKind::BlockStmt: return as<BlockStmt>(s)->rbrace.plus(1);
    case NodeKind::IfStmt: return first_of({as<IfStmt>(s)->otherwise, as<IfStmt>(s)->then}, s->pos);
    case NodeKind::SwitchStmt: return as<SwitchStmt>(s)->rbrace.plus(1);
    case NodeKind::TypeSwitchStmt: return as<TypeSwitchStmt>(s)->rbrace.plus(1);
    case NodeKind::SelectStmt: return as<SelectStmt>(s)->rbrace.plus(1);
    case NodeKind::ForStmt: return as<ForStmt>(s)->body;
    case NodeKind::RangeStmt: return as<RangeStmt>(s)->body;
    case NodeKind::LabeledStmt: return as<LabeledStmt>(s)->stmt;
    case NodeKind::DeclStmt: return last_of(as<DeclStmt>(s)->decls, s->pos);
    default: return s->pos;
  }
}

// The end of `names type = values`, of which the later parts may be missing.
template <class Spec>
End end_of_spec(const Spec* spec) {
  if (!spec->values.empty()) return spec->values.back();
  if (spec->type_expr != nullptr) return spec->type_expr;
  return last_of(spec->names, spec->pos);
}

End end_of(const Node* node) {
  if (is<Expr>(node)) return end_of_expr(as<Expr>(node));
  if (is<Stmt>(node)) return end_of_stmt(as<Stmt>(node));
  switch (node->kind) {
    case NodeKind::ImportDecl: return as<ImportDecl>(node)->path;
    case NodeKind::ConstDecl: {
      auto* spec = as<ConstDecl>(node);
      return spec->inherited ? last_of(spec->names, spec->pos) : end_of_spec(spec);
    }
    case NodeKind::VarDecl: return end_of_spec(as<VarDecl>(node));
    case NodeKind::TypeDecl: return first_of({as<TypeDecl>(node)->type_expr, as<TypeDecl>(node)->name}, node->pos);
    case NodeKind::FuncDecl: return first_of({as<FuncDecl>(node)->body, as<FuncDecl>(node)->func_type}, node->pos);
    case NodeKind::Field:
      return first_of({as<Field>(node)->tag, as<Field>(node)->type, as<Field>(node)->name}, node->pos);
    case NodeKind::CaseClause: return last_of(as<CaseClause>(node)->body, as<CaseClause>(node)->colon.plus(1));
    case NodeKind::CommClause: return last_of(as<CommClause>(node)->body, as<CommClause>(node)->colon.plus(1));
    default: return node->pos;
  }
}

}  // namespace

Pos start_pos(const Node* node) {
  while (const Node* child = leftmost_child(node)) node = child;
  return node->pos;
}

Pos end_pos(const Node* node) {
  for (;;) {
    End end = end_of(node);
    if (end.child == nullptr) return end.at.valid() ? end.at : node->pos;
    node = end.child;
  }
}

const Expr* unparen(const Expr* x) {
  while (auto* paren = dyn_cast<ParenExpr>(x)) x = paren->x;
  return x;
}

Expr* unparen(Expr* x) { return const_cast<Expr*>(unparen(static_cast<const Expr*>(x))); }

}  // namespace gopherarium
