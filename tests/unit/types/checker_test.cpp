// Whole programs through the checker: what is accepted, what is said about what is not, and what is written
// on the AST.
//
// A snippet marks the errors it expects with comments: /* ERROR "part of the message" */ right before the
// place where the message's position is, with nothing but blanks in between.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/types/harness.h"

namespace gopherarium {
namespace {

const std::map<std::string, std::string, std::less<>> kPackages = {
    {"fmt",
     "package fmt\ntype Stringer interface { String() string }\n"
     "func Println(a ...any) (n int, err error) { return 0, nil }\n"
     "func Sprint(a ...any) string { return \"\" }\nfunc hidden() {}\n"},
    {"os", "package os\nvar Args []string\nfunc Exit(code int) {}\n"},
    {"sync",
     "package sync\ntype Mutex struct { state int }\nfunc (m *Mutex) Lock() { m.state++ }\nfunc (m *Mutex) "
     "Unlock() { m.state-- }\n"},
};

struct Expected {
  uint32_t offset;
  std::string message;
};

std::vector<Expected> expectations(const std::string& source) {
  std::vector<Expected> result;
  const std::string open = "/* ERROR \"", close = "\" */";
  for (size_t at = source.find(open); at != std::string::npos; at = source.find(open, at + 1)) {
    size_t end = source.find(close, at);
    size_t place = source.find_first_not_of(" \t\n", end + close.size());
    result.push_back({static_cast<uint32_t>(place), source.substr(at + open.size(), end - at - open.size())});
  }
  return result;
}

// Every expected error is reported, and no other.
void check_snippet(const std::string& body, CheckOptions options = {}) {
  std::string source = "package main\n" + body;
  Checked c(source, kPackages, options);
  std::vector<Expected> want = expectations(source);
  std::vector<Diagnostic> got = c.diagnostics.sorted();
  for (const Expected& e : want) {
    bool found = false;
    for (Diagnostic& d : got) {
      const SourceFile* file = c.files.file(d.pos);
      if (file == nullptr || file->offset(d.pos) != e.offset ||
          d.message.find(e.message) == std::string::npos)
        continue;
      d.message.clear();
      found = true;
      break;
    }
    EXPECT_TRUE(found) << "no error \"" << e.message << "\" at offset " << e.offset << " of\n"
                       << source << "\ngot:\n"
                       << c.text();
  }
  for (const Diagnostic& d : got)
    EXPECT_TRUE(d.message.empty()) << "unexpected " << c.files.describe(d.pos) << ": " << d.message
                                   << "\nin\n"
                                   << source;
}

TEST(Checker, AcceptsPrograms) {
  for (const char* source : {
           "import \"fmt\"\nfunc main() { fmt.Println(\"hi\", 1, 'x', nil) }",
           "func main() { ch := make(chan int, 1); go func() { ch <- 1 }(); v, ok := <-ch; _, _ = v, ok; for "
           "x := range ch { _ = x } }",
           "type T struct { a, b int; next *T }\nfunc (t *T) M() int { return t.a }\nfunc main() { t := T{a: "
           "1}; _ = t.M(); f := t.M; _ = f(); _ = (*T).M }",
           "type I interface { M() }\ntype T int\nfunc (T) M() {}\nfunc main() { var i I = T(1); if t, ok := "
           "i.(T); ok { _ = t } }",
           "func f() (int, string) { return 1, \"a\" }\nfunc g(int, string) {}\nfunc main() { g(f()); a, b "
           ":= f(); _, _ = a, b }",
           "const ( a = iota; b; c = 1 << iota )\nvar x [c]int\nfunc main() { var s uint = 3; var f float64 "
           "= 1 << 3; _ = f; _ = 1 << s }",
           "func Map[T, U any](xs []T, f func(T) U) (out []U) { for _, x := range xs { out = append(out, "
           "f(x)) }; return }\n"
           "func main() { var s []string = Map([]int{1}, func(i int) string { return \"\" }); _ = s }",
           "type List[T any] struct { next *List[T]; v T }\nfunc (l *List[E]) Push(v E) { l.next = "
           "&List[E]{nil, v} }\nfunc main() { var l List[int]; l.Push(1) }",
           "type Number interface { ~int | ~float64 }\nfunc Sum[T Number](xs ...T) (s T) { for _, x := range "
           "xs { s += x }; return }\nfunc main() { var f float64 = Sum(1.5, 2); _ = f }",
           "func main() { for i := range 10 { _ = i }; for i := range func(yield func(int, string) bool) {} "
           "{ _ = i } }",
           "func f(x any) int { switch y := x.(type) { case int: return y; case nil: return 0; default: "
           "panic(y) } }\nfunc main() { f(1) }",
           "func main() { x := min(1, 2.5); var y float64 = x; _ = max(y, 1); m := map[string]int{}; "
           "clear(m); delete(m, \"a\") }",
           "type A = B\ntype B struct { a *A }\nfunc main() { var f func() = func() {}; f(); L: for { break "
           "L } }",
           "import \"sync\"\ntype C struct { sync.Mutex; n int }\nfunc main() { var c C; c.Lock(); c.n++; "
           "c.Unlock() }",
       })
    check_snippet(source);
}

TEST(Checker, ReportsErrorsAsGcDoes) {
  for (const char* source : {
           "func f(yield func(int) bool) {}\nfunc main() { for i, /* ERROR \"range over f (value of type func(yield "
           "func(int) bool)) permits only one iteration variable\" */ j := range f { _, _ = i, j } }",
           "func f(yield func(int)) {}\nfunc main() { for range /* ERROR \"yield func does not return bool\" */ f {} }",
           "func f(yield func(int) bool) {}\nfunc main() { for range f { /* ERROR \"declared and not used: x\" */ x := 1 } }",
           "type A[P any] = []P\nfunc main() { var a /* ERROR \"cannot use generic type A[P any] without instantiation\" */ A; _ = a }",
           "type A[P ~int] = []P\nfunc main() { var a A[/* ERROR \"string does not satisfy ~int\" */ string]; _ = a }",
           "func f[T, U any](t T) (u U) { return }\nfunc main() { g := f/* ERROR \"in call to f, cannot infer U\" */ [int]; _ = g }",
           "func main() { /* ERROR \"declared and not used: x\" */ x := 1 }",
           "import /* ERROR \"\\\"os\\\" imported and not used\" */ \"os\"\nfunc main() {}",
           "func main() { var x int = /* ERROR \"cannot use \\\"a\\\" (untyped string constant) as int value "
           "in variable declaration\" */ \"a\"; _ = x }",
           "func main() { var b byte = /* ERROR \"cannot use 300 (untyped int constant) as byte value in "
           "variable declaration (overflows)\" */ 300; _ = b }",
           "func main() { /* ERROR \"undefined: y\" */ y() }",
           "func f() int { /* ERROR \"missing return\" */ }\nfunc main() { f() }",
           "func main() { x := 1; s := \"a\"; _ = /* ERROR \"invalid operation: x + s (mismatched types int "
           "and string)\" */ x + s }",
           "func f(a int, b string) {}\nfunc main() { f(/* ERROR \"not enough arguments in call to f\" */ 1) "
           "}",
           "func f() {}\nfunc main() { f(/* ERROR \"too many arguments in call to f\" */ 1) }",
           "type I interface { M() }\ntype T struct{}\nfunc (*T) M() {}\nfunc main() { var i I = /* ERROR "
           "\"T does not implement I (method M has pointer receiver)\" */ T{}; _ = i }",
           "import \"fmt\"\nfunc main() { fmt./* ERROR \"undefined: fmt.Foo\" */ Foo(); fmt./* ERROR \"name "
           "hidden not exported by package fmt\" */ hidden() }",
           "type T struct { Name int }\nfunc main() { var t T; t./* ERROR \"t.name undefined (type T has no "
           "field or method name, but does have field Name)\" */ name = 1 }",
           "func main() { x := 1; /* ERROR \"x == 1 (untyped bool value) is not used\" */ x == 1 }",
           "func main() { x := 1; x /* ERROR \"no new variables on left side of :=\" */ := 2; _ = x }",
           "func f() (int, int) { return 1, 2 }\nfunc main() { a := /* ERROR \"assignment mismatch: 1 "
           "variable but f returns 2 values\" */ f(); _ = a }",
           "type /* ERROR \"invalid recursive type\" */ T struct { t T }\nfunc main() {}",
           "var /* ERROR \"initialization cycle\" */ a = b\nvar b = f()\nfunc f() int { return a }\nfunc "
           "main() {}",
           "func main() { _ = 1 / /* ERROR \"division by zero\" */ 0 }",
           "func f[T ~int](x T) {}\nfunc main() { f /* ERROR \"string does not satisfy ~int (string missing "
           "in ~int)\" */ "
           "(\"a\") }",
           "func f[T any]() {}\nfunc main() { f /* ERROR \"in call to f, cannot infer T\" */ () }",
           "func main() { switch 1 { case 1: case /* ERROR \"duplicate case 1\" */ 1: } }",
           "func main() { for { }; var a [3]int; _ = a[/* ERROR \"index 5 out of bounds [0:3]\" */ 5] }",
           "func f() { return /* ERROR \"too many return values\" */ 1 }\nfunc main() { f() }",
           "import /* ERROR \"package foo/bar is not in std\" */ \"foo/bar\"\nfunc main() { bar.X() }",
           "var x int\nvar /* ERROR \"x redeclared in this block\" */ x int\nfunc main() {}",
           "func main() { type T struct{}; var t T; t./* ERROR \"t.foo undefined (type T has no field or "
           "method foo)\" */ foo() }",
       }) {
    std::string text = source;
    for (size_t at; (at = text.find("\\\"")) != std::string::npos;) text.erase(at, 1);
    check_snippet(text);
  }
}

TEST(Checker, OlderLanguageVersions) {
  check_snippet(
      "func main() { for range /* ERROR \"cannot range over 10 (untyped int constant): requires go1.22 or "
      "later\" */ 10 { } }",
      {GoVersion{19}});
  const char* over_func =
      "func f(yield func(int) bool) {}\nfunc main() { for range /* ERROR \"cannot range over f (value of type func(yield "
      "func(int) bool)): requires go1.23 or later\" */ f {} }";
  check_snippet(over_func, {GoVersion{22}});
  check_snippet("type /* ERROR \"generic type alias requires go1.23 or later\" */ A[P any] = []P\nfunc main() {}",
                {GoVersion{22}});
  check_snippet("func main() { _ = /* ERROR \"min requires go1.21 or later\" */ min(1, 2) }",
                {GoVersion{19}});
}

TEST(Checker, TypesOfVariables) {
  Checked c(
      "package main\nvar a = 1\nvar b = 2.5 + 1\nvar c = 'x'\nvar d = map[string][]*int{}\nvar e = func(x "
      "int, ys ...string) error { return nil }\n"
      "var f = make(<-chan chan<- int)\nvar g = G[int, string]{}\ntype G[K comparable, V any] struct { k K; "
      "v V }\nvar h = g.v\nfunc main() {}\n");
  ASSERT_EQ(c.text(), "");
  EXPECT_EQ(c.type_of("a"), "int");
  EXPECT_EQ(c.type_of("b"), "float64");
  EXPECT_EQ(c.type_of("c"), "rune");
  EXPECT_EQ(c.type_of("d"), "map[string][]*int");
  EXPECT_EQ(c.type_of("e"), "func(x int, ys ...string) error");
  EXPECT_EQ(c.type_of("f"), "<-chan chan<- int");
  EXPECT_EQ(c.type_of("g"), "G[int,string]");
  EXPECT_EQ(c.type_of("h"), "string");
}

TEST(Checker, InitialisationOrder) {
  Checked c(
      "package main\nvar a = c + b\nvar b = f()\nvar c = f()\nvar d = 3\nfunc f() int { d++; return d "
      "}\nfunc main() {}\n");
  ASSERT_EQ(c.text(), "");
  std::string order;
  for (const Initializer& i : c.checker->init_order(c.package)) order += i.lhs[0]->name;
  EXPECT_EQ(order, "dbca");  // the specification's example
}

TEST(Checker, VariablesKnowTheirUses) {
  Checked c(
      "package main\nfunc main() { a, b, c, d := 1, 2, [3]int{}, 4; _ = func() int { return a }; p := &b; s "
      ":= c[:]; d++; _, _ = p, s }\n");
  ASSERT_EQ(c.text(), "");
  ASSERT_EQ(c.checker->info().captures.size(), 1u);
  std::string captured, taken, assigned;
  auto* main_func = static_cast<Func*>(c.object("main"));
  auto* decl = dyn_cast<AssignStmt>(main_func->decl->body->list[0]);
  for (Expr* e : decl->lhs) {
    auto* var = static_cast<Var*>(as<Ident>(e)->object);
    if (var->captured) captured += var->name;
    if (var->address_taken) taken += var->name;
    if (var->assigned) assigned += var->name;
  }
  EXPECT_EQ(captured, "a");
  EXPECT_EQ(taken, "bc");
  EXPECT_EQ(assigned, "d");
}

TEST(Checker, APackageClauseInErrorIsLeftToTheParser) {
  EXPECT_THAT(Checked("package main\n\n002_f (\n").text(), testing::HasSubstr("'_' must separate successive digits"));
  EXPECT_THAT(Checked("package _\n").text(), testing::HasSubstr("invalid package name _"));
}

TEST(Checker, InstancesAreRecorded) {
  Checked c(
      "package main\nfunc F[K comparable, V any](m map[K]V) V { var v V; return v }\nvar x = "
      "F(map[string]bool{})\nfunc main() {}\n");
  ASSERT_EQ(c.text(), "");
  ASSERT_EQ(c.checker->info().instances.size(), 1u);
  const Instance& instance = c.checker->info().instances.begin()->second;
  EXPECT_EQ(type_string(instance.type_args[0]) + "," + type_string(instance.type_args[1]), "string,bool");
  EXPECT_EQ(type_string(instance.signature), "func(m map[string]bool) bool");
}

}  // namespace
}  // namespace gopherarium
