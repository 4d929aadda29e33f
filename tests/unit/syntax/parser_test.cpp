#include "runtime/syntax/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "runtime/syntax/build_constraint.h"
#include "runtime/syntax/printer.h"
#include "runtime/syntax/walk.h"

namespace gopherarium {
namespace {

struct Parsed {
  FileSet files;
  DiagnosticList diagnostics;
  std::unique_ptr<File> file;
  explicit Parsed(std::string text, ParseOptions options = {}, ErrorLimit limit = ErrorLimit::FirstTen)
      : diagnostics(files, limit) {
    file = parse_file(files.add("./x.go", std::move(text)), diagnostics, options);
  }
  std::string errors() const { return diagnostics.text(); }
};

// The tree as Kind(children), names and literals as they are, parentheses dropped.
std::string shape(Node* node) {
  if (auto* ident = dyn_cast<Ident>(node)) return std::string(ident->name);
  if (auto* literal = dyn_cast<BasicLit>(node)) return std::string(literal->text);
  std::string inner;
  for_each_child(node, [&](Node* child) { inner += (inner.empty() ? "" : " ") + shape(child); });
  std::string name(node_kind_name(node->kind));
  if (auto* binary = dyn_cast<BinaryExpr>(node)) name = token_text(binary->op);
  if (auto* unary = dyn_cast<UnaryExpr>(node)) name = token_text(unary->op);
  return name + "(" + inner + ")";
}

struct ShapeCase {
  const char* text;
  const char* shape;
};

TEST(Parser, ExpressionShapes) {
  const ShapeCase cases[] = {
      {"a + b*c - d", "-(+(a *(b c)) d)"},
      {"a || b && c == d", "||(a &&(b ==(c d)))"},
      {"-a.b[i].c(d)", "-(CallExpr(SelectorExpr(IndexExpr(SelectorExpr(a b) i) c) d))"},
      {"<-chan int(x)", "<-(CallExpr(ChanType(int) x))"},
      {"<-x.y", "<-(SelectorExpr(x y))"},
      {"*p.q", "StarExpr(SelectorExpr(p q))"},
      {"&(T{})", "&(CompositeLit(T))"},
      {"[]T{{1}, 2: {3}}", "CompositeLit(SliceType(T) CompositeLit(1) KeyValueExpr(2 CompositeLit(3)))"},
      {"x[1:2:3]", "SliceExpr(x 1 2 3)"},
      {"x.(T)", "TypeAssertExpr(x T)"},
      {"f[int, string](1)", "CallExpr(IndexExpr(f int string) 1)"},
      {"P[int]{}", "CompositeLit(IndexExpr(P int))"},
      {"func(a, b int) {}(1)", "CallExpr(FuncLit(FuncType(Field(a int) Field(b int)) BlockStmt()) 1)"},
      {"map[string]chan<- int{}", "CompositeLit(MapType(string ChanType(int)))"},
      {"[...]int{1}", "CompositeLit(ArrayType(int) 1)"},
      {"a &^ b << c", "<<(&^(a b) c)"},
      {"(a)", "ParenExpr(a)"},
  };
  for (const ShapeCase& c : cases) {
    Parsed parsed("package p\nvar _ = " + std::string(c.text) + "\n");
    ASSERT_EQ(parsed.errors(), "") << c.text;
    EXPECT_EQ(shape(as<VarDecl>(parsed.file->decls[0])->values[0]), c.shape) << c.text;
  }
}

TEST(Parser, ReAssociatesArrows) {
  Parsed parsed("package p\nvar x = []<-chan<- chan int{}\nvar y = f(<-chan<- chan int)\n");
  ASSERT_EQ(parsed.errors(), "");
  auto shape_of = [&](size_t i) { return expr_string(as<VarDecl>(parsed.file->decls[i])->values[0]); };
  EXPECT_EQ(shape_of(0), "[]<-chan <-chan int{}");
  EXPECT_EQ(shape_of(1), "f(<-chan <-chan int)");
}

TEST(Parser, StatementShapes) {
  const ShapeCase cases[] = {
      {"a, b := f()", "AssignStmt(a b CallExpr(f))"},
      {"a <<= 1", "AssignStmt(a 1)"},
      {"x++", "IncDecStmt(x)"},
      {"c <- 1", "SendStmt(c 1)"},
      {"for i := range 10 {}", "RangeStmt(i 10 BlockStmt())"},
      {"for range f {}", "RangeStmt(f BlockStmt())"},
      {"for k, v = range m {}", "RangeStmt(k v m BlockStmt())"},
      {"for i := 0; i < n; i++ {}", "ForStmt(AssignStmt(i 0) <(i n) IncDecStmt(i) BlockStmt())"},
      {"for {}", "ForStmt(BlockStmt())"},
      {"for ok {}", "ForStmt(ok BlockStmt())"},
      {"if x := f(); x {} else if y {} else {}",
       "IfStmt(AssignStmt(x CallExpr(f)) x BlockStmt() IfStmt(y BlockStmt() BlockStmt()))"},
      {"if (T{}) == t {}", "IfStmt(==(ParenExpr(CompositeLit(T)) t) BlockStmt())"},
      {"switch x := y.(type) { case int, nil: default: }", "TypeSwitchStmt(x y CaseClause(int nil) CaseClause())"},
      {"switch a; y.(type) {}", "TypeSwitchStmt(ExprStmt(a) y)"},
      {"switch x { case 1: fallthrough; default: }", "SwitchStmt(x CaseClause(1 BranchStmt()) CaseClause())"},
      {"select { case v, ok := <-c: f(); case c <- 1: default: }",
       "SelectStmt(CommClause(AssignStmt(v ok <-(c)) ExprStmt(CallExpr(f))) CommClause(SendStmt(c 1)) CommClause())"},
      {"go func() {}()", "GoStmt(CallExpr(FuncLit(FuncType() BlockStmt())))"},
      {"defer f(x...)", "DeferStmt(CallExpr(f x))"},
      {"L: for { break L; continue L }", "LabeledStmt(L ForStmt(BlockStmt(BranchStmt(L) BranchStmt(L))))"},
      {"return 1, 2", "ReturnStmt(1 2)"},
      {"var a, b int = 1, 2", "DeclStmt(VarDecl(a b int 1 2))"},
      {"type T struct { a, b int `t`; *E; q.F; G[int]; h []int }",
       "DeclStmt(TypeDecl(T StructType(Field(a int `t`) Field(b int `t`) Field(StarExpr(E)) Field(SelectorExpr(q F)) "
       "Field(IndexExpr(G int)) Field(h SliceType(int)))))"},
  };
  for (const ShapeCase& c : cases) {
    Parsed parsed("package p\nfunc f() {\n" + std::string(c.text) + "\n}\n");
    ASSERT_EQ(parsed.errors(), "") << c.text;
    EXPECT_EQ(shape(as<FuncDecl>(parsed.file->decls[0])->body->list[0]), c.shape) << c.text;
  }
}

TEST(Parser, TypeParametersAndArrayLengths) {
  const ShapeCase cases[] = {
      {"type T[P any] int", "TypeDecl(T Field(P any) int)"},
      {"type T[P *E,] int", "TypeDecl(T Field(P StarExpr(E)) int)"},
      {"type T[P *E] int", "TypeDecl(T ArrayType(*(P E) int))"},
      {"type T[P *[]E] int", "TypeDecl(T Field(P StarExpr(SliceType(E))) int)"},
      {"type T[P []E] int", "TypeDecl(T Field(P SliceType(E)) int)"},
      {"type T[N] int", "TypeDecl(T ArrayType(N int))"},
      {"type T[P, Q any] int", "TypeDecl(T Field(P any) Field(Q any) int)"},
      {"type T[P ~int | string] int", "TypeDecl(T Field(P InterfaceType(Field(|(~(int) string)))) int)"},
      {"type T[P any] = []P", "TypeDecl(T Field(P any) SliceType(P))"},
      {"type T = int", "TypeDecl(T int)"},
      {"type I interface { m(int) string; ~int | E; F[int] }",
       "TypeDecl(I InterfaceType(Field(m FuncType(Field(int) Field(string))) Field(|(~(int) E)) Field(IndexExpr(F int))))"},
      {"func F[K comparable, V int | float64](m map[K]V) V",
       "FuncDecl(F FuncType(Field(K comparable) Field(V InterfaceType(Field(|(int float64)))) Field(m MapType(K V)) "
       "Field(V)))"},
      {"func (r *R[T]) m(a, b int, c ...string) (x, y int)",
       "FuncDecl(Field(r StarExpr(IndexExpr(R T))) m FuncType(Field(a int) Field(b int) Field(c Ellipsis(string)) Field(x "
       "int) Field(y int)))"},
      {"func f(int, string)", "FuncDecl(f FuncType(Field(int) Field(string)))"},
  };
  for (const ShapeCase& c : cases) {
    Parsed parsed("package p\n" + std::string(c.text) + "\n");
    ASSERT_EQ(parsed.errors(), "") << c.text;
    EXPECT_EQ(shape(parsed.file->decls[0]), c.shape) << c.text;
  }
}

TEST(Parser, ConstantsInherit) {
  Parsed parsed("package p\nconst (\n\ta int = iota\n\tb\n\tc = 7\n\td\n)\n");
  ASSERT_EQ(parsed.errors(), "");
  auto spec = [&](size_t i) { return as<ConstDecl>(parsed.file->decls[i]); };
  EXPECT_EQ(spec(1)->iota, 1U);
  EXPECT_TRUE(spec(1)->inherited);
  EXPECT_EQ(spec(1)->type_expr, spec(0)->type_expr);
  EXPECT_EQ(spec(3)->iota, 3U);
  EXPECT_EQ(spec(3)->type_expr, nullptr);
  EXPECT_EQ(expr_string(spec(3)->values[0]), "7");
  EXPECT_EQ(spec(0)->group, spec(3)->group);
}

TEST(Parser, BranchTargets) {
  Parsed parsed("package p\nfunc f() {\nL:\n\tfor {\n\t\tswitch {\n\t\tcase true:\n\t\t\tcontinue L\n\t\tdefault:\n\t\t\tbreak\n"
                "\t\t}\n\t\tgoto M\n\t}\nM:\n}\n");
  ASSERT_EQ(parsed.errors(), "");
  std::string targets;
  walk(parsed.file->decls[0], [&](Node* n) {
    if (auto* b = dyn_cast<BranchStmt>(n)) targets += std::string(node_kind_name(b->target->kind)) + " ";
    return true;
  });
  EXPECT_EQ(targets, "ForStmt SwitchStmt LabeledStmt ");
}

TEST(Parser, Positions) {
  Parsed parsed("package p\nvar _ = a.b(c)[d] + e\n");
  ASSERT_EQ(parsed.errors(), "");
  auto* sum = as<BinaryExpr>(as<VarDecl>(parsed.file->decls[0])->values[0]);
  auto* index = as<IndexExpr>(sum->x);
  auto at = [&](Pos pos) { return parsed.files.position(pos).column; };
  EXPECT_EQ(at(sum->pos), 19U);
  EXPECT_EQ(at(start_pos(sum)), 9U);
  EXPECT_EQ(at(end_pos(sum)), 22U);
  EXPECT_EQ(at(index->pos), 15U);
  EXPECT_EQ(at(index->x->pos), 12U);
  EXPECT_EQ(at(end_pos(index)), 18U);
  EXPECT_EQ(parsed.files.describe(sum->pos), "./x.go:2:19");
}

// What `go tool compile` says, in the words of 1.20 and later where `modern` is set.
struct ErrorCase {
  const char* text;
  const char* old_words;
  const char* modern;
};

TEST(Parser, Errors) {
  const ErrorCase cases[] = {
      {"", "./x.go:1:1: syntax error: package statement must be first\n", nullptr},
      {"\x7f" "ELF\n", "./x.go:1:1: invalid character U+007F\n./x.go:1:2: syntax error: package statement must be first\n",
       nullptr},
      {"package p\nx := 1\n", "./x.go:2:1: syntax error: non-declaration statement outside function body\n", nullptr},
      {"package p\nfunc f()\n{\n}\n", "./x.go:3:1: syntax error: unexpected semicolon or newline before {\n", nullptr},
      {"package p\nfunc f() {\n\tg(1,\n\t2\n\t)\n}\n",
       "./x.go:4:3: syntax error: unexpected newline in argument list; possibly missing comma or )\n", nullptr},
      {"package p\nfunc f() {\n\tx := 1 y\n}\n", "./x.go:3:9: syntax error: unexpected y at end of statement\n",
       "./x.go:3:9: syntax error: unexpected name y at end of statement\n"},
      {"package p\nfunc f() {\n\tif x\n\t{\n\t}\n}\n",
       "./x.go:3:6: syntax error: unexpected newline, expecting { after if clause\n",
       "./x.go:3:6: syntax error: unexpected newline, expected { after if clause\n"},
      {"package p\nfunc f() {\n\tx = default\n}\n", "./x.go:3:6: syntax error: unexpected default, expecting expression\n",
       "./x.go:3:6: syntax error: unexpected keyword default, expected expression\n"},
      {"package p\nfunc f() {\n\tif x = 1 {\n\t}\n}\n",
       "./x.go:3:7: syntax error: cannot use assignment (x) = (1) as value\n",
       "./x.go:3:7: syntax error: cannot use assignment x = 1 as value\n"},
      {"package p\nfunc f() {\n\tfor i := 0; {\n\t}\n}\n",
       "./x.go:3:14: syntax error: unexpected {, expecting for loop condition\n",
       "./x.go:3:14: syntax error: unexpected {, expected for loop condition\n"},
      {"package p\nfunc f() {\n\telse {\n\t}\n}\n", "./x.go:3:2: syntax error: unexpected else, expecting }\n",
       "./x.go:3:2: syntax error: unexpected keyword else, expected }\n"},
      {"package p\nfunc f() {\n", "./x.go:3:1: syntax error: unexpected EOF, expecting }\n",
       "./x.go:3:1: syntax error: unexpected EOF, expected }\n"},
      {"package p\nfunc f(a int, string) {}\n", "./x.go:2:15: syntax error: mixed named and unnamed parameters\n", nullptr},
      {"package p\nfunc f() {\n\tgo f\n}\n", "./x.go:3:5: expression in go must be function call\n", nullptr},
      {"package p\nfunc f() {\n\tx = a[1::2]\n}\n", "./x.go:3:10: middle index required in 3-index slice\n", nullptr},
      {"package p\nfunc f() {\n\tx := \"abc\n}\n",
       "./x.go:3:11: newline in string\n", nullptr},
      {"package p\nfunc f() { x.(type) }\n", "./x.go:2:12: invalid AST: use of .(type) outside type switch\n",
       "./x.go:2:12: invalid syntax tree: use of .(type) outside type switch\n"},
      {"package p\nvar x int\nimport \"fmt\"\n",
       "./x.go:3:1: syntax error: non-declaration statement outside function body\n",
       "./x.go:3:1: syntax error: imports must appear before other declarations\n"},
  };
  for (const ErrorCase& c : cases) {
    EXPECT_EQ(Parsed(c.text, {.wording = {19}}).errors(), c.old_words) << c.text;
    EXPECT_EQ(Parsed(c.text).errors(), c.modern != nullptr ? c.modern : c.old_words) << c.text;
  }
}

TEST(Parser, BranchErrors) {
  const ErrorCase cases[] = {
      {"break", "3:1: break is not in a loop, switch, or select", nullptr},
      {"continue", "3:1: continue is not in a loop", nullptr},
      {"fallthrough", "3:1: fallthrough statement out of place", nullptr},
      {"switch { case true: fallthrough }", "3:21: cannot fallthrough final case in switch", nullptr},
      {"switch x.(type) { case int: fallthrough; default: }", "3:29: cannot fallthrough in type switch", nullptr},
      {"switch { case true: { fallthrough }; default: }", "3:23: fallthrough statement out of place", nullptr},
      {"L: f()", "3:1: label L defined and not used", nullptr},
      {"goto L", "3:6: label L not defined", nullptr},
      {"for { break L }", "3:13: break label not defined: L", nullptr},
      {"L: f(); for { break L }", "3:21: invalid break label L", nullptr},
      {"L: switch { case true: for { continue L } }", "3:39: invalid continue label L", nullptr},
      {"goto L; x := 1; L: f(x)", "3:6: goto L jumps over declaration of x at ./x.go:3:11", nullptr},
      {"goto L; { L: }", "3:6: goto L jumps into block starting at ./x.go:3:9", nullptr},
      {"L: for { break L }\nL: f()", "4:1: label L already defined at ./x.go:3:1", nullptr},
      {"for { func() { break }() }", "3:16: break is not in a loop, switch, or select", nullptr},
      {"{ goto L }; L: f()", "", nullptr},
      {"L: for { select { default: break L } }", "", nullptr},
  };
  for (const ErrorCase& c : cases) {
    std::string want = *c.old_words == '\0' ? "" : "./x.go:" + std::string(c.old_words) + "\n";
    EXPECT_EQ(Parsed("package p\nfunc f() {\n" + std::string(c.text) + "\n}\n").errors(), want) << c.text;
  }
}

TEST(Parser, TenErrorsAndNoMore) {
  std::string text = "package p\nfunc f() {\n";
  for (int i = 0; i < 30; ++i) text += "\tx y\n";
  text += "}\n";
  Parsed ten(text);
  EXPECT_EQ(ten.diagnostics.error_count(), 10U);
  EXPECT_THAT(ten.errors(), ::testing::EndsWith("./x.go:12:4: too many errors\n"));
  EXPECT_EQ(Parsed(text, {}, ErrorLimit::All).diagnostics.error_count(), 30U);
}

std::string repeat(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST(Parser, NestingBombsEndWithAnError) {
  constexpr int kTimes = 20000;
  const char* const parts[] = {"(", "[", "{", "-", "<-", "*", "[]", "chan ", "func(", "func(){", "f(", "x[", "T{", "[]T{{",
                               "map[", "struct{a ", "interface{m(", "a+", "a.", "a||b&&", "if x {", "for {", "switch {case x:",
                               "if x {} else ", "L: ", "select {case <-f(", "go func(){", "x.(", "&", "func() func() "};
  for (const char* part : parts) {
    std::string bomb = repeat(part, kTimes);
    for (const char* head : {"package p\nvar x = ", "package p\nfunc f() {\n", "package p\ntype T "}) {
      Parsed parsed(head + bomb);
      EXPECT_TRUE(parsed.diagnostics.has_errors()) << head << part;
    }
  }
  Parsed sum("package p\nvar x = 1" + repeat("+1", kTimes) + "\n");
  EXPECT_EQ(sum.errors(), "./x.go:2: syntax error: exceeded max nesting depth\n");
  Parsed chain("package p\nvar x = f" + repeat("()", kTimes) + "\n");
  EXPECT_THAT(chain.errors(), ::testing::HasSubstr("exceeded max nesting depth"));
}

TEST(Parser, NoiseEndsQuickly) {
  std::mt19937 random(1);
  std::string noise = "package p\n";
  while (noise.size() < (10U << 20)) {
    uint32_t word = static_cast<uint32_t>(random());
    noise.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  Parsed parsed(std::move(noise));
  EXPECT_EQ(parsed.diagnostics.error_count(), 10U);
}

// Found by fuzzing: the tenth error came from within a token, and the scanner went on behind the end of the text.
TEST(Parser, TheTenthErrorMayBeTheScanners) {
  Parsed parsed("package p\nvar x = " + repeat("\"\x01\\q\xff\"\n", 12));
  EXPECT_EQ(parsed.diagnostics.error_count(), 10U);
  EXPECT_EQ(parsed.file->eof, parsed.file->source->pos(parsed.file->source->size()));
}

TEST(Parser, LineDirectives) {
  Parsed parsed("package p\n//line a.go:10\nvar x y z\n/*line b.go:3:7*/var x y z\n//line c.go:x\n");
  EXPECT_EQ(parsed.errors(), "a.go:10: syntax error: unexpected name z after top level declaration\n"
                             "b.go:3:15: syntax error: unexpected name z after top level declaration\n"
                             "b.go:4:13: invalid line number: x\n");
}

// Found by fuzzing: a further directive moved the file names that resolved positions borrow.
TEST(Parser, PositionsKeepTheirFileName) {
  FileSet files;
  SourceFile& file = files.add("./x.go", "ab");
  file.add_line_directive({0, "a_name_that_is_on_the_heap.go", 1, 1});
  Position first = file.position(0);
  for (int i = 0; i < 100; ++i) file.add_line_directive({1, "b.go", 1, 1});
  EXPECT_EQ(first.file, "a_name_that_is_on_the_heap.go");
}

TEST(Parser, BuildConstraints) {
  struct Case {
    const char* head;
    int minor;
  } cases[] = {
      {"//go:build go1.21\n\n", 21},
      {"//go:build linux && go1.18 || go1.20\n\n", 18},
      {"//go:build !go1.22\n\n", 0},
      {"//go:build !(windows || !go1.19)\n\n", 19},
      {"// Copyright\n\n// +build go1.17,linux go1.20\n\n", 17},
      {"// no constraint\n", 0},
      {"//go:build ((\n", 0},
  };
  for (const Case& c : cases) {
    Parsed parsed(std::string(c.head) + "package p\n//go:build go1.99\n");
    EXPECT_EQ(parsed.file->go_version.minor, c.minor) << c.head;
  }
  auto constraint = BuildConstraint::parse("linux && !cgo || (ignore)");
  ASSERT_TRUE(constraint);
  EXPECT_TRUE(constraint->holds([](std::string_view tag) { return tag == "linux"; }));
  EXPECT_FALSE(constraint->holds([](std::string_view tag) { return tag == "linux" || tag == "cgo"; }));
}

TEST(Printer, ExpressionsAsMessagesShowThem) {
  const char* const cases[] = {"x + y*z",      "f(a, b...)",     "func(a, b int, c string) (int, error) {…}",
                               "[]int{…}",     "T{}",            "map[string][]int",
                               "x.y[1:2]",     "x[:]",           "chan (<-chan int)",
                               "struct{a, b int; c string}", "interface{m(x int) string; ~int | E}", "<-c",
                               "(*T)(nil)",    "x.(T)",          "[...]int{…}"};
  for (const char* text : cases) {
    std::string source = text;
    for (size_t at; (at = source.find("…")) != std::string::npos;) {
      bool body = source[at - 1] == '{' && source.find("func") == 0;
      source.replace(at, std::string("…").size(), body ? "return" : "1");
    }
    Parsed parsed("package p\nvar _ = " + source + "\n");
    ASSERT_EQ(parsed.errors(), "") << source;
    std::string want = text == std::string("x + y*z") ? "x + y * z" : text;
    EXPECT_EQ(expr_string(as<VarDecl>(parsed.file->decls[0])->values[0]), want);
  }
}

TEST(Diagnostics, SortedAndWithoutRepeats) {
  FileSet files;
  SourceFile& file = files.add("./x.go", "a\nb\nc" + std::string(300, ' ') + "\n");
  DiagnosticList list(files);
  list.error(file.pos(4), "late");
  list.error(file.pos(0), "early");
  list.error(file.pos(0), "early");
  list.syntax_error(file.pos(2), "one");
  list.syntax_error(file.pos(3), "two of the same line");
  list.error(file.pos(4 + 260), "far right");
  EXPECT_EQ(list.text(), "./x.go:1:1: early\n./x.go:2:1: syntax error: one\n./x.go:3:1: late\n./x.go:3: far right\n");
  EXPECT_TRUE(list.has_syntax_errors());
}

}  // namespace
}  // namespace gopherarium
