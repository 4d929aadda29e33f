#pragma once
// ProgramGen: what all functions of one compilation share. It hands out proto numbers for functions, their instances,
// wrappers and literals, keeps a work list of those still to be compiled, and pools constants, natives and globals.

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "runtime/codegen/codegen.h"
#include "runtime/codegen/type_table.h"

namespace gopherarium {

// Type parameters and what they stand for in the instance being compiled.
struct TypeEnv {
  std::vector<TypeParam*> params;
  TypeList args;
};

class FunctionGen;

class ProgramGen {
 public:
  ProgramGen(const CodegenInput& input, Program& made) : in(input), program(made), table(made) {}

  Result<void> run();

  // The proto of a declared function or method, for the type arguments of its receiver or its own.
  uint32_t proto_of(Func& function, const TypeList& type_args);
  // A method's proto as interfaces call it: the receiver is the interface's word (or the pointer in it).
  uint32_t interface_wrapper(Type* type, const MethodEntry& method);
  // A function that takes the receiver as its first parameter and walks to the method: T.Method, and bound methods.
  uint32_t method_wrapper(Type* recv, const std::string& name, Func& method, const std::vector<int>& path, bool bound);
  // A native as a func value.
  uint32_t native_wrapper(uint32_t native, Signature& signature);
  uint32_t new_proto(std::string name);
  // Compiles `body` into proto `id` when its turn comes.
  void later(uint32_t id, std::function<void(FunctionGen&)> body, TypeEnv env, Package* package);

  uint32_t string_constant(const std::string& text);
  uint32_t native(Func& function);
  uint32_t native(const NativeDecl& decl);
  uint32_t global_offset(const Var& var);
  uint32_t file_index(std::string_view name);
  void fail(std::string sentence) { if (error_.empty()) error_ = std::move(sentence); }

  const CodegenInput& in;
  Program& program;
  TypeTable table;

 private:
  struct Work {
    uint32_t proto;
    std::function<void(FunctionGen&)> body;
    TypeEnv env;
    Package* package;
  };
  void find_known_types();
  void compile_init();
  void collect_packages(Package& package, std::vector<Package*>& order, std::set<Package*>& seen);
  static std::vector<Package*> in_path_order(std::vector<Package*> packages, size_t fixed);
  bool fill_in_methods();
  bool admits_argument(const Func& origin, Type* arg);
  bool admits_instance(const Func& origin);
  void drain();

  std::deque<Work> work_;
  std::unordered_map<std::string, uint32_t> protos_;
  std::unordered_map<std::string, uint32_t> strings_;
  std::unordered_map<std::string, uint32_t> natives_;
  std::unordered_map<std::string, uint32_t> files_;
  std::unordered_map<const Var*, uint32_t> globals_;
  size_t types_with_methods_ = 0;
  uint32_t instances_ = 0;  // of generic functions
  std::string error_;
};

}  // namespace gopherarium
