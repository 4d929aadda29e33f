#pragma once
// HostKernel: the live driver's. Any M's thread calls it.

#include <atomic>
#include <string>

#include "runtime/kernel/kernel.h"
#include "runtime/sched/lock.h"

namespace gopherarium {

class HostKernel final : public Kernel {
 public:
  explicit HostKernel(const KernelOptions& options) : options_(options), input_(options.input) {}

  IoResult write(M& m, const G* gp, int fd, std::string_view bytes) override;
  IoStatus read(M& m, G& gp, int fd, uint64_t most, const Store& store) override;

 private:
  IoResult write_all(int fd, std::string_view bytes);
  IoStatus read_process(M& m, G& gp, uint64_t most, const Store& store);

  KernelOptions options_;
  Mutex lock_;  // output stays in one piece; protects what follows
  std::string input_;
  size_t taken_ = 0;
};

}  // namespace gopherarium
