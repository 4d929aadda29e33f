#include "runtime/lesson/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace gopherarium {

int TomlReader::line_of(std::string_view key) const {
  for (const auto& [k, node] : table_) {
    if (k.str() == key) return line(k.source());
  }
  return head_line_;
}

const toml::node* TomlReader::node(std::string_view key) {
  asked_.push_back(key);
  return table_.get(key);
}

const toml::node* TomlReader::find(std::string_view key, Need need, std::string_view shape) {
  const toml::node* found = node(key);
  if (found == nullptr && need == Need::Required)
    mistake(head_line_, fmt::format("{} lacks {} = {}", what_, key, shape));
  return found;
}

std::string TomlReader::text(std::string_view key, Need need) {
  const toml::node* found = find(key, need, "\"...\"");
  if (found == nullptr) return {};
  const auto value = found->value_exact<std::string>();
  if (!value) {
    mistake_at(key, fmt::format("{} is a text in quotes", key));
    return {};
  }
  if (value->empty() && need == Need::Required) mistake_at(key, fmt::format("{} is empty", key));
  return *value;
}

int64_t TomlReader::whole(std::string_view key, Need need, WholeRange range, int64_t otherwise) {
  const toml::node* found = find(key, need, "a number");
  if (found == nullptr) return otherwise;
  const auto value = found->value_exact<int64_t>();
  if (value && *value >= range.least && *value <= range.most) return *value;
  mistake_at(key, range.most == INT64_MAX
                      ? fmt::format("{} is a whole number from {}", key, range.least)
                      : fmt::format("{} is a whole number from {} to {}", key, range.least, range.most));
  return otherwise;
}

std::vector<TomlReader::Item> TomlReader::texts(std::string_view key, Need need) {
  std::vector<Item> out;
  const toml::node* found = find(key, need, "[\"...\"]");
  if (found == nullptr) return out;
  const toml::array* array = found->as_array();
  if (array == nullptr) {
    mistake_at(key, fmt::format("{} is a list: [\"...\", \"...\"]", key));
    return out;
  }
  for (const toml::node& item : *array) {
    if (const auto value = item.value_exact<std::string>()) {
      out.push_back({*value, line(item.source())});
    } else {
      mistake(line(item.source()), fmt::format("{} lists texts in quotes", key));
    }
  }
  if (out.empty() && need == Need::Required) mistake_at(key, fmt::format("{} is empty", key));
  return out;
}

const toml::table* TomlReader::table(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return nullptr;
  if (!found->is_table()) mistake_at(key, fmt::format("{} is a table: [{}] or {{ ... }}", key, key));
  return found->as_table();
}

void TomlReader::reject_others() {
  for (const auto& [key, value] : table_) {
    const std::string_view name = key.str();
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    const std::string_view near = nearest(name, asked_);
    mistake(line(key.source()),
            near.empty() ? fmt::format("{} has no key {}: it has {}", what_, name, fmt::join(asked_, ", "))
                         : fmt::format("{} has no key {} (did you mean {}?)", what_, name, near));
  }
}

}  // namespace gopherarium
