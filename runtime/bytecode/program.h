#pragma once
// Program: what codegen makes and the VM runs. Immutable once made, so all threads of a run read it without a lock.
//
// Frames. A frame is a window of 64-bit slots: slots 0 and 1 are the VM's (return pc, caller), then the results, then the
// parameters (a method's receiver first), then locals and temporaries. A callee's frame starts inside its caller's, so
// results are read where the callee left them. Values take the slots of their memory layout, rounded up: scalars, strings,
// interfaces, pointers, maps, channels and func values one (scalars extended to 64 bits), slices and complex128 two,
// structs and arrays their size in memory / 8.
//
// Memory layout is ours, not gc's: strings and interfaces are 8 bytes, slices 16; what programs see of sizes (Sizeof,
// %p distances) is computed by runtime/types as gc lays out.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/bytecode/instruction.h"

namespace gopherarium {

inline constexpr uint32_t kFrameHeader = 2;  // slots before a frame's results
inline constexpr uint32_t kNoProto = 0xffffffff;

using RTypeId = uint32_t;  // index into Program::rtypes; 0 is no type

// Go's reflect.Kind, in its order.
enum class Kind : uint8_t {
  Invalid, Bool, Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr, Float32, Float64,
  Complex64, Complex128, Array, Chan, Func, Interface, Map, Pointer, Slice, String, Struct, UnsafePointer,
};

struct RField {
  std::string name;
  RTypeId type = 0;
  uint32_t offset = 0;     // bytes, our layout
  uint32_t gc_offset = 0;  // bytes, gc's
  bool embedded = false;
  bool exported = false;
};

// A method that a value of the type has when it is in an interface. The receiver is one slot: of pointer-shaped types the
// word itself, of others the whole interface, which the proto (a wrapper) unpacks.
struct RMethod {
  uint32_t id = 0;            // method id, of the whole program
  uint32_t proto = kNoProto;  // its first parameter is the receiver
};

// Methods are the same when name and signature are.
struct MethodName {
  std::string name;       // with "package." before an unexported one
  std::string signature;  // "func() string"
};

// A runtime type descriptor.
struct RType {
  Kind kind = Kind::Invalid;
  bool named = false;
  bool comparable = true;
  bool variadic = false;  // Func
  uint8_t chan_dir = 3;   // Chan: 1 receive, 2 send, 3 both
  MemWidth width = MemWidth::W64;
  uint32_t size = 0;      // bytes in memory, our layout
  uint32_t align = 8;
  uint32_t slots = 1;     // in a frame
  uint64_t gc_size = 0;   // as unsafe.Sizeof says
  RTypeId elem = 0;       // Array, Chan, Map, Pointer, Slice
  RTypeId key = 0;        // Map
  uint64_t length = 0;    // Array
  std::string name;       // as %T prints: "main.T", "[]int"
  std::string package;    // of a named type
  std::vector<RField> fields;        // Struct
  std::vector<RTypeId> params;       // Func
  std::vector<RTypeId> results;      // Func
  std::vector<RMethod> methods;      // by ascending id; concrete types
  std::vector<uint32_t> interface_methods;  // Interface: method ids, ascending
};

struct LineEntry {  // holds from pc until the next entry
  uint32_t pc = 0;
  uint32_t file = 0;  // index into Program::files
  uint32_t line = 0;
  uint32_t column = 0;
};

// Where a named variable's value is, for panels and debuggers.
enum class LocalHome : uint8_t {
  Slots,         // from slot `at` on
  Box,           // in memory, whose address is in slot `at`
  Captured,      // in the closure's words, from word `at` on
  CapturedBox,   // in memory, whose address is the closure's word `at`
};
struct LocalVariable {
  std::string name;
  RTypeId type = 0;
  uint32_t at = 0;
  uint32_t first_pc = 0, end_pc = 0;  // where the name is in scope, counted from the function's first instruction
  LocalHome home = LocalHome::Slots;
};

enum class SelectKind : uint8_t { Send, Recv, RecvOk };
struct SelectCaseInfo {
  SelectKind kind{};
  uint16_t chan_slot = 0;
  uint16_t value_slot = 0xffff;  // sent from, or received into; 0xffff: not wanted
  RTypeId chan_type = 0;
};
struct SelectTable {
  std::vector<SelectCaseInfo> cases;  // in source order, default not among them
  bool has_default = false;           // chosen is then -1
};

struct NativeDecl {  // a function without a body: C++ brings it
  std::string name;  // "time.now"
  uint32_t result_slots = 0, param_slots = 0;
};

struct FuncProto {
  std::string name;  // as Go's traces print: "main.worker", "main.main.func1"
  std::vector<Instruction> code;
  uint32_t frame_slots = kFrameHeader;  // with the largest outgoing call's header
  uint32_t result_slots = 0;
  uint32_t param_slots = 0;
  uint32_t captures = 0;
  uint32_t epilogue_pc = 0;  // where a recovered panic goes on: deferred calls, results, return
  bool epilogue_has_line = true;  // for who steps by line; false: it belongs to the return statement that led there
  bool has_defers = false;
  bool is_wrapper = false;  // made by the compiler: traces leave it out
  std::vector<RTypeId> result_types, param_types;
  std::vector<LineEntry> lines;
  std::vector<LocalVariable> variables;
  std::vector<SelectTable> selects;

  const LineEntry* line_at(uint32_t pc) const;
};

// Types of values that the VM itself makes. 0: the program was compiled without package runtime (small tests); runtime errors
// are then strings.
struct WellKnownTypes {
  RTypeId string = 0;
  RTypeId runtime_error = 0;         // runtime.errorString, a string: its Error says "runtime error: " before it
  RTypeId bounds_error = 0;          // runtime.boundsError, the same of an index or a slice's bounds
  RTypeId plain_error = 0;           // runtime.plainError, a string
  RTypeId panic_nil_error = 0;       // *runtime.PanicNilError
  RTypeId type_assertion_error = 0;  // *runtime.TypeAssertionError, a struct whose first field is the text
};

struct Program {
  std::vector<FuncProto> protos;
  std::vector<RType> rtypes{1};       // by id; 0 is no type
  std::vector<std::string> strings;   // constants; the loader places them in the arena
  std::vector<MethodName> methods;    // by method id
  std::vector<NativeDecl> natives;    // by native id
  std::vector<std::string> files;
  WellKnownTypes known;
  uint16_t go_minor = 23;             // go1.NN of the file with func main: some panics, timers and the order of initialisation differ
  uint32_t globals_bytes = 0;
  uint32_t init_proto = kNoProto;     // runs all package initialisation, then calls main.main
  uint32_t main_proto = kNoProto;     // main.main
};

// One line an instruction, for tests and people.
std::string disassemble(const FuncProto& proto);

}  // namespace gopherarium
