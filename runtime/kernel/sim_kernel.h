#pragma once
// SimKernel: the controlled driver's. One thread calls it.
//
// A call takes virtual time, and whether it blocks (and so gives up its P) is a choice. Input comes a line at a time, as
// from a terminal, so what a read gets depends on the bytes alone and not on when they came. While there is none, the whole
// run stands still, clock and all: so the run does not depend on how long somebody thinks before typing.

#include "runtime/kernel/kernel.h"

namespace gopherarium {

class SimKernel final : public Kernel {
 public:
  using Kernel::Kernel;

  IoStatus write(M& m, G& gp, int fd, std::string_view bytes, const Stored& store) override;
  IoStatus read(M& m, G& gp, uint64_t most, const Store& store) override;
  IoStatus pass(M& m, G& gp, std::string_view call) override;
  int64_t notice_ns() const override { return 1'000; }

 private:
  // A call that blocks takes longer than sysmon's patience, so its P moves; as a disk would need.
  static constexpr int64_t kBlockNs = 100'000;
  IoStatus leave(M& m, G& gp);
};

}  // namespace gopherarium
