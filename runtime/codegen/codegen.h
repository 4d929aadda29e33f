#pragma once
// generate() turns a checked package and everything it reaches into a Program.
//
// Only reachable functions are compiled; a function's body is checked (Checker::check_body) when it is first reached, so
// importing a large package costs what is used of it. Generic functions are compiled once for each list of type arguments.

#include <memory>

#include "runtime/base/result.h"
#include "runtime/bytecode/program.h"
#include "runtime/types/checker.h"
#include "runtime/types/context.h"

namespace gopherarium {

struct CodegenInput {
  Checker& checker;
  TypeContext& types;
  const FileSet& files;
  Package& main;
  Package* runtime = nullptr;  // package runtime, whose error types the VM's panics have; null: they are strings
};

// The error is one sentence: what a program may not have here, such as a frame of more than 65,000 slots.
Result<std::unique_ptr<Program>> generate(const CodegenInput& input);

}  // namespace gopherarium
