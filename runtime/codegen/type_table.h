#pragma once
// TypeTable: the checker's types as runtime type descriptors. Identical types get one descriptor. Layout is the VM's own:
// strings and interfaces are 8 bytes, slices and complex128 16, the rest as gc's; what programs see of sizes is gc's, beside it.
// Takes types without type parameters only: codegen has substituted them.

#include <map>
#include <string>
#include <unordered_map>

#include "runtime/bytecode/program.h"
#include "runtime/types/context.h"

namespace gopherarium {

class TypeTable {
 public:
  explicit TypeTable(Program& program) : program_(&program) {}

  RTypeId id(Type* type);
  // Valid until the next call of id().
  const RType& rtype(Type* type) { return program_->rtypes[id(type)]; }
  uint32_t slots(Type* type) { return rtype(type).slots; }
  uint32_t size(Type* type) { return rtype(type).size; }

  // The id of a method name; unexported ones of different packages differ.
  uint32_t method_id(Func& method);

  // What identical() types have in common, as text.
  static std::string key(Type* type);

  // Concrete types in the order they were first asked for, so that codegen can fill in their methods.
  const std::vector<std::pair<RTypeId, Type*>>& types() const { return types_; }

 private:
  // The id alone: what is behind a pointer is described once what points there is, so that long chains don't recurse.
  RTypeId number(Type* type);
  void describe_pending(RTypeId id);
  void describe(RTypeId id, Type* type);
  void describe_basic(RType& rtype, BasicKind kind);
  void describe_struct(RTypeId id, Struct& type);

  Program* program_;
  std::unordered_map<std::string, RTypeId> ids_;
  std::unordered_map<const Type*, RTypeId> by_pointer_;
  std::unordered_map<std::string, uint32_t> method_ids_;
  std::vector<std::pair<RTypeId, Type*>> types_;
  std::map<RTypeId, Type*> pending_;  // have a number, and nothing else yet
  int describing_ = 0;
};

}  // namespace gopherarium
