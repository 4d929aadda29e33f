#pragma once
// SimKernel: the controlled driver's. Input is given beforehand; a read takes virtual time, and whether it blocks (and
// so gives up its P) is a choice. One thread calls it.

#include <string>

#include "runtime/kernel/kernel.h"

namespace gopherarium {

class SimKernel final : public Kernel {
 public:
  explicit SimKernel(const KernelOptions& options) : output_(options.output), input_(options.input) {}

  IoResult write(M& m, const G* gp, int fd, std::string_view bytes) override;
  IoStatus read(M& m, G& gp, int fd, uint64_t most, const Store& store) override;

 private:
  // A read that blocks takes longer than sysmon's patience, so its P moves; as a disk would need.
  static constexpr int64_t kReadNs = 100'000;

  OutputSink output_;
  std::string input_;
  size_t taken_ = 0;
};

}  // namespace gopherarium
