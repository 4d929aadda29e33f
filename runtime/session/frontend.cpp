#include "runtime/session/frontend.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "runtime/session/go_packages.h"
#include "runtime/types/constant.h"

namespace gopherarium {
namespace {

constexpr std::string_view kLibraryFolder = "/usr/lib/go/src/";

// Whether `path` may be imported by `importer`: what is below a folder "internal" is for what is beside that folder.
bool internal_allows(std::string_view path, std::string_view importer) {
  size_t at = path.size();
  while (true) {
    at = path.rfind("internal", at);
    if (at == path.npos) return true;
    const bool whole = (at == 0 || path[at - 1] == '/') && (at + 8 == path.size() || path[at + 8] == '/');
    if (whole) break;
    if (at == 0) return true;
    --at;
  }
  if (at == 0) return false;
  const std::string_view parent = path.substr(0, at - 1);
  return importer == parent || (importer.starts_with(parent) && importer[parent.size()] == '/');
}

std::vector<const ImportDecl*> imports_of(const std::vector<File*>& files) {
  std::map<std::string, const ImportDecl*> found;  // the go command goes by path
  for (const File* file : files) {
    for (const Decl* decl : file->decls) {
      const auto* import = dyn_cast<ImportDecl>(decl);
      if (import != nullptr && import->path != nullptr && !import->path->bad) {
        found.emplace(unquote_literal(import->path->text), import);
      }
    }
  }
  std::vector<const ImportDecl*> imports;
  for (const auto& [path, import] : found) imports.push_back(import);
  return imports;
}

}  // namespace

FrontendOptions with_module_of(const std::vector<SourceText>& sources, FrontendOptions options) {
  const ProgramSources grouped(sources);
  if (grouped.module()) options.module_version = grouped.module()->version;
  return options;
}

Frontend::Frontend(const StandardLibrary& library, FrontendOptions options)
    : library_(library),
      options_(options),
      diagnostics_(files_, options.errors),
      checker_(types_, diagnostics_, *this, CheckOptions{options.language(), options.wording()}) {}

Frontend::~Frontend() = default;

File* Frontend::parse(SourceText source, ParseOptions options, DiagnosticList& diagnostics) {
  SourceFile& file = files_.add(std::move(source.name), std::move(source.text));
  trees_.push_back(parse_file(file, diagnostics, options));
  return trees_.back().get();
}

Frontend::Loaded Frontend::parse_package(std::string path, std::vector<SourceText> sources) {
  Loaded package{std::move(path), {}, DiagnosticList(files_, options_.errors)};
  for (SourceText& source : sources) {
    File* file = parse(std::move(source), {options_.wording()}, package.syntax);
    if (options_.version.minor != 0) file->go_version = {};  // --go wins
    package.files.push_back(file);
    if (package.syntax.full()) break;
  }
  return package;
}

Package* Frontend::check(std::vector<SourceText> sources) {
  sources_ = ProgramSources(std::move(sources));
  Loaded main = parse_package("command-line-arguments", sources_.main_files());
  load_imports(main);
  if (!load_errors_.empty()) return nullptr;
  for (Loaded& package : loaded_) {
    Package* checked = check_loaded(package, package.path);
    if (checked == nullptr) return nullptr;
    packages_[package.path] = checked;
  }
  return check_loaded(main, "main");
}

Package* Frontend::check_loaded(Loaded& package, std::string_view path) {
  checked_ = package.path;
  diagnostics_ = std::move(package.syntax);
  if (!diagnostics_.may_check()) return nullptr;
  Package* checked = checker_.check_package(path, package.files);
  return diagnostics_.has_errors() ? nullptr : checked;
}

std::string Frontend::error_text() const {
  return load_errors_.empty() ? fmt::format("# {}\n{}", checked_, diagnostics_.text()) : load_errors_;
}

// ---- finding packages, as the go command does before it compiles

void Frontend::load_imports(const Loaded& importer) {
  importing_.push_back(importer.path);
  for (const ImportDecl* import : imports_of(importer.files)) load(*import, unquote_literal(import->path->text));
  importing_.pop_back();
}

void Frontend::load(const ImportDecl& import, const std::string& path) {
  // The checker has gc's words for a path that is none.
  constexpr std::string_view kNotInPaths = "!\"#$%&'()*,:;<=>?[\\]^`{|} \t\n";
  if (path == "unsafe" || path.empty() || path.find_first_of(kNotInPaths) != path.npos) return;
  if (path.starts_with("./") || path.starts_with("../")) {
    return load_error(import, fmt::format("\"{}\" is relative, but relative import paths are not supported in module mode", path));
  }
  if (path.ends_with("/")) return load_error(import, fmt::format("malformed import path \"{}\": trailing slash", path));
  if (path == "C") return load_error(import, "import \"C\": there is no cgo here; write it in Go");
  const std::string importer = importing_.size() == 1 ? sources_.main_path() : importing_.back();
  if (!internal_allows(path, importer)) {
    load_errors_ += chain_text() + "\t";
    return load_error(import, fmt::format("use of internal package {} not allowed", path));
  }
  if (!library_.files_of(path).empty()) return;
  if (auto found = sources_.package(path)) return add_module_package(import, path, std::move(*found));
  load_error(import, missing_text(path));
}

void Frontend::add_module_package(const ImportDecl& import, const std::string& path, ProgramSources::Found found) {
  using Lack = ProgramSources::Found::Lack;
  if (std::find(importing_.begin(), importing_.end(), path) != importing_.end()) {
    load_errors_ += fmt::format("{}\timports {}: import cycle not allowed\n", chain_text(), path);
    return;
  }
  const auto same_path = [&](const Loaded& package) { return package.path == path; };
  if (std::any_of(loaded_.begin(), loaded_.end(), same_path)) return;
  if (found.lack == Lack::NoFiles) return load_error(import, missing_text(path));
  if (found.lack != Lack::None) {
    const std::string_view what = found.lack == Lack::Excluded ? "build constraints exclude all Go files" : "no non-test Go files";
    load_errors_ += fmt::format("{}\timports {}: {} in {}\n", chain_text(), path, what, found.folder);
    return;
  }
  Loaded package = parse_package(path, std::move(found.files));
  std::string_view name;
  for (const File* file : package.files) {
    if (file->package_name == nullptr) continue;
    const std::string_view here = file->package_name->name;
    if (!name.empty() && here != name) {
      const auto base = [](const File* of) { return of->source->name().substr(of->source->name().rfind('/') + 1); };
      return load_error(import, fmt::format("found packages {} ({}) and {} ({}) in {}", name, base(package.files[0]), here,
                                            base(file), found.folder));
    }
    name = here;
  }
  if (name == "main") return load_error(import, fmt::format("import \"{}\" is a program, not an importable package", path));
  load_imports(package);
  loaded_.push_back(std::move(package));
}

void Frontend::load_error(const ImportDecl& import, std::string_view text) {
  std::string where = files_.describe(start_pos(import.path));
  if (where.starts_with("./")) where.erase(0, 2);
  load_errors_ += fmt::format("{}: {}\n", where, text);
}

// "package main's path", and a line for each import on the way.
std::string Frontend::chain_text() const {
  std::string text = fmt::format("package {}\n", importing_[0]);
  for (size_t i = 1; i < importing_.size(); ++i) text += fmt::format("\timports {}\n", importing_[i]);
  return text;
}

std::string Frontend::missing_text(const std::string& path) const {
  if (is_go_package(path)) return fmt::format("package {} is Go's, but not here yet; the README lists the packages there are", path);
  const size_t slash = path.find('/');
  if (path.substr(0, slash).find('.') == std::string::npos) {
    const std::string_view root = options_.wording().minor < 21 ? "GOROOT" : "std";
    return fmt::format("package {} is not in {} ({}{})", path, root, kLibraryFolder, path);
  }
  if (!sources_.module()) {
    return fmt::format("no required module provides package {}: go.mod file not found in current directory or any parent "
                       "directory; see 'go help modules'", path);
  }
  return fmt::format("no required module provides package {}; to add it:\n\tgo get {}", path, path);
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
    File* file = parse({fmt::format("{}{}/{}", kLibraryFolder, path, source.name), std::string(source.text)}, {}, diagnostics_);
    file->go_version = kCurrentVersion;
    files.push_back(file);
  }
  Package* package = checker_.declare_package(path, files);
  packages_.emplace(path, package);
  return package;
}

}  // namespace gopherarium
