#pragma once
// A program that has run, controlled, and a view of it: what view's and timeline's tests begin with.

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "app/view/view.h"

namespace gopherarium {

inline const std::string kUiPrograms = std::string(GOPHERARIUM_SOURCE_DIR) + "/tests/ui/programs/";

class Watched {
 public:
  explicit Watched(const std::string& program) : document([] {}), view(document) {
    const auto opened = document.open_program(program);
    EXPECT_TRUE(opened) << opened.error();
    run();
  }
  void run() {
    ASSERT_TRUE(document.start()) << (document.problems().empty() ? "" : document.problems()[0].text);
    wait();
  }
  void wait() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (document.running() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ASSERT_FALSE(document.running());
    view.advance(0);
    view.advance(0);
  }
  // The first place after an event of a kind.
  EventIndex after(EventKind kind) const {
    const auto& model = document.model();
    for (EventIndex i = model.first(); i < model.end(); ++i) {
      if (model.event(i).kind == kind) return i + 1;
    }
    ADD_FAILURE() << "no such event";
    return 0;
  }

  Document document;
  View view;
};

}  // namespace gopherarium
