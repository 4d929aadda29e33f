#include "runtime/session/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "runtime/syntax/build_constraint.h"
#include "runtime/syntax/parser.h"

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

// Sources larger than this are somebody's mistake; gc takes minutes over them, and the scanner's positions have 32 bits.
constexpr uintmax_t kMaxSourceBytes = 64u << 20;
constexpr uint16_t kNewestMinor = 23;
constexpr uint16_t kMinorWithoutGoLine = 16;  // as the go command has it

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
  fs::path near = path.lexically_normal();
  if (path.is_absolute()) {
    std::error_code failed;
    near = fs::relative(path, fs::current_path(failed), failed);
    if (failed || near.empty() || *near.begin() == "..") return path.string();
  }
  return near.has_parent_path() ? near.string() : "./" + near.string();
}

std::string folder_of(const fs::path& file) {
  const fs::path folder = file.lexically_normal().parent_path();
  return folder.empty() ? "." : folder.string();
}

// ---- which files belong to a package

bool is_go_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.extension() == ".go" && name.front() != '_' && name.front() != '.';
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view kSystems[] = {"aix",    "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios",
                                         "js",     "linux",   "nacl",   "netbsd",    "openbsd", "plan9",   "solaris", "wasip1",
                                         "windows", "zos"};
constexpr std::string_view kMachines[] = {"386",      "amd64",    "arm",     "arm64",   "loong64", "mips",   "mips64", "mips64le",
                                          "mipsle",   "ppc64",    "ppc64le", "riscv64", "s390x",   "sparc64", "wasm"};

// NAME_GOOS.go, NAME_GOARCH.go and NAME_GOOS_GOARCH.go are for others than us unless they say linux, amd64.
bool name_fits(const fs::path& path) {
  std::vector<std::string> words;
  std::string stem = path.stem().string();
  if (stem.ends_with("_test")) stem.resize(stem.size() - 5);
  for (size_t at = stem.find('_'); at != std::string::npos;) {
    const size_t next = stem.find('_', at + 1);
    words.push_back(stem.substr(at + 1, next - at - 1));
    at = next;
  }
  if (words.empty()) return true;
  const std::string& last = words.back();
  if (is_one_of(last, kMachines)) {
    const bool with_system = words.size() > 1 && is_one_of(words[words.size() - 2], kSystems);
    return last == "amd64" && (!with_system || words[words.size() - 2] == "linux");
  }
  return !is_one_of(last, kSystems) || last == "linux";
}

bool has_tag(std::string_view tag) {
  static constexpr std::string_view kTags[] = {"linux", "amd64", "unix", "gc"};
  if (is_one_of(tag, kTags)) return true;
  int minor = 0;
  return tag.starts_with("go1.") &&
         std::from_chars(tag.data() + 4, tag.data() + tag.size(), minor).ec == std::errc{} && minor <= kNewestMinor;
}

bool constraint_holds(const SourceText& source) {
  if (source.text.find("build") == std::string::npos) return true;
  FileSet files;
  DiagnosticList ignored(files);
  const auto file = parse_file(files.add(source.name, source.text), ignored);
  if (file->build_constraint.empty()) return true;
  const auto constraint = BuildConstraint::parse(file->build_constraint);
  return !constraint || constraint->holds(has_tag);
}

// The files of a folder's package, by name.
Result<ProgramSources::Found> read_folder(const fs::path& folder) {
  using Lack = ProgramSources::Found::Lack;
  ProgramSources::Found found;
  found.folder = folder.string();
  std::error_code failed;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.is_regular_file() && is_go_file(entry.path())) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  found.lack = paths.empty() ? Lack::NoFiles : Lack::OnlyTests;
  for (const fs::path& path : paths) {
    if (path.stem().string().ends_with("_test")) continue;
    auto text = read_file(path);
    if (!text) return Error{text.error()};
    SourceText source{shown_name(path), std::move(text).value()};
    if (name_fits(path) && constraint_holds(source)) {
      found.files.push_back(std::move(source));
    } else {
      found.lack = Lack::Excluded;
    }
  }
  if (!found.files.empty()) found.lack = Lack::None;
  return found;
}

// ---- go.mod

constexpr std::string_view kModFile = "go.mod";

// The go.mod of the folder or the nearest one above it, if it can be read.
std::optional<SourceText> find_go_mod(const fs::path& folder) {
  std::error_code failed;
  fs::path at = fs::absolute(folder, failed).lexically_normal();
  while (true) {
    if (fs::is_regular_file(at / kModFile, failed)) {
      auto text = read_file(at / kModFile);
      if (!text) return std::nullopt;
      if (folder.is_absolute()) return SourceText{shown_name(at / kModFile), std::move(text).value()};
      const fs::path near = fs::relative(at / kModFile, fs::current_path(failed), failed);
      return SourceText{failed || near.empty() ? (at / kModFile).string() : near.string(), std::move(text).value()};
    }
    if (!at.has_relative_path()) return std::nullopt;
    at = at.parent_path();
  }
}

