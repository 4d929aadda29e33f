#pragma once
// The other end of a Rerun: what runs in its processes, and the messages between them.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/session/run.h"
#include "runtime/trace/detail.h"

namespace gopherarium {

struct RerunOrder {
  DetailPlace centre;
  EventIndex back = 0;      // how many facts before the centre detail begins at the latest
  uint64_t centre_ns = 0;   // when the fact before the centre happened
  int64_t checkpoint_gap_ns = 0;
  uint32_t free_slots = 0;  // a bit for each checkpoint that may be made
};

// An answer's head; what follows it in this order: checkpoints, texts (each a length and its bytes), facts, the frames at the
// beginning and the events, both as RerunEvent.
struct RerunAnswer {
  enum class Status : uint32_t { Done, Died };
  Status status = Status::Done;
  uint32_t checkpoints = 0, texts = 0, to_the_end = 0;
  uint64_t facts = 0, frames = 0, events = 0;
  EventIndex first_fact = 0;
  DetailPlace begin, end;
  uint64_t bytes = 0;  // of all that follows
};
struct RerunCheckpoint {
  uint32_t slot = 0;
  EventIndex event = 0;
  uint64_t units = 0;
};
struct RerunEvent {
  DetailPlace at;
  Event event;  // its texts count from 1 in the order of the answer
};

// Of a fact, without texts: equal in equal runs.
uint64_t fact_print(const Event& event);

class RerunWorker {
 public:
  struct Pipes {
    std::array<int, 32> orders{};
    int answers = -1;
  };
  // Takes orders until the asking process is gone. In a process of its own, which has nothing else to do.
  [[noreturn]] static void run(const Program& program, const Recording& recording, const Pipes& pipes);
};

}  // namespace gopherarium
