#include "app/shell/input.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui/imgui.h>

#include <algorithm>

namespace gopherarium {
namespace {

struct NamedKey {
  int code;
  std::string_view name;
  int imgui;  // ImGuiKey, -1 for none
};
constexpr NamedKey kKeys[] = {{GLFW_KEY_SPACE, "Space", ImGuiKey_Space},
                              {GLFW_KEY_ENTER, "Enter", ImGuiKey_Enter},
                              {GLFW_KEY_KP_ENTER, "Enter", ImGuiKey_KeyPadEnter},
                              {GLFW_KEY_TAB, "Tab", ImGuiKey_Tab},
                              {GLFW_KEY_ESCAPE, "Esc", ImGuiKey_Escape},
                              {GLFW_KEY_BACKSPACE, "Backspace", ImGuiKey_Backspace},
                              {GLFW_KEY_DELETE, "Delete", ImGuiKey_Delete},
                              {GLFW_KEY_INSERT, "Insert", ImGuiKey_Insert},
                              {GLFW_KEY_LEFT, "Left", ImGuiKey_LeftArrow},
                              {GLFW_KEY_RIGHT, "Right", ImGuiKey_RightArrow},
                              {GLFW_KEY_UP, "Up", ImGuiKey_UpArrow},
                              {GLFW_KEY_DOWN, "Down", ImGuiKey_DownArrow},
                              {GLFW_KEY_HOME, "Home", ImGuiKey_Home},
                              {GLFW_KEY_END, "End", ImGuiKey_End},
                              {GLFW_KEY_PAGE_UP, "PageUp", ImGuiKey_PageUp},
                              {GLFW_KEY_PAGE_DOWN, "PageDown", ImGuiKey_PageDown},
                              {GLFW_KEY_F1, "F1", -1},
                              {GLFW_KEY_F2, "F2", -1},
                              {GLFW_KEY_F3, "F3", -1},
                              {GLFW_KEY_F4, "F4", -1},
                              {GLFW_KEY_F5, "F5", -1},
                              {GLFW_KEY_F6, "F6", -1},
                              {GLFW_KEY_F7, "F7", -1},
                              {GLFW_KEY_F8, "F8", -1},
                              {GLFW_KEY_F9, "F9", -1},
                              {GLFW_KEY_F10, "F10", -1},
                              {GLFW_KEY_F11, "F11", -1},
                              {GLFW_KEY_F12, "F12", -1}};

constexpr int kMaxKeys = 512;  // the size of ImGuiIO::KeysDown

void deliver_key(ImGuiIO& io, const InputEvent& e, std::vector<DeliveredKey>& presses) {
  if (e.code >= 0 && e.code < kMaxKeys) io.KeysDown[e.code] = e.down;
  // X11 reports the modifiers before the event, so a released Ctrl would seem held; scripts hold them only
  // through a chord.
  auto held = [&](int left, int right, Mod mod) {
    return io.KeysDown[left] || io.KeysDown[right] || (e.down && has(e.mods, mod));
  };
  io.KeyCtrl = held(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL, Mod::Ctrl);
  io.KeyShift = held(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT, Mod::Shift);
  io.KeyAlt = held(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT, Mod::Alt);
  if (!e.down) return;
  if (!e.text.empty() && !io.KeyCtrl) io.AddInputCharactersUTF8(e.text.c_str());
  presses.push_back({{e.name, physical_key(e.code), e.text, e.mods}, e.repeat});
}

bool types(const InputEvent& e) {
  if (e.kind == InputEvent::Kind::Text) return true;
  return e.kind == InputEvent::Kind::Key && e.down && !e.text.empty() && !has(e.mods, Mod::Ctrl);
}
bool releases(const InputEvent& e) { return e.kind == InputEvent::Kind::Key && !e.down; }

}  // namespace

void InputQueue::push(InputEvent event) {
  // Only the last of several moves matters; the path between is nobody's business.
  bool moves = event.kind == InputEvent::Kind::MouseMove;
  if (moves && !waiting_.empty() && waiting_.back().kind == event.kind) waiting_.pop_back();
  // A held key repeats faster than a slow frame takes them: only one repeat waits.
  bool repeats =
      event.repeat && !waiting_.empty() && waiting_.back().repeat && waiting_.back().code == event.code;
  if (repeats) waiting_.pop_back();
  waiting_.push_back(std::move(event));
}

void InputQueue::push_text(std::string_view text) {
  bool typed = !waiting_.empty() && waiting_.back().kind == InputEvent::Kind::Key && waiting_.back().down;
  if (typed && waiting_.back().text.empty()) {
    waiting_.back().text = text;
    return;
  }
  waiting_.push_back({.kind = InputEvent::Kind::Text, .text = std::string(text)});
}

std::vector<DeliveredKey> InputQueue::deliver(ImGuiIO& io, SomebodyTypes somebody) {
  std::vector<DeliveredKey> presses;
  bool typing = false;  // signs and their keys' releases share a frame: nobody asks whether those are down
  while (!waiting_.empty()) {
    if (typing && !types(waiting_.front()) && !releases(waiting_.front())) return presses;
    InputEvent e = std::move(waiting_.front());
    waiting_.pop_front();
    switch (e.kind) {
      case InputEvent::Kind::MouseMove: io.MousePos = {e.at.x, e.at.y}; break;
      case InputEvent::Kind::Leave: io.MousePos = {-1e9F, -1e9F}; break;
      case InputEvent::Kind::Text:
        io.AddInputCharactersUTF8(e.text.c_str());
        typing = true;
        break;
      case InputEvent::Kind::Wheel:
        io.MouseWheelH += e.at.x;
        io.MouseWheel += e.at.y;
        io.KeyCtrl = has(e.mods, Mod::Ctrl);
        io.KeyShift = has(e.mods, Mod::Shift);
        break;
      case InputEvent::Kind::MouseButton:
        if (e.code >= 0 && e.code < 5) io.MouseDown[e.code] = e.down;
        io.KeyCtrl = has(e.mods, Mod::Ctrl);
        io.KeyShift = has(e.mods, Mod::Shift);
        return presses;
      case InputEvent::Kind::Key:
        deliver_key(io, e, presses);
        typing = typing || (types(e) && somebody == SomebodyTypes::Yes);
        if (!typing) return presses;
        break;
    }
  }
  return presses;
}

std::string key_name(int glfw_key) {
  auto it = std::ranges::find(kKeys, glfw_key, &NamedKey::code);
  return it == std::end(kKeys) ? std::string() : std::string(it->name);
}

int key_code(std::string_view name) {
  auto it = std::ranges::find(kKeys, name, &NamedKey::name);
  if (it != std::end(kKeys)) return it->code;
  if (name.size() != 1) return -1;
  char c = name[0];
  if (c >= 'a' && c <= 'z') return GLFW_KEY_A + (c - 'a');
  return c > 32 && c < 97 ? c : -1;  // GLFW numbers printing keys by their US sign
}

char physical_key(int glfw_key) {
  bool letter_or_digit = (glfw_key >= 'A' && glfw_key <= 'Z') || (glfw_key >= '0' && glfw_key <= '9');
  if (glfw_key >= GLFW_KEY_KP_0 && glfw_key <= GLFW_KEY_KP_9)
    return static_cast<char>('0' + glfw_key - GLFW_KEY_KP_0);
  return letter_or_digit ? static_cast<char>(glfw_key) : '\0';
}

void map_keys(ImGuiIO& io) {
  for (const NamedKey& k : kKeys)
    if (k.imgui >= 0) io.KeyMap[k.imgui] = k.code;
  for (auto [key, sign] : {std::pair{ImGuiKey_A, 'A'},
                           {ImGuiKey_C, 'C'},
                           {ImGuiKey_V, 'V'},
                           {ImGuiKey_X, 'X'},
                           {ImGuiKey_Y, 'Y'},
                           {ImGuiKey_Z, 'Z'}})
    io.KeyMap[key] = sign;
}

}  // namespace gopherarium
