#pragma once
// select. The cases are polled in random order (from the run's choices) under the locks of all channels, which are taken
// by ascending address, so two selects can't wait for each other. Nothing ready: one sudog a case joins its channel's list,
// and the first partner to set G::select_done wins; the losers leave their lists when the goroutine runs again.

#include <cstdint>
#include <span>

#include "runtime/sync/chan.h"

namespace gopherarium {

struct SelectCase {
  uint64_t chan = 0;  // 0: never ready
  SelectDir dir = SelectDir::Recv;
  void* value = nullptr;  // Send: read from; Recv: written to (elem_size bytes), null: not wanted
};

// Go's limit on the cases of a select statement; reflect.Select has the same.
inline constexpr uint32_t kMaxSelectCases = 65536;

enum class SelectDefault : uint8_t { No, Yes };

struct SelectResult {
  ChanStatus status = ChanStatus::Done;  // Done, Parked, SendOnClosed
  int32_t index = -1;                    // -1: default
  bool ok = false;                       // receive: the channel isn't closed
};

// No cases and no default parks for ever. After Parked: chan_wakeup, release_wait. The cases need not outlive the call.
SelectResult selectgo(M& m, G& gp, std::span<const SelectCase> cases, SelectDefault has_default);

}  // namespace gopherarium
