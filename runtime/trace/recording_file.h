#pragma once
// A recording on disk: a header that says what ran, chunks of events with the texts and stacks they brought, an index.
// recording_file.cpp describes the bytes. Equal events give equal files. At most 8 bytes an event on average.

#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "runtime/base/result.h"
#include "runtime/trace/recording.h"

namespace gopherarium {

class RecordingWriter final : public EventSink {
 public:
  static Result<std::unique_ptr<RecordingWriter>> create(const std::string& path, const RecordingInfo& info,
                                                         std::shared_ptr<const TraceTables> tables);
  ~RecordingWriter() override;  // finishes, if nobody did

  void on_events(std::span<const Event> events) override;
  // Writes what is left and the index. The first error of any write, once.
  Result<void> finish();
  uint64_t bytes_written() const;

 private:
  struct Impl;
  explicit RecordingWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

struct OpenedRecording {
  std::unique_ptr<Recording> recording;
  std::string warning;  // one sentence when the file is cut off; else empty
};
Result<OpenedRecording> open_recording(const std::string& path);

}  // namespace gopherarium