// The lines that matter: "module PATH" and "go 1.NN".
GoModule parse_go_mod(const SourceText& file) {
  GoModule module{{}, folder_of(file.name), {kMinorWithoutGoLine}};
  std::string_view rest = file.text;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, std::min(end, rest.find("//")));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto trim = [](std::string_view text) {
      const size_t first = text.find_first_not_of(" \t\r\"`");
      return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\"`") - first + 1);
    };
    line = trim(line);
    if (line.starts_with("module ")) module.path = trim(line.substr(7));
    if (!line.starts_with("go 1.")) continue;
    uint16_t minor = 0;
    if (std::from_chars(line.data() + 5, line.data() + line.size(), minor).ec == std::errc{}) {
      module.version.minor = std::min(minor, kNewestMinor);
    }
  }
  return module;
}

bool is_go_mod(const SourceText& source) { return fs::path(source.name).filename() == kModFile; }

void add_go_mod(std::vector<SourceText>& sources, const fs::path& folder) {
  if (auto mod = find_go_mod(folder)) sources.push_back(std::move(*mod));
}

}  // namespace

Result<std::vector<SourceText>> read_program(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) {
    return Error{fmt::format("no such file or folder: {}; give a .go file, or a folder with some", path)};
  }
  if (!fs::is_directory(status)) return read_program(std::span(&path, 1));
  auto found = read_folder(path);
  if (!found) return Error{found.error()};
  if (found.value().lack == ProgramSources::Found::Lack::Excluded) {
    return Error{fmt::format("build constraints exclude all Go files in {}", path)};
  }
  if (found.value().files.empty()) return Error{fmt::format("no Go files in {}", path)};
  std::vector<SourceText> sources = std::move(found).value().files;
  add_go_mod(sources, path);
  return sources;
}

Result<std::vector<SourceText>> read_program(std::span<const std::string> files) {
  std::vector<SourceText> sources;
  for (const std::string& file : files) {
    std::error_code failed;
    if (!fs::exists(file, failed)) return Error{fmt::format("no such file or folder: {}", file)};
    auto text = read_file(file);
    if (!text) return Error{text.error()};
    sources.push_back({shown_name(file), std::move(text).value()});
    const std::string first = folder_of(files[0]), here = folder_of(file);
    if (first != here) return Error{fmt::format("named files must all be in one directory; have {} and {}", first, here)};
  }
  const fs::path folder = fs::path(files[0]).parent_path();
  add_go_mod(sources, folder.empty() ? fs::path(".") : folder);
  return sources;
}

ProgramSources::ProgramSources(std::vector<SourceText> sources) : all_(std::move(sources)) {
  if (!all_.empty()) main_folder_ = folder_of(all_[0].name);
  for (const SourceText& source : all_) {
    if (is_go_mod(source)) module_ = parse_go_mod(source);
  }
  if (module_ && module_->path.empty()) module_.reset();
}

std::vector<SourceText> ProgramSources::main_files() const {
  std::vector<SourceText> files;
  for (const SourceText& source : all_) {
    if (!is_go_mod(source) && folder_of(source.name) == main_folder_) files.push_back(source);
  }
  return files;
}

std::string ProgramSources::main_path() const {
  if (!module_) return "command-line-arguments";
  const auto whole = [](const std::string& folder) { return (fs::absolute(folder) / "x").lexically_normal().parent_path(); };
  const fs::path below = whole(main_folder_).lexically_relative(whole(module_->folder));
  if (below.empty() || *below.begin() == "..") return "command-line-arguments";
  return below == "." ? module_->path : module_->path + "/" + below.generic_string();
}

std::optional<ProgramSources::Found> ProgramSources::package(std::string_view import_path) {
  if (!module_ || !import_path.starts_with(module_->path)) return std::nullopt;
  std::string_view below = import_path.substr(module_->path.size());
  if (!below.empty() && !below.starts_with("/")) return std::nullopt;
  if (!below.empty()) below.remove_prefix(1);
  const fs::path folder = (fs::path(module_->folder) / below).lexically_normal();
  Found found;
  found.folder = folder_of(folder / "x.go");
  // The program's own package may be here as single files of it only.
  if (found.folder != main_folder_) {
    for (const SourceText& source : all_) {
      if (!is_go_mod(source) && folder_of(source.name) == found.folder) found.files.push_back(source);
    }
    if (!found.files.empty()) return found;
  }
  auto read = read_folder(folder);
  if (!read) {
    found.lack = Found::Lack::NoFiles;
    return found;
  }
  all_.insert(all_.end(), read.value().files.begin(), read.value().files.end());
  return std::move(read).value();
}

}  // namespace gopherarium
