#pragma once
// The window's events wait in a queue of ours and reach ImGui one press or release a frame: ImGui 1.86 only
// knows what is down now, so a press and its release within one frame would be lost. Scripts push into the
// same queue as GLFW's callbacks. Single thread: the window's.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/action.h"
#include "app/widgets/geometry.h"

struct ImGuiIO;

namespace gopherarium {

struct InputEvent {
  enum class Kind : uint8_t { MouseMove, MouseButton, Wheel, Key, Text, Leave } kind = Kind::MouseMove;
  Vec2 at = {};  // MouseMove: position; Wheel: how far
  int code = 0;  // MouseButton: 0 left, 1 right, 2 middle; Key: GLFW's code
  bool down = false;
  bool repeat = false;
  Mod mods = Mod::None;
  std::string name = {};  // Key: as KeyPress::key
  std::string text = {};  // Text; Key: what it types, attached by push_text
};

struct DeliveredKey {
  KeyPress press;
  bool repeat = false;
};

enum class SomebodyTypes : uint8_t { No, Yes };

class InputQueue {
 public:
  void push(InputEvent event);
  // Text follows the key press that types it.
  void push_text(std::string_view text);
  bool empty() const { return waiting_.empty(); }

  // Moves events into ImGui up to and including one press or release; while somebody types, of a run of signs. Returns the key
  // presses among them.
  std::vector<DeliveredKey> deliver(ImGuiIO& io, SomebodyTypes types = SomebodyTypes::No);

 private:
  std::deque<InputEvent> waiting_;
};

// GLFW's codes as names: "Space", "F10", "Left"; empty for printing keys. -1 for a name that is none.
std::string key_name(int glfw_key);
int key_code(std::string_view name);
// 'W', '7' for a key by its place on a US board; 0 for others.
char physical_key(int glfw_key);
// Tells ImGui which of GLFW's codes are its keys. Once per context.
void map_keys(ImGuiIO& io);

}  // namespace gopherarium
