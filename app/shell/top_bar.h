#pragma once
// The bar at the top: what runs, the transport, speed, driver, and the switches. It shows a state that the
// app fills in before each frame, and every press is an action (commands.h lists them); it knows nothing of
// runs.

#include <cstdint>
#include <string>

#include "app/widgets/ui.h"

namespace gopherarium {

// What the window shows, in one word that is always on screen. Paused: the playhead stands; Held: the run itself stands
// still, all its Ms at safe points.
enum class RunMode : uint8_t { Ready, Live, Controlled, Paused, Held, Ended, Replaying, Forked };
// The run behind the picture, which goes on whether or not the playhead moves.
enum class RunLife : uint8_t { None, Runs, Held };

struct TopBarState {
  std::string title = "Gopherarium";
  std::string breadcrumb;  // "Channels · step 3 of 7"
  bool running = false;
  bool can_step = true, can_step_back = true;
  double events_per_second = 8;  // infinity: real time
  RunMode mode = RunMode::Ready;
  RunLife life = RunLife::None;
  bool controlled = true;  // the driver: live or controlled
  int64_t procs = 2;
  uint64_t seed = 1;
  std::string warning;  // "heap 82 % of 2 GiB"
};

void draw_top_bar(Ui& ui, Rect rect, const TopBarState& state);

// "8 events/s", "120k events/s", "real time"
std::string speed_label(double events_per_second);

}  // namespace gopherarium
