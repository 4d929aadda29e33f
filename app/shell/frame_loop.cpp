#include "app/shell/frame_loop.h"

#include <algorithm>

namespace gopherarium {

double wait_before_frame(const FrameNeeds& needs) {
  if (needs.input_waiting || needs.damaged) return 0;
  // More frames than the display shows are heat; input ends this wait too.
  if (needs.animating || needs.settle_frames > 0) return std::max(0.0, needs.until_refresh);
  // An hour is as good as never, and keeps the argument in the range every platform's wait takes.
  if (needs.redraw_delay > 3600) return -1;
  return std::max(0.001, needs.redraw_delay);
}

}  // namespace gopherarium
