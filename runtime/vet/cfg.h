#pragma once
// The control-flow graph of one function body: blocks of statements and conditions in the order they are
// evaluated, and which block may follow which. Function literals are operands here, not entered. Nodes borrow
// from the AST.

#include <deque>
#include <unordered_map>
#include <vector>

#include "runtime/syntax/nodes.h"
#include "runtime/types/object.h"

namespace gopherarium {

struct CfgBlock {
  std::vector<Node*> nodes;          // Stmt without a body, Expr, VarDecl
  std::vector<CfgBlock*> following;  // a condition's true branch first
  // Where the function returns at this block's end: at a return statement, or at the closing brace; else
  // invalid.
  Pos returns;
};

// Calls that never come back: panic, os.Exit, log.Fatal, and functions of the program that always end in one.
class NoReturn {
 public:
  bool operator()(const CallExpr* call);

 private:
  enum class Answer : uint8_t { BeingLookedAt, Returns, Never };
  std::unordered_map<const Func*, Answer> known_;
};

class Cfg {
 public:
  Cfg(BlockStmt* body, NoReturn& no_return);

  CfgBlock* entry() { return &blocks_.front(); }
  std::deque<CfgBlock>& blocks() { return blocks_; }
  bool may_return();

 private:
  friend class CfgBuilder;
  std::deque<CfgBlock> blocks_;
};

}  // namespace gopherarium
