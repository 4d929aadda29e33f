#include "runtime/trace/recording.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "runtime/trace/recording_file.h"
#include "tests/trace/fixture.h"

namespace gopherarium {
namespace {

using fixture::Simulation;

struct TempFile {
  explicit TempFile(const char* name)
      : path(testing::TempDir() + "gopherarium_" + std::to_string(getpid()) + "_" + name) {}
  ~TempFile() { std::remove(path.c_str()); }
  std::string bytes() const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void put(std::string_view bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
  std::string path;
};

void write(const std::string& path, const Simulation& sim, std::span<const Event> events, size_t piece) {
  auto writer = RecordingWriter::create(path, sim.info(), sim.tables);
  ASSERT_TRUE(writer.ok()) << writer.error();
  for (size_t at = 0; at < events.size(); at += piece) {
    writer.value()->on_events(events.subspan(at, std::min(piece, events.size() - at)));
  }
  ASSERT_TRUE(writer.value()->finish().ok());
}

void expect_events(const Recording& r, std::span<const Event> events) {
  const RecordingView view = r.view();
  ASSERT_EQ(view.end(), events.size());
  for (EventIndex i = 0; i < view.end(); ++i) {
    ASSERT_EQ(std::memcmp(&view[i], &events[i], sizeof(Event)), 0) << "event " << i << ": " << print_event(r, view[i]);
  }
}

TEST(RecordingFile, GivesBackEveryEventTextAndStack) {
  Simulation sim = fixture::worker_pool(4, 20, 1'000'000, 100'000);
  sim.run();
  const TempFile file("roundtrip");
  write(file.path, sim, sim.events, 4096);
  auto opened = open_recording(file.path);
  ASSERT_TRUE(opened.ok()) << opened.error();
  EXPECT_EQ(opened.value().warning, "");
  const Recording& r = *opened.value().recording;
  EXPECT_EQ(r.info(), sim.info());
  expect_events(r, sim.events);
  for (const Event& e : sim.events) {
    const auto mine = r.stack(e.stack), theirs = sim.tables->stack_of(e.stack);
    ASSERT_TRUE(std::equal(mine.begin(), mine.end(), theirs.begin(), theirs.end()));
  }
  EXPECT_EQ(r.name_of(sim.channels[0].address), "jobs");
  const double per_event = static_cast<double>(file.bytes().size()) / static_cast<double>(sim.events.size());
  EXPECT_LE(per_event, 8.0);
  RecordProperty("bytes_per_event", std::to_string(per_event));
}

TEST(RecordingFile, TakesAnyEvent) {
  Simulation sim;
  const std::vector<Event> events = fixture::nonsense(1, 70'000);
  const TempFile file("any");
  write(file.path, sim, events, 1000);
  auto opened = open_recording(file.path);
  ASSERT_TRUE(opened.ok());
  expect_events(*opened.value().recording, events);
}

TEST(RecordingFile, EqualEventsGiveEqualBytesHoweverTheyCome) {
  Simulation sim = fixture::worker_pool(4, 5, 1'000'000, 70'000);
  sim.run();
  const TempFile one("one"), other("other");
  write(one.path, sim, sim.events, sim.events.size());
  sim.tables->text("used by no event");
  write(other.path, sim, sim.events, 333);
  EXPECT_EQ(one.bytes(), other.bytes());
}

TEST(RecordingFile, OpensUpToItsLastWholeChunk) {
  Simulation sim = fixture::worker_pool(2, 5, 1'000'000, 3 * EventChunk::kEvents);
  sim.run();
  sim.events.resize(3 * EventChunk::kEvents);
  const TempFile file("cut");
  write(file.path, sim, sim.events, 4096);
  const std::string whole = file.bytes();
  std::set<uint64_t> counts;
  for (size_t size = 0; size <= whole.size(); size += whole.size() / 97) {
    file.put(std::string_view(whole).substr(0, size));
    auto opened = open_recording(file.path);
    if (!opened.ok()) continue;
    const uint64_t count = opened.value().recording->end();
    EXPECT_EQ(count % EventChunk::kEvents, 0u);
    EXPECT_NE(opened.value().warning, "");
    counts.insert(count);
  }
  EXPECT_GE(counts.size(), 3u);
}

TEST(RecordingFile, SurvivesDamage) {
  Simulation sim = fixture::worker_pool(2, 5, 1'000'000, 20'000);
  sim.run();
  const TempFile file("damaged");
  write(file.path, sim, sim.events, 4096);
  const std::string whole = file.bytes();
  std::mt19937_64 random(3);
  for (int i = 0; i < 200; ++i) {
    std::string bytes = whole;
    for (int k = 0; k < 3; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
    file.put(bytes);
    auto opened = open_recording(file.path);
    if (!opened.ok()) continue;
    EXPECT_LE(opened.value().recording->end(), sim.events.size());
  }
  file.put("#!/bin/sh\n");
  EXPECT_EQ(open_recording(file.path).error(), file.path + " is not a recording of Gopherarium");
  EXPECT_EQ(open_recording("/nonexistent/x").error(), "/nonexistent/x: No such file or directory");
}

TEST(Recording, KeepsViewsWhileTheFlightRecorderDrops) {
  Simulation sim = fixture::worker_pool(2, 5, 1'000'000, 6 * EventChunk::kEvents);
  sim.run();
  Recording flight(sim.info(), sim.tables, EventChunk::kEvents);
  const std::span<const Event> all = sim.events;
  flight.on_events(all.first(100));
  const RecordingView early = flight.view();
  flight.on_events(all.subspan(100));
  EXPECT_EQ(early.end(), 100u);
  EXPECT_EQ(early[7].time_ns, all[7].time_ns);
  const RecordingView late = flight.view();
  EXPECT_EQ(late.end(), all.size());
  EXPECT_GT(late.first(), 0u);
  EXPECT_LE(late.end() - late.first(), 2 * EventChunk::kEvents + EventChunk::kEvents);
  for (EventIndex i = late.first(); i < late.end(); i += 1000) EXPECT_EQ(late[i].time_ns, all[i].time_ns);
  const uint64_t middle = all[late.first() + 500].time_ns;
  EXPECT_EQ(late[late.lower_bound(middle)].time_ns, middle);
  EXPECT_GT(late[late.upper_bound(middle)].time_ns, middle);
}

TEST(Print, OneLineFromTheCatalogue) {
  Simulation sim;
  const auto text = [&](std::string_view t) { return sim.tables->text(t); };
  const StackFrame frame{text("main.main"), text("main.go"), 14};
  Event name{.kind = EventKind::ObjectName, .a = 4096, .b = text("ch")};
  Event e{.time_ns = 1'000'012'345,
          .g = 7,
          .stack = sim.tables->stack({&frame, 1}),
          .kind = EventKind::ChanSend,
          .p = 2,
          .d = pack_value_type(ValueKind::Int, text("int")),
          .a = 4096,
          .b = static_cast<uint64_t>(-3),
          .c = pack_how(ChanHow::HandOff, 9, false)};
  Recording r(sim.info(), sim.tables);
  r.on_events({&name, 1});
  EXPECT_EQ(print_event(r, e),
            "1.000012345 P2   G7     ChanSend chan=ch value=-3 how=hand-off peer=G9 type=\"int\" at main.go:14");
  Event out{.time_ns = 5, .g = 1, .kind = EventKind::Output, .a = 1, .b = text("say \"hi\"\n")};
  EXPECT_EQ(print_event(r, out), "0.000000005 -    G1     Output fd=1 text=\"say \\\"hi\\\"\\n\"");
}

TEST(Print, Durations) {
  const std::pair<uint64_t, const char*> kCases[] = {{0, "0 ns"},           {999, "999 ns"},       {1000, "1 µs"},
                                                     {1540, "1.54 µs"},     {3'100'000, "3.1 ms"}, {99'960'000, "100 ms"},
                                                     {2'000'000'000, "2 s"}, {999'999, "1 ms"}};
  for (const auto& [ns, text] : kCases) EXPECT_EQ(print_duration(ns), text);
}

}  // namespace
}  // namespace gopherarium
