#pragma once
// Drafts: what was typed and not saved, kept in the user's state folder in a file for each program, so that closing the window,
// opening another program or a crash loses nothing. A program's own file is only ever written by saving it.
//
// A draft is known by the program's absolute path, or by a name that begin_name made for one without a path. Its file begins
// with one comment line that says so; the rest is the text. Files are replaced as a whole, so none is ever half written.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace gopherarium {

struct Draft {
  std::string program;  // absolute path, or the name of one without
  std::string text;
  std::filesystem::file_time_type kept{};
};

class Drafts {
 public:
  // Without a folder nothing is kept and nothing found: for tests.
  explicit Drafts(std::string folder) : folder_(std::move(folder)) {}

  std::optional<std::string> find(std::string_view program) const;
  Result<void> keep(std::string_view program, std::string_view text) const;
  void drop(std::string_view program) const;
  // The newest first.
  std::vector<Draft> all() const;
  // For a program without a path; no draft has it.
  std::string new_name() const;

 private:
  std::filesystem::path file_of(std::string_view program) const;

  std::string folder_;
};

// XDG_STATE_HOME/gopherarium/drafts
std::string drafts_folder();

}  // namespace gopherarium
