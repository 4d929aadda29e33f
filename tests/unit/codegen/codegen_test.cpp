// Programs without packages, compiled and looked at as the disassembler prints them.
#include "runtime/codegen/codegen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/syntax/parser.h"

namespace gopherarium {
namespace {

class NoPackages : public Importer {
  Result<Package*> import(std::string_view path) override { return Error{"package " + std::string(path) + " is not in std"}; }
};

struct Compiled {
  std::unique_ptr<Program> program;
  std::string error;

  std::string listing(std::string_view name) const {
    for (const FuncProto& proto : program->protos) {
      if (proto.name == name) return disassemble(proto);
    }
    return "no such function";
  }
};

Compiled compile(const std::string& text, GoVersion version = {23}) {
  FileSet files;
  DiagnosticList diagnostics(files);
  TypeContext types;
  NoPackages importer;
  Checker checker(types, diagnostics, importer, {version});
  auto file = parse_file(files.add("./main.go", text), diagnostics);
  File* list[] = {file.get()};
  if (!diagnostics.may_check()) return {nullptr, diagnostics.text()};
  Package* package = checker.check_package("main", list);
  if (diagnostics.has_errors()) return {nullptr, diagnostics.text()};
  auto program = generate({checker, types, files, *package});
  if (!program) return {nullptr, program.error()};
  return {std::move(program).value(), ""};
}

TEST(Codegen, RecursionUsesImmediatesAndFusedBranches) {
  const Compiled got = compile("package main\nfunc fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }\nfunc main() { println(fib(10)) }\n");
  ASSERT_TRUE(got.program) << got.error;
  const std::string fib = got.listing("main.fib");
  EXPECT_THAT(fib, testing::HasSubstr("JumpGeImm r3 2"));
  EXPECT_THAT(fib, testing::HasSubstr("AddImm r8 r3 -1"));
  EXPECT_EQ(got.program->protos[got.program->init_proto].name, "runtime.main");
}

// x++ on a shared variable is a load, an add and a store: it can lose an update.
TEST(Codegen, IncrementOfACapturedVariableIsThreeSteps) {
  const Compiled got = compile("package main\nfunc main() { x := 0; done := make(chan bool); go func() { x++; done <- true }(); <-done; println(x) }\n");
  ASSERT_TRUE(got.program) << got.error;
  const std::string body = got.listing("main.main.func1");
  EXPECT_THAT(body, testing::ContainsRegex("Load64 .*\n.*AddImm .*\n.*Store64"));
}

TEST(Codegen, LoopVariablesArePerIterationFromGo122On) {
  const std::string text = "package main\nfunc main() { var fs []func(); for i := 0; i < 3; i++ { fs = append(fs, func() { println(i) }) }; for _, f := range fs { f() } }\n";
  const auto boxes = [](const std::string& listing) {
    size_t count = 0;
    for (size_t at = 0; (at = listing.find(" New ", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  EXPECT_EQ(boxes(compile(text, {22}).listing("main.main")), 2u);  // at the start, and again for each next iteration
  EXPECT_EQ(boxes(compile(text, {21}).listing("main.main")), 1u);
}

// The right side of an assignment still reads the variable while it is worked out.
TEST(Codegen, AssignedVariablesAreWrittenLast) {
  const Compiled got = compile("package main\ntype p struct{ a, b int32 }\nfunc f(x, y bool) bool { x = y && x; return x }\nfunc g(q p) p { q = p{q.b, q.a}; return q }\nfunc main() { println(f(true, false), g(p{1, 2}).a) }\n");
  ASSERT_TRUE(got.program) << got.error;
  // x is slot 3, y slot 4: x is not written before it is read.
  const std::string f = got.listing("main.f");
  EXPECT_LT(f.find("Move r5 r3"), f.find("Move r3 ")) << f;
  // q is slot 3: it is not cleared before its fields are read.
  const std::string g = got.listing("main.g");
  EXPECT_LT(g.find("FrameLoad32S"), g.find("Move r3 ")) << g;
  EXPECT_EQ(g.find("LoadInt r3 0"), std::string::npos) << g;
}

// Every jump of every function lands on an instruction of that function, on every construct.
TEST(Codegen, JumpsLandInside) {
  const Compiled got = compile(R"(package main
type shape interface { area() float64; name() string }
type base struct{ label string }
func (b *base) name() string { return b.label }
type square struct { *base; side float64; tags [3]int8 }
func (s square) area() float64 { return s.side * s.side }
type pair[K comparable, V any] struct { key K; value V }
func (p pair[K, V]) get() V { return p.value }
func first[T any](list []T) (t T, ok bool) { if len(list) > 0 { return list[0], true }; return }
func divide(a, b int) (q int, err any) { defer func() { err = recover() }(); q = a / b; return }
func sum(xs ...int) (n int) { for _, x := range xs { n += x }; return }
func two() (int, string) { return 1, "a" }
func kind(v any) string {
	switch x := v.(type) { case nil: return "nil"; case int, string: return "basic"; case shape: return x.name(); default: return "other" }
}
var table = map[string][]int{"a": {1, 2}, "b": nil}
var grid [4][4]int
func main() {
	var s shape = square{&base{"q"}, 2, [3]int8{1, -2, 3}}
	f := s.area
	println(f(), s.name(), kind(s), kind(7), kind(nil))
	p := pair[string, int]{"k", 5}
	println(p.get(), p.key)
	v, ok := first([]string{"x"})
	println(v, ok, sum(), sum(1, 2), sum([]int{3, 4}...))
	q, err := divide(1, 0)
	println(q, err != nil)
	ch, quit := make(chan int, 2), make(chan struct{})
	go func() { for i := range 3 { ch <- i }; close(ch) }()
	defer close(quit)
outer:
	for {
		select {
		case n, open := <-ch: if !open { break outer }; println(n)
		case ch <- 9: continue outer
		case <-quit: goto end
		}
	}
end:
	for k, list := range table { delete(table, k); table["c"] = append(list, 1, 2) }
	for i, r := range "hé" { println(i, r) }
	grid[1][2]++
	x, y := 1, 2
	x, y = y, x
	a, b := two()
	switch { case x > 1: fallthrough; case y < 0: println(a, b); default: }
	bytes := []byte("abc"); copy(bytes, "xyz"); text := string(bytes[1:]) + "!"
	println(text, len(text), cap(bytes), min(3, 1, 2), max(1.5, 2.5))
	c := complex(1, 2); println(real(c*c), imag(c))
	var u uint8 = 200; u += 100; println(u, int8(u), float32(u)/3, ^u, u<<3>>1, 7&^2)
	defer println("deferred", x)
	m := (*base).name; println(m(&base{"z"}))
}
)");
  ASSERT_TRUE(got.program) << got.error;
  for (const FuncProto& proto : got.program->protos) {
    ASSERT_FALSE(proto.code.empty()) << proto.name;
    EXPECT_EQ(proto.code.back().op, Opcode::Return) << proto.name;
    for (size_t pc = 0; pc < proto.code.size(); ++pc) {
      const Instruction i = proto.code[pc];
      const OpInfo& info = op_info(i.op);
      int64_t target = -1;
      if (info.format == OpFormat::J || info.format == OpFormat::AJ) target = static_cast<int64_t>(pc) + 1 + i.imm32();
      if (info.format == OpFormat::ABJ) target = static_cast<int64_t>(pc) + 1 + i.imm16();
      if (info.extended()) ++pc;
      if (target == -1) continue;
      EXPECT_GE(target, 0) << disassemble(proto);
      EXPECT_LT(target, static_cast<int64_t>(proto.code.size())) << disassemble(proto);
    }
  }
}

TEST(TypeTable, OurLayoutAndGcs) {
  const Compiled got = compile("package main\ntype T struct { a bool; s string; b int16; i any; l []int }\nfunc main() { var x any = T{}; _ = x }\n");
  ASSERT_TRUE(got.program) << got.error;
  for (const RType& type : got.program->rtypes) {
    if (type.name != "main.T") continue;
    EXPECT_EQ(type.size, 48u);  // 1 pad 8, 8, 2 pad 8, 8, 16
    EXPECT_EQ(type.slots, 6u);
    EXPECT_EQ(type.gc_size, 72u);
    EXPECT_EQ(type.fields[4].gc_offset, 48u);
    return;
  }
  FAIL() << "no descriptor of main.T";
}

}  // namespace
}  // namespace gopherarium
