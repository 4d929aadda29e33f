#pragma once
// Rerun: fills in what happened between the events of a controlled recording, by running a private copy of the run again.
//
// The copy lives in processes of its own, for two reasons. A process that has come somewhere can be kept there as a
// *checkpoint*: fork() copies the whole run, heap and scheduler and all, and costs what the run writes afterwards (ocamldebug
// and rr go back in time the same way). And whatever the copy does, the process that asks goes on.
//
// The first checkpoint is the run's beginning. To answer, the nearest one before the place forks a worker, which runs on to
// it, leaves further checkpoints as it goes, shows its bytecodes to Detail around the place,
// sends what came out and ends. Its facts are compared with the recorded ones: a re-run that goes another way is refused.
//
// One thread uses a Rerun at a time; cancel() may be called from another.

#include <sys/types.h>

#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/bytecode/program.h"
#include "runtime/trace/detail.h"
#include "runtime/trace/recording.h"

namespace gopherarium {

struct RerunAnswer;

class Rerun {
 public:
  static constexpr uint32_t kCheckpoints = 32;

  struct Options {
    int64_t checkpoint_gap_ns = 100'000'000;  // of a worker's time between two checkpoints
  };
  // `program` is what recording.info() says was run, compiled; both outlive this. The recording is a controlled one.
  Rerun(const Program& program, const Recording& recording, Options options)
      : program_(program), recording_(recording), options_(options) {}
  Rerun(const Program& program, const Recording& recording) : Rerun(program, recording, Options{}) {}
  ~Rerun();
  Rerun(const Rerun&) = delete;
  Rerun& operator=(const Rerun&) = delete;

  // The detail around a place: up to kWindow events before and after it. Blocks. The error is one sentence.
  static constexpr uint64_t kWindow = 1u << 15;
  Result<std::shared_ptr<const DetailWindow>> around(DetailPlace centre);
  // Ends an around() that is under way, with an error, and all to come.
  void cancel();

  // How many checkpoints stand now, the beginning among them.
  uint32_t checkpoints() const;

 private:
  struct Checkpoint {
    int control = -1;  // where orders are written
    bool stands = false;
    EventIndex event = 0;
    uint64_t units = 0;
  };

  class Bytes;

  Result<void> start();
  void end();
  const Checkpoint& nearest(DetailPlace centre) const;
  Result<std::shared_ptr<const DetailWindow>> ask(DetailPlace centre, EventIndex back);
  bool receive(void* to, size_t bytes);
  Result<std::shared_ptr<const DetailWindow>> window_of(const RerunAnswer& head, Bytes in);
  std::string went_otherwise(const RerunAnswer& head, Bytes& in) const;

  const Program& program_;
  const Recording& recording_;
  const Options options_;
  std::array<Checkpoint, kCheckpoints> checkpoints_;
  pid_t group_ = -1;   // of all processes
  int answers_ = -1;   // what workers send
  std::atomic<bool> cancelled_{false};
  std::atomic<int> wake_{-1};  // written to by cancel(): an eventfd
};

}  // namespace gopherarium
