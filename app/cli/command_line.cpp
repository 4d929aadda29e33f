#include "app/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

namespace gopherarium {
namespace {

constexpr const char* kVersion = "gopherarium " GOPHERARIUM_VERSION;

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"Gopherarium is to run Go source on its own scheduler and to show what that scheduler does. What runs programs "
               "is not here yet."};
  app.set_version_flag("--version", kVersion);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    fmt::print(stderr, "gopherarium: {}\n", error.what());
    return 2;
  }
  fmt::print("{}", app.help());
  return 0;
}

}  // namespace gopherarium
