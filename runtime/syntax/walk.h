#pragma once
// for_each_child calls `visit` with each child of a node, in source order, nulls left out. The values of an inherited
// constant specification and types shared by fields are visited once for each place that refers to them.

#include "runtime/syntax/nodes.h"

namespace gopherarium {

namespace walk_detail {

template <class Visit>
struct Children {
  Visit& visit;
  void one(Node* node) const {
    if (node != nullptr) visit(node);
  }
  template <class T>
  void all(List<T> nodes) const {
    for (T* node : nodes) one(node);
  }
  template <class... Parts>
  void operator()(Parts... parts) const {
    (part(parts), ...);
  }
  void part(Node* node) const { one(node); }
  template <class T>
  void part(List<T> nodes) const { all(nodes); }
};

}  // namespace walk_detail

template <class Visit>
void for_each_child(Node* node, Visit&& visit) {
  walk_detail::Children<std::remove_reference_t<Visit>> children{visit};
  switch (node->kind) {
#define CHILDREN(name, ...)                  \
  case NodeKind::name: {                     \
    [[maybe_unused]] auto* n = as<name>(node); \
    children(__VA_ARGS__);                   \
    return;                                  \
  }
    CHILDREN(BadExpr)
    CHILDREN(Ident)
    CHILDREN(BasicLit)
    CHILDREN(CompositeLit, n->type_expr, n->elements)
    CHILDREN(KeyValueExpr, n->key, n->value)
    CHILDREN(FuncLit, n->func_type, n->body)
    CHILDREN(ParenExpr, n->x)
    CHILDREN(SelectorExpr, n->x, n->sel)
    CHILDREN(IndexExpr, n->x, n->indices)
    CHILDREN(SliceExpr, n->x, n->index[0], n->index[1], n->index[2])
    CHILDREN(TypeAssertExpr, n->x, n->type_expr)
    CHILDREN(CallExpr, n->fun, n->args)
    CHILDREN(StarExpr, n->x)
    CHILDREN(UnaryExpr, n->x)
    CHILDREN(BinaryExpr, n->x, n->y)
    CHILDREN(Ellipsis, n->elem)
    CHILDREN(ArrayType, n->len, n->elem)
    CHILDREN(SliceType, n->elem)
    CHILDREN(StructType, n->fields)
    CHILDREN(FuncType, n->type_params, n->params, n->results)
    CHILDREN(InterfaceType, n->elements)
    CHILDREN(MapType, n->key, n->value)
    CHILDREN(ChanType, n->elem)
    CHILDREN(EmptyStmt)
    CHILDREN(ExprStmt, n->x)
    CHILDREN(SendStmt, n->channel, n->value)
    CHILDREN(IncDecStmt, n->x)
    CHILDREN(AssignStmt, n->lhs, n->rhs)
    CHILDREN(GoStmt, n->call)
    CHILDREN(DeferStmt, n->call)
    CHILDREN(ReturnStmt, n->results)
    CHILDREN(BranchStmt, n->label)
    CHILDREN(BlockStmt, n->list)
    CHILDREN(IfStmt, n->init, n->cond, n->then, n->otherwise)
    CHILDREN(SwitchStmt, n->init, n->tag, n->clauses)
    CHILDREN(TypeSwitchStmt, n->init, n->bound, n->x, n->clauses)
    CHILDREN(SelectStmt, n->clauses)
    CHILDREN(ForStmt, n->init, n->cond, n->post, n->body)
    CHILDREN(RangeStmt, n->lhs, n->x, n->body)
    CHILDREN(LabeledStmt, n->label, n->stmt)
    CHILDREN(DeclStmt, n->decls)
    CHILDREN(ImportDecl, n->local_name, n->path)
    CHILDREN(ConstDecl, n->names, n->type_expr, n->values)
    CHILDREN(VarDecl, n->names, n->type_expr, n->values)
    CHILDREN(TypeDecl, n->name, n->type_params, n->type_expr)
    CHILDREN(FuncDecl, n->recv, n->name, n->func_type, n->body)
    CHILDREN(Field, n->name, n->type, n->tag)
    CHILDREN(CaseClause, n->cases, n->body)
    CHILDREN(CommClause, n->comm, n->body)
#undef CHILDREN
  }
}

// Calls `visit` with the node and all below it, parents first; where `visit` returns false, what is below is left out.
template <class Visit>
void walk(Node* node, Visit&& visit) {
  if (!visit(node)) return;
  for_each_child(node, [&](Node* child) { walk(child, visit); });
}

}  // namespace gopherarium
