#pragma once
// A panel is one tab's content. It owns what it shows and how it is laid out; it knows nothing of the window
// around it.

#include <cstdint>
#include <string>
#include <string_view>

#include "app/widgets/geometry.h"

namespace gopherarium {

class Ui;

enum class Area : uint8_t { Left, Centre, Right, Bottom };

struct PanelContext {
  Ui& ui;
  Rect area;     // all of it is the panel's; drawing outside is clipped
  bool focused;  // this area has the keyboard: its keys (WASD, arrows) go here
};

class Panel {
 public:
  virtual ~Panel() = default;
  // Stable, in settings and scripts: "scheduler".
  virtual std::string_view id() const = 0;
  // On its tab; the tab strip shows it in capitals. May change ("G4").
  virtual std::string title() const = 0;
  // Right end of the tab strip: "go 1.19", "event 412 · t = 1.118 ms (virtual)". Empty for nothing.
  virtual std::string note() const { return {}; }
  // Pure: gathers and folds what draw needs. Called before draw in frames in which the panel is shown.
  virtual void prepare(double /*now*/) {}
  virtual void draw(PanelContext& context) = 0;
};

}  // namespace gopherarium
