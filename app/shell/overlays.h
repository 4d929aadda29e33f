#pragma once
// What lies over the workspace: the overlay of all keys, the palette (commands, or rows to find), and short
// messages. All of it is made from the action registry and what the app offers; nothing is listed twice.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/shell/input.h"
#include "app/widgets/ui.h"

namespace gopherarium {

struct PaletteItem {
  std::string title;      // "G7 worker(3)"
  std::string note = {};  // keys, or "blocked: chan send"
  Action action = {};
};

// How well a query fits a title: letters in order, better at word starts and in a row. Negative: not at all.
// Pure.
int fuzzy_score(std::string_view query, std::string_view title);

class Palette {
 public:
  using Source = std::function<std::vector<PaletteItem>(std::string_view query)>;

  void open(std::string_view hint, Source source, std::string query = {});
  void close() { open_ = false; }
  bool is_open() const { return open_; }
  // Up, Down and Enter, while open. True when the key was taken.
  bool key(Ui& ui, const KeyPress& press);
  void draw(Ui& ui);

 private:
  void refresh();

  bool open_ = false;
  bool fresh_ = false;
  std::string hint_, query_;
  Source source_;
  std::vector<PaletteItem> items_;
  int chosen_ = 0;
};

// Every listed action with a title that fits.
std::vector<PaletteItem> command_items(const ActionRegistry& registry, std::string_view query);

class KeysOverlay {
 public:
  void toggle() { open_ = !open_; }
  void close() { open_ = false; }
  bool is_open() const { return open_; }
  void draw(Ui& ui, const ActionRegistry& registry);

 private:
  bool open_ = false;
};

// One sentence at the bottom for a few seconds.
class Notice {
 public:
  void say(std::string text, double now);
  void draw(Ui& ui, Rect window);

 private:
  std::string text_;
  double until_ = -1;
};

}  // namespace gopherarium
