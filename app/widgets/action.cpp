#include "app/widgets/action.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace gopherarium {
namespace {

// The second press of "F F" counts within this time: the double-click time of common desktops.
constexpr double kDoublePressSeconds = 0.4;

constexpr std::string_view kNamedKeys[] = {
    "Space", "Enter", "Tab",  "Esc", "Backspace", "Delete",   "Insert", "Left", "Right",
    "Up",    "Down",  "Home", "End", "PageUp",    "PageDown", "F1",     "F2",   "F3",
    "F4",    "F5",    "F6",   "F7",  "F8",        "F9",       "F10",    "F11",  "F12"};

bool is_named(std::string_view key) { return std::ranges::find(kNamedKeys, key) != std::end(kNamedKeys); }

bool is_positional(char c) { return (c >= '0' && c <= '9') || c == 'W' || c == 'A' || c == 'S' || c == 'D'; }

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

ActionArg to_arg(const std::string& word) {
  const char* end = word.data() + word.size();
  int64_t whole = 0;
  if (auto [p, e] = std::from_chars(word.data(), end, whole); e == std::errc() && p == end) return whole;
  double real = 0;
  if (auto [p, e] = std::from_chars(word.data(), end, real); e == std::errc() && p == end) return real;
  return word;
}

struct Word {
  std::string text;
  bool quoted;
};

// Words split at blanks; "..." keeps blanks together, \" and \\ and \n inside it.
Result<std::vector<Word>> split_words(std::string_view s) {
  std::vector<Word> words;
  for (size_t i = 0; i < s.size();) {
    if (s[i] == ' ' || s[i] == '\t') {
      ++i;
      continue;
    }
    Word word{{}, s[i] == '"'};
    if (!word.quoted) {
      while (i < s.size() && s[i] != ' ' && s[i] != '\t') word.text += s[i++];
    } else {
      for (++i; i < s.size() && s[i] != '"'; ++i) {
        if (s[i] == '\\' && i + 1 < s.size()) {
          ++i;
          word.text += s[i] == 'n' ? '\n' : s[i] == 't' ? '\t' : s[i];
        } else {
          word.text += s[i];
        }
      }
      if (i == s.size()) return Error{fmt::format("a quote is not closed in: {}", s)};
      ++i;
    }
    words.push_back(std::move(word));
  }
  return words;
}

std::string quote(std::string_view s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

}  // namespace

int64_t Action::integer(size_t i, int64_t fallback) const {
  const int64_t* v = i < args.size() ? std::get_if<int64_t>(&args[i]) : nullptr;
  return v ? *v : fallback;
}

double Action::number(size_t i, double fallback) const {
  if (i >= args.size()) return fallback;
  if (const double* v = std::get_if<double>(&args[i])) return *v;
  if (const int64_t* v = std::get_if<int64_t>(&args[i])) return static_cast<double>(*v);
  return fallback;
}

std::string Action::text(size_t i, std::string_view fallback) const {
  if (i >= args.size()) return std::string(fallback);
  if (const std::string* v = std::get_if<std::string>(&args[i])) return *v;
  if (const int64_t* v = std::get_if<int64_t>(&args[i])) return fmt::format("{}", *v);
  return fmt::format("{}", std::get<double>(args[i]));
}

// Action = id { blank Word } | id ":" Word { "," Word } .
Result<Action> parse_action(std::string_view written) {
  auto words = split_words(written);
  if (!words) return Error{words.error()};
  if (words.value().empty()) return Error{"an action needs a name"};
  Action action;
  std::string& head = words.value()[0].text;
  size_t colon = head.find(':');
  if (words.value().size() == 1 && colon != std::string::npos) {
    action.id = head.substr(0, colon);
    std::string rest = head.substr(colon + 1);
    for (size_t at = 0; at <= rest.size();) {
      size_t comma = std::min(rest.find(',', at), rest.size());
      if (comma > at) action.args.push_back(to_arg(rest.substr(at, comma - at)));
      at = comma + 1;
    }
    return action;
  }
  action.id = head;
  for (size_t i = 1; i < words.value().size(); ++i) {
    const Word& word = words.value()[i];
    action.args.push_back(word.quoted ? ActionArg(word.text) : to_arg(word.text));
  }
  return action;
}

std::string to_string(const Action& action) {
  std::string out = action.id;
  for (const ActionArg& arg : action.args) {
    if (const std::string* s = std::get_if<std::string>(&arg))
      out += " " + quote(*s);
    else if (const int64_t* n = std::get_if<int64_t>(&arg))
      out += fmt::format(" {}", *n);
    else
      out += fmt::format(" {}", std::get<double>(arg));
  }
  return out;
}

bool KeyChord::matches(const KeyPress& press) const {
  switch (by) {
    case By::Name: return press.key == key && press.mods == mods;
    case By::Physical: return press.physical == key[0] && press.mods == mods;
    case By::Typed: break;
  }
  // With Ctrl or Alt nothing is typed: the key's own sign decides, Shift included. Without, whatever it took
  // to type it.
  if (mods != Mod::None) return lower(press.key) == lower(key) && press.mods == mods;
  if (has(press.mods, Mod::Ctrl)) return false;
  return press.typed.empty() ? press.mods == Mod::None && lower(press.key) == lower(key)
                             : lower(press.typed) == lower(key);
}

Result<std::vector<KeyChord>> parse_keys(std::string_view written) {
  auto words = split_words(written);
  if (!words) return Error{words.error()};
  std::vector<KeyChord> chords;
  for (const Word& word : words.value()) {
    KeyChord chord;
    std::string_view rest = word.text;
    for (auto [name, mod] : {std::pair{"Ctrl+", Mod::Ctrl}, {"Shift+", Mod::Shift}, {"Alt+", Mod::Alt}})
      if (rest.starts_with(name)) {
        rest.remove_prefix(std::string_view(name).size());
        chord.mods = chord.mods | mod;
      }
    if (rest.empty()) return Error{fmt::format("no key in \"{}\"", written)};
    chord.key = rest;
    bool plain = !has(chord.mods, Mod::Ctrl) && !has(chord.mods, Mod::Alt);
    if (is_named(rest))
      chord.by = KeyChord::By::Name;
    else if (rest.size() == 1 && is_positional(rest[0]) && plain)
      chord.by = KeyChord::By::Physical;
    else if (static_cast<unsigned char>(rest[0]) < 0x80 && rest.size() > 1)
      return Error{fmt::format("no key is called \"{}\"", rest)};
    else
      chord.by = KeyChord::By::Typed;
    chords.push_back(std::move(chord));
  }
  if (chords.empty() || chords.size() > 2)
    return Error{fmt::format("\"{}\" is not one or two key presses", written)};
  return chords;
}

void ActionRegistry::add(ActionSpec spec) {
  GOPH_CHECK(!find(spec.id), "an action is registered once");
  for (const ActionKey& key : spec.keys) {
    auto chords = parse_keys(key.keys);
    GOPH_CHECK(chords.ok(), "an action's default keys can be parsed");
    bindings_.push_back({std::move(chords).value(), specs_.size(), key.args});
  }
  specs_.push_back(std::move(spec));
}

void ActionRegistry::on(std::string_view id, Handler handler) {
  for (auto& [name, old] : handlers_)
    if (name == id) {
      old = std::move(handler);
      return;
    }
  handlers_.emplace_back(id, std::move(handler));
}

const ActionSpec* ActionRegistry::find(std::string_view id) const {
  auto it = std::ranges::find(specs_, id, &ActionSpec::id);
  return it == specs_.end() ? nullptr : &*it;
}

std::optional<Action> ActionRegistry::match(const Pressed& pressed) {
  std::optional<KeyPress> before = last_press_;
  bool quick = before && pressed.now - last_time_ <= kDoublePressSeconds && !pressed.repeat;
  last_press_ = pressed.press;
  last_time_ = pressed.now;
  const Binding* best = nullptr;
  for (const Binding& b : bindings_) {
    const ActionSpec& spec = specs_[b.spec];
    if (pressed.typing && spec.while_typing == WhileTyping::Ignore) continue;
    if (pressed.repeat && spec.repeats == Repeats::No) continue;
    if (!b.chords.back().matches(pressed.press)) continue;
    if (b.chords.size() == 2 && !(quick && b.chords[0].matches(*before))) continue;
    if (!best || b.chords.size() > best->chords.size()) best = &b;
  }
  if (!best) return std::nullopt;
  if (best->chords.size() == 2) last_press_.reset();
  return Action{specs_[best->spec].id, best->args};
}

Result<void> ActionRegistry::perform(const Action& action) const {
  for (const auto& [name, handler] : handlers_)
    if (name == action.id) {
      handler(action);
      return {};
    }
  if (find(action.id)) return Error{fmt::format("nothing here can do \"{}\" now", action.id)};
  return Error{fmt::format("there is no action \"{}\"", action.id)};
}

std::string key_label(std::string_view written) {
  std::string out(written);
  for (auto [name, sign] :
       {std::pair{std::string_view("Left"), "←"}, {"Right", "→"}, {"Up", "↑"}, {"Down", "↓"}}) {
    if (!std::string_view(out).ends_with(name)) continue;
    size_t at = out.size() - name.size();
    if (at == 0 || out[at - 1] == '+' || out[at - 1] == ' ') out.replace(at, name.size(), sign);
  }
  return out;
}

}  // namespace gopherarium
