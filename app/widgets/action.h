#pragma once
// UI intents are values: keys, clicks, links in text, lessons and scripts all produce an Action, and one
// registry says what each is called, which keys make it and who carries it out. Pure, no ImGui, no window.
//
// Written form, used in links and scripts: `goroutine:7`, `speed 100`, `tab "centre" "memory"`.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/base/result.h"

namespace gopherarium {

using ActionArg = std::variant<int64_t, double, std::string>;

struct Action {
  std::string id;
  std::vector<ActionArg> args;

  bool operator==(const Action&) const = default;
  // The i-th argument, or the fallback when it is missing or of another kind (whole numbers pass for real
  // ones).
  int64_t integer(size_t i, int64_t fallback = 0) const;
  double number(size_t i, double fallback = 0) const;
  std::string text(size_t i, std::string_view fallback = {}) const;  // numbers are printed
};

Result<Action> parse_action(std::string_view written);
std::string to_string(const Action& action);

// ---- Keys ----

enum class Mod : uint8_t { None = 0, Ctrl = 1, Shift = 2, Alt = 4 };
constexpr Mod operator|(Mod a, Mod b) {
  return static_cast<Mod>(static_cast<uint8_t>(a) | static_cast<uint8_t>(b));
}
constexpr bool has(Mod set, Mod one) { return (static_cast<uint8_t>(set) & static_cast<uint8_t>(one)) != 0; }

// One press as the window saw it. A press can be meant by position or by what it types; a chord says which it
// wants.
struct KeyPress {
  std::string key;  // "Space", "F10", "Left", "Enter", or what the key prints without modifiers: "p", "["
  char physical =
      0;  // 'W' for the key in W's place on a US board whatever is printed on it; 0 for keys without one
  std::string typed;  // the text this press enters, if any: "?" whatever keys that takes
  Mod mods = Mod::None;
};

// WASD and digits stand for their place on the board; named keys for themselves; other signs for what is
// typed.
struct KeyChord {
  enum class By : uint8_t { Name, Physical, Typed };
  By by = By::Name;
  std::string key;
  Mod mods = Mod::None;

  bool matches(const KeyPress& press) const;
};

// "Ctrl+Shift+P", "F10", "Shift+Left", "?", "F F" (the same twice, quickly)
Result<std::vector<KeyChord>> parse_keys(std::string_view written);

// ---- Registry ----

enum class WhileTyping : uint8_t {
  Ignore,
  Take
};  // whether the key acts while a text field or the editor has the keyboard
enum class Repeats : uint8_t { No, Yes };  // whether holding the key down repeats it

struct ActionKey {
  std::string keys = {};             // as parse_keys takes it
  std::vector<ActionArg> args = {};  // of the action this key makes
};

struct ActionSpec {
  std::string id = {};     // "run.toggle", also the prefix of links: "goroutine"
  std::string title = {};  // "Run or pause"
  std::string group = {};  // heading in the overlay of keys: "Time", "View"
  std::string help = {};   // one sentence
  std::vector<ActionKey> keys = {};
  WhileTyping while_typing = WhileTyping::Ignore;
  Repeats repeats = Repeats::No;
  bool listed = true;  // in the palette; actions that need arguments are not
};

class ActionRegistry {
 public:
  using Handler = std::function<void(const Action&)>;

  // A wrong chord or a second spec of the same id is our bug.
  void add(ActionSpec spec);
  // Who carries it out. A later handler replaces an earlier one.
  void on(std::string_view id, Handler handler);

  const ActionSpec* find(std::string_view id) const;
  const std::vector<ActionSpec>& specs() const { return specs_; }

  struct Pressed {
    KeyPress press = {};
    double now = 0;  // seconds
    bool typing = false;
    bool repeat = false;
  };
  // The action of a key press, if one is bound to it. A chord of two presses wins over its first press made
  // twice.
  std::optional<Action> match(const Pressed& pressed);

  // An error when nobody knows or handles the action.
  Result<void> perform(const Action& action) const;

 private:
  struct Binding {
    std::vector<KeyChord> chords;
    size_t spec;
    std::vector<ActionArg> args;
  };
  std::vector<ActionSpec> specs_;
  std::vector<Binding> bindings_;
  std::vector<std::pair<std::string, Handler>> handlers_;
  std::optional<KeyPress> last_press_;
  double last_time_ = -1;
};

// How a key is shown to people: "Ctrl+Shift+P", "Space", "←".
std::string key_label(std::string_view written);

}  // namespace gopherarium
