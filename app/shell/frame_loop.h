#pragma once
// When the next frame is due. Idle costs nothing: without input, new events or something that moves the loop
// sleeps in the window system's wait, and any thread can end that with Window::wake(). Pure.

#include <cstdint>

namespace gopherarium {

struct FrameNeeds {
  bool input_waiting = false;  // events in our queue, as one press or release goes on a frame
  bool animating = false;      // something moves on its own
  bool damaged = false;        // the window system lost our pixels
  double redraw_delay = 1e9;   // seconds until something changes by itself (a caret, a message that ends)
  double until_refresh =
      0;  // seconds until the display could show another frame; drivers without vsync don't wait for it
  int settle_frames = 0;  // left after the last input
};

// ImGui shows the effect of an input up to two frames later (hover, focus, appearing popups).
constexpr int kSettleFrames = 3;

// How long to wait for events before drawing: 0 not at all, negative without end.
double wait_before_frame(const FrameNeeds& needs);

}  // namespace gopherarium
