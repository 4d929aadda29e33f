// What the window and the collector pay: events through the bus, bytes and time of a file, reaching any place of ten
// million events, and preparing the lanes of a frame at any zoom.
//
//   ninja trace_bench && ./trace_bench [--benchmark_filter=...]

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdio>
#include <random>
#include <thread>

#include "runtime/trace/lanes.h"
#include "runtime/trace/model.h"
#include "runtime/trace/recording_file.h"
#include "tests/trace/fixture.h"

namespace gopherarium {
namespace {

constexpr uint64_t kEvents = 10'000'000;
constexpr uint32_t kGoroutines = 10'000;

struct CountingSink : EventSink {
  void on_events(std::span<const Event> batch) override { count += batch.size(); }
  uint64_t count = 0;
};

// Ten million events of 10,000 goroutines on 8 Ps, made once.
const Recording& big() {
  static const auto recording = fixture::worker_pool(8, kGoroutines - 2, kEvents, kEvents).record();
  return *recording;
}

void BM_Bus(benchmark::State& state) {
  const auto producers = static_cast<uint32_t>(state.range(0));
  constexpr uint64_t kEach = 2'000'000;
  for (auto _ : state) {
    Bus bus({.mode = state.range(1) != 0 ? BusMode::Flight : BusMode::Lossless, .procs = producers});
    CountingSink sink;
    bus.start(sink);
    std::vector<std::thread> threads;
    for (uint32_t p = 0; p < producers; ++p) {
      threads.emplace_back([&bus, p] {
        uint64_t time = 0;
        Event e;
        e.kind = EventKind::GoStart;
        e.p = static_cast<uint16_t>(p);
        for (uint64_t i = 0; i < kEach; ++i) bus.emit_stamped(e, [&] { return ++time; });
      });
    }
    for (auto& t : threads) t.join();
    bus.stop();
    benchmark::DoNotOptimize(sink.count);
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * producers * kEach));
}
BENCHMARK(BM_Bus)->Args({1, 0})->Args({1, 1})->Args({2, 0})->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_InternKnownText(benchmark::State& state) {
  TraceTables tables;
  for (int i = 0; i < 1000; ++i) tables.text("text " + std::to_string(i));
  for (auto _ : state) benchmark::DoNotOptimize(tables.text("text 500"));
}
BENCHMARK(BM_InternKnownText);

void BM_WriteFile(benchmark::State& state) {
  const RecordingView view = big().view();
  const auto tables = std::make_shared<TraceTables>();
  constexpr EventIndex kWritten = 2'000'000;
  double bytes = 0;
  for (auto _ : state) {
    auto writer = RecordingWriter::create("/dev/null", big().info(), tables);
    for (EventIndex i = 0; i < kWritten;) {
      const auto run = view.run_from(i, kWritten);
      writer.value()->on_events(run);
      i += run.size();
    }
    (void)writer.value()->finish();
    bytes = static_cast<double>(writer.value()->bytes_written());
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * kWritten));
  state.counters["bytes_per_event"] = bytes / kWritten;
}
BENCHMARK(BM_WriteFile)->Unit(benchmark::kMillisecond);

void BM_ModelTakesIn(benchmark::State& state) {
  const bool with_lanes = state.range(0) != 0;
  for (auto _ : state) {
    Lanes lanes;
    Model model(big(), with_lanes ? &lanes : nullptr);
    model.refresh(1'000'000);
    benchmark::DoNotOptimize(model.end());
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * 1'000'000));
}
BENCHMARK(BM_ModelTakesIn)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

struct Whole {
  Whole() : model(big(), &lanes) { model.refresh(); }
  Lanes lanes;
  Model model;
};
Whole& whole() {
  static Whole w;
  return w;
}

void BM_ReachAnyPlace(benchmark::State& state) {
  Model& model = whole().model;
  std::mt19937_64 random(1);
  double worst = 0;
  for (auto _ : state) {
    const auto began = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(model.at(random() % model.end()).time_ns);
    worst = std::max(worst, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  state.counters["worst_ms"] = worst;
}
BENCHMARK(BM_ReachAnyPlace)->Unit(benchmark::kMillisecond);

void BM_StepBack(benchmark::State& state) {
  Model& model = whole().model;
  EventIndex at = model.end() - 100'000;
  for (auto _ : state) benchmark::DoNotOptimize(model.at(--at).time_ns);
}
BENCHMARK(BM_StepBack)->Unit(benchmark::kMicrosecond);

// A frame: 8 Ps and 60 goroutines over 1,600 pixels, the range being 1/arg of the run.
void BM_PrepareFrame(benchmark::State& state) {
  const Lanes& lanes = whole().lanes;
  const uint64_t length = lanes.end_ns() / static_cast<uint64_t>(state.range(0));
  std::vector<LaneSpan> spans;
  std::vector<CounterPoint> points;
  size_t drawn = 0;
  for (auto _ : state) {
    const TimeRange range{lanes.end_ns() / 2 - length / 2, lanes.end_ns() / 2 + length / 2};
    const double ns_per_pixel = static_cast<double>(length) / 1600;
    drawn = 0;
    for (uint64_t p = 0; p < 8; ++p) {
      lanes.spans({LaneKind::P, p}, range, ns_per_pixel, spans);
      drawn += spans.size();
    }
    for (uint64_t g = 1; g <= 60; ++g) {
      lanes.spans({LaneKind::G, g}, range, ns_per_pixel, spans);
      drawn += spans.size();
    }
    for (uint64_t c = 0; c < 4; ++c) {
      lanes.points({LaneKind::Counter, c}, range, ns_per_pixel, points);
      drawn += points.size();
    }
    benchmark::DoNotOptimize(drawn);
  }
  state.counters["drawn"] = static_cast<double>(drawn);
  state.counters["spans"] = static_cast<double>(lanes.span_count());
}
BENCHMARK(BM_PrepareFrame)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMillisecond);

// All 10,000 goroutines in one frame, a pixel row each.
void BM_PrepareAllGoroutines(benchmark::State& state) {
  const Lanes& lanes = whole().lanes;
  std::vector<LaneSpan> spans;
  for (auto _ : state) {
    for (uint64_t g = 1; g <= kGoroutines; ++g) {
      lanes.spans({LaneKind::G, g}, {0, lanes.end_ns()}, static_cast<double>(lanes.end_ns()) / 1600, spans);
      benchmark::DoNotOptimize(spans.data());
    }
  }
}
BENCHMARK(BM_PrepareAllGoroutines)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gopherarium

BENCHMARK_MAIN();
