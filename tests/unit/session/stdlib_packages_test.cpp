// Every embedded package: its sources have no errors, body by body, and all that it exports compiles to bytecode.
#include <gtest/gtest.h>

#include <string>

#include "runtime/codegen/codegen.h"
#include "runtime/session/standard_library.h"
#include "runtime/stdlib/embedded.h"

namespace gopherarium {
namespace {

// A program that reaches the package's exported functions and types, so that they are compiled.
std::string program_reaching(Package& package) {
  std::string uses;
  for (Object* object : package.scope.objects()) {
    if (!object->exported()) continue;
    const std::string name = "p." + std::string(object->name);
    if (auto* function = dyn_cast<Func>(object); function != nullptr && function->signature()->type_params.empty()) {
      uses += "\t_ = " + name + "\n";
    }
    auto* type = dyn_cast<TypeName>(object);
    if (type == nullptr) continue;
    auto* named = dyn_cast<Named>(type->type());
    if (named != nullptr && named->type_params.empty() && underlying(named)->kind != TypeKind::Interface) {
      uses += "\tsink = (*" + name + ")(nil)\n";
    }
  }
  return "package main\n\nimport p \"" + package.path + "\"\n\nvar sink any\n\nfunc main() {\n" + uses + "}\n";
}

class StdlibPackage : public testing::TestWithParam<std::string_view> {};

TEST_P(StdlibPackage, Compiles) {
  EmbeddedLibrary library;
  Frontend frontend(library);
  Package* package = frontend.standard_package(GetParam());
  ASSERT_NE(package, nullptr) << frontend.diagnostics().text();
  for (Func* function : package->functions) frontend.checker().check_body(function);
  frontend.checker().init_order(package);
  ASSERT_EQ(frontend.diagnostics().text(), "");

  if (package->path.starts_with("internal/")) return;  // no program may import it
  Frontend again(library);
  const std::string text = program_reaching(*package);
  Package* program = again.check({{"main.go", text}});
  if (program == nullptr && again.diagnostics().text().find(" and not used") != std::string::npos) return;
  ASSERT_NE(program, nullptr) << again.error_text() << text;
  const auto made = generate({again.checker(), again.types(), again.files(), *program});
  EXPECT_TRUE(made.ok()) << made.error();
}

INSTANTIATE_TEST_SUITE_P(All, StdlibPackage, testing::ValuesIn(embedded_packages()), [](const auto& package) {
  std::string name(package.param);
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

}  // namespace
}  // namespace gopherarium
