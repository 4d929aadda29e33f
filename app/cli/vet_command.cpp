// gopherarium vet: findings on stderr as `go vet` prints them, each with the lesson that explains it.

#include <fmt/format.h>

#include <cstdio>
#include <map>

#include "app/cli/command_line.h"
#include "runtime/session/standard_library.h"
#include "runtime/session/frontend.h"
#include "runtime/vet/vet.h"

namespace gopherarium {
namespace {

constexpr const char* kPackage = "command-line-arguments";  // what go calls a package that is named by files

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out += '"';
}

void print_text(const std::vector<VetFinding>& findings, const FileSet& files) {
  if (findings.empty()) return;
  fmt::print(stderr, "# {}\n", kPackage);
  for (const VetFinding& finding : findings) {
    fmt::print(stderr, "{}: {}\n", files.describe(finding.pos), finding.message);
    fmt::print(stderr, "    lesson: {}\n", analyzer(finding.analyzer).lesson);
  }
}

// {"command-line-arguments": {"copylocks": [{"posn": ..., "message": ..., "lesson": ...}]}}
void print_json(const std::vector<VetFinding>& findings, const FileSet& files) {
  std::map<std::string_view, std::string> by_name;
  for (const VetFinding& finding : findings) {
    std::string& list = by_name[analyzer(finding.analyzer).name];
    list += fmt::format("{}\n\t\t\t{{\"posn\": {}, \"message\": {}, \"lesson\": {}}}",
                        list.empty() ? "" : ",", quoted(files.describe(finding.pos)), quoted(finding.message),
                        quoted(analyzer(finding.analyzer).lesson));
  }
  std::string text;
  for (const auto& [name, list] : by_name) {
    text += fmt::format("{}\n\t\t{}: [{}\n\t\t]", text.empty() ? "" : ",", quoted(name), list);
  }
  fmt::print("{{\n\t{}: {{{}\n\t}}\n}}\n", quoted(kPackage), text);
}

// Each of gc's messages on a line, below the package's; those that start with a tab go on with the line before.
void print_errors(const std::string& errors) {
  for (size_t begin = 0; begin < errors.size();) {
    const size_t end = std::min(errors.find('\n', begin), errors.size());
    const std::string_view line = std::string_view(errors).substr(begin, end - begin);
    fmt::print(stderr, "{}{}\n", line.starts_with("\t") || line.starts_with("# ") ? "" : "vet: ", line);
    begin = end + 1;
  }
}

}  // namespace

int vet_command(const RunFlags& flags, const std::string& path, VetFormat format) {
  auto sources = read_program(path);
  if (!sources) {
    fmt::print(stderr, "gopherarium: {}\n", sources.error());
    return 1;
  }
  FrontendOptions options;
  options.version = GoVersion{static_cast<uint16_t>(flags.go_minor)};
  options.errors = flags.all_errors ? ErrorLimit::All : ErrorLimit::FirstTen;
  const EmbeddedLibrary library;
  Frontend frontend(library, with_module_of(sources.value(), options));
  Package* package = frontend.check(std::move(sources).value());
  if (package == nullptr) {
    print_errors(frontend.error_text());
    return 1;
  }
  const std::vector<VetFinding> findings = vet(*package, frontend.checker(), frontend.files());
  if (format == VetFormat::Json) {
    print_json(findings, frontend.files());
    return 0;  // as go vet -json: the findings are the result
  }
  print_text(findings, frontend.files());
  return findings.empty() ? 0 : 1;
}

}  // namespace gopherarium
