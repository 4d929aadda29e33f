#pragma once
// One TOML table of a lesson: keys are asked for, each mistake is noted with its line in lesson.md, and at
// the end keys that nobody asked for are mistakes too. Used by parse.cpp only.

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "runtime/lesson/lesson.h"

namespace gopherarium {

struct WholeRange {
  int64_t least = 0, most = INT64_MAX;
};
enum class Need : uint8_t { Optional, Required };

class TomlReader {
 public:
  // first_line: of lesson.md, that the table's text begins on; head_line: what a missing key is reported at.
  TomlReader(const toml::table& table, std::string what, int first_line, int head_line, LoadedLesson& into,
             const std::string& file)
      : table_(table),
        what_(std::move(what)),
        first_line_(first_line),
        head_line_(head_line),
        into_(into),
        file_(file) {}
  TomlReader(const TomlReader&) = delete;
  TomlReader& operator=(const TomlReader&) = delete;

  bool has(std::string_view key) const { return table_.contains(key); }
  int line_of(std::string_view key) const;
  void mistake(int line, std::string sentence) {
    into_.mistakes.push_back({file_, line, std::move(sentence)});
  }
  void mistake_at(std::string_view key, std::string sentence) { mistake(line_of(key), std::move(sentence)); }

  std::string text(std::string_view key, Need need);
  int64_t whole(std::string_view key, Need need, WholeRange range, int64_t otherwise);
  struct Item {
    std::string text;
    int line = 0;
  };
  std::vector<Item> texts(std::string_view key, Need need);
  const toml::table* table(std::string_view key);
  // The node, for what may have several types; nullptr: not there.
  const toml::node* node(std::string_view key);
  // After the last question.
  void reject_others();

  int line(const toml::source_region& region) const {
    return first_line_ + static_cast<int>(region.begin.line) - 1;
  }

 private:
  const toml::node* find(std::string_view key, Need need, std::string_view shape);

  const toml::table& table_;
  std::string what_;  // "the front matter", for sentences
  int first_line_, head_line_;
  LoadedLesson& into_;
  const std::string& file_;
  std::vector<std::string_view> asked_;
};

}  // namespace gopherarium
