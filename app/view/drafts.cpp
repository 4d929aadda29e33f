#include "app/view/drafts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = "// unsaved text of ";

std::optional<Draft> read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string all(std::istreambuf_iterator<char>(in), {});
  const size_t end = all.find('\n');
  if (!all.starts_with(kHead) || end == std::string::npos) return std::nullopt;
  std::error_code none;
  return Draft{all.substr(kHead.size(), end - kHead.size()), all.substr(end + 1), fs::last_write_time(path, none)};
}

}  // namespace

std::string drafts_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = state != nullptr && *state != 0 ? fs::path(state) : fs::path(home != nullptr ? home : ".") / ".local" / "state";
  return (base / "gopherarium" / "drafts").string();
}

// FNV-1a tells programs of one name in different folders apart.
fs::path Drafts::file_of(std::string_view program) const {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : program) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fs::path(folder_) / fmt::format("{}-{:016x}.go", fs::path(program).stem().string(), hash);
}

std::optional<std::string> Drafts::find(std::string_view program) const {
  if (folder_.empty()) return std::nullopt;
  auto draft = read(file_of(program));
  if (!draft || draft->program != program) return std::nullopt;
  return std::move(draft->text);
}

Result<void> Drafts::keep(std::string_view program, std::string_view text) const {
  if (folder_.empty()) return {};
  std::error_code failed;
  fs::create_directories(folder_, failed);
  const fs::path to = file_of(program), beside = to.string() + ".new";
  {
    std::ofstream out(beside, std::ios::binary);
    out << kHead << program << '\n' << text;
    if (!out.flush()) return Error{fmt::format("unsaved text cannot be kept in {}", folder_)};
  }
  fs::rename(beside, to, failed);
  if (failed) return Error{fmt::format("unsaved text cannot be kept in {}: {}", folder_, failed.message())};
  return {};
}

void Drafts::drop(std::string_view program) const {
  std::error_code none;
  if (!folder_.empty()) fs::remove(file_of(program), none);
}

std::vector<Draft> Drafts::all() const {
  std::vector<Draft> drafts;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, none)) {
    if (entry.path().extension() != ".go") continue;
    if (auto draft = read(entry.path())) drafts.push_back(std::move(*draft));
  }
  std::sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.kept > b.kept; });
  return drafts;
}

std::string Drafts::new_name() const {
  for (int n = 1;; ++n) {
    std::string name = fmt::format("new program {}", n);
    if (!find(name)) return name;
  }
}

}  // namespace gopherarium
