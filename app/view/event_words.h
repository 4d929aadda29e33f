#pragma once
// What one event says, as a sentence that a student can read: "G6 sends 144 on results straight to G1".
//
// Markdown with the links of markdown_of (goroutine:6, processor:0, machine:1, object:1234). The state is the one after the
// event: names and types are looked up there. Pure.

#include <string>
#include <string_view>

#include "runtime/trace/recording.h"
#include "runtime/trace/state.h"

namespace gopherarium {

std::string event_words(const Recording& recording, const State& state, const Event& event);
// The sentence without links and marks, for one plain line.
std::string plain_words(std::string_view markdown);

}  // namespace gopherarium
