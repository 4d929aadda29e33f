#include "runtime/session/frontend.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>


namespace gopherarium {
namespace {

namespace fs = std::filesystem;

// Sources larger than this are somebody's mistake; gc takes minutes over them, and the scanner's positions have 32 bits.
constexpr uintmax_t kMaxSourceBytes = 64u << 20;

Result<std::string> read_file(const fs::path& path) {
  std::error_code failed;
  const uintmax_t size = fs::file_size(path, failed);
  if (failed) return Error{fmt::format("cannot read {}: {}", path.string(), failed.message())};
  if (size > kMaxSourceBytes) {
    return Error{fmt::format("{} is {} MB: a Go file may have 64 MB at most here", path.string(), size >> 20)};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{fmt::format("cannot read {}: check its permissions", path.string())};
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// Go names files relative to the working directory, with "./" before a plain name.
std::string shown_name(const fs::path& path) {
  if (path.is_absolute()) {
    std::error_code failed;
    const fs::path near = fs::relative(path, fs::current_path(failed), failed);
    if (failed || near.empty() || *near.begin() == "..") return path.string();
    return "./" + near.string();
  }
  const std::string name = path.lexically_normal().string();
  return name.starts_with("..") ? name : "./" + name;
}

bool is_program_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.extension() == ".go" && !name.ends_with("_test.go") && name.front() != '_' && name.front() != '.';
}

}  // namespace

Result<std::vector<SourceText>> read_program(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) {
    return Error{fmt::format("no such file or folder: {}; give a .go file, or a folder with some", path)};
  }
  std::vector<fs::path> files;
  if (fs::is_directory(status)) {
    for (const auto& entry : fs::directory_iterator(path, failed)) {
      if (entry.is_regular_file() && is_program_file(entry.path())) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) return Error{fmt::format("no Go files in {}", path)};
  } else {
    files.emplace_back(path);
  }
  std::vector<SourceText> sources;
  for (const fs::path& file : files) {
    auto text = read_file(file);
    if (!text) return Error{text.error()};
    sources.push_back({shown_name(file), std::move(text).value()});
  }
  return sources;
}

Frontend::Frontend(const StandardLibrary& library, FrontendOptions options)
    : library_(library),
      options_(options),
      diagnostics_(files_, options.errors),
      checker_(types_, diagnostics_, *this, CheckOptions{options.version}) {}

Frontend::~Frontend() = default;

File* Frontend::parse(SourceText source, ParseOptions options) {
  SourceFile& file = files_.add(std::move(source.name), std::move(source.text));
  trees_.push_back(parse_file(file, diagnostics_, options));
  return trees_.back().get();
}

Package* Frontend::check(std::vector<SourceText> sources) {
  std::vector<File*> files;
  for (SourceText& source : sources) {
    File* file = parse(std::move(source), {options_.version});
    if (diagnostics_.full()) return nullptr;
    files.push_back(file);
  }
  if (!diagnostics_.may_check()) return nullptr;
  Package* package = checker_.check_package("main", files);
  return diagnostics_.has_errors() ? nullptr : package;
}

Package* Frontend::standard_package(std::string_view path) {
  auto package = import(path);
  return package ? package.value() : nullptr;
}

Result<Package*> Frontend::import(std::string_view path) {
  if (auto known = packages_.find(std::string(path)); known != packages_.end()) return known->second;
  const auto sources = library_.files_of(path);
  if (sources.empty()) return Error{fmt::format("package {} is not in std", path)};
  std::vector<File*> files;
  for (const StandardLibrary::SourceFile& source : sources) {
    // Standard packages are ours and in the newest language, whatever the program's version is.
    File* file = parse({fmt::format("/usr/lib/go/src/{}/{}", path, source.name), std::string(source.text)}, {});
    file->go_version = GoVersion{23};
    files.push_back(file);
  }
  Package* package = checker_.declare_package(path, files);
  packages_.emplace(path, package);
  return package;
}

}  // namespace gopherarium
