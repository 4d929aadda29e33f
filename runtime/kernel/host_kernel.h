#pragma once
// HostKernel: the live driver's. Any M's thread calls it.

#include "runtime/kernel/kernel.h"

namespace gopherarium {

class HostKernel final : public Kernel {
 public:
  using Kernel::Kernel;

  IoStatus write(M& m, G& gp, int fd, std::string_view bytes, const Stored& store) override;
  IoStatus read(M& m, G& gp, uint64_t most, const Store& store) override;
  IoStatus pass(M& m, G& gp, std::string_view call) override;
};

}  // namespace gopherarium
