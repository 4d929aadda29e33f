#pragma once
// The panels, each in a file of its own. They fold what they show from the view's state and nothing else; clicks become
// actions that app/cli's window carries out.

#include <memory>

#include "app/view/lesson_guide.h"
#include "app/view/view.h"
#include "app/widgets/panel.h"

namespace gopherarium {

std::unique_ptr<Panel> make_source_panel(View& view);
std::unique_ptr<Panel> make_scheduler_panel(View& view);
std::unique_ptr<Panel> make_channels_panel(View& view);
std::unique_ptr<Panel> make_console_panel(View& view);
std::unique_ptr<Panel> make_inspector_panel(View& view);
std::unique_ptr<Panel> make_memory_panel(View& view);
std::unique_ptr<Panel> make_correctness_panel(View& view);
std::unique_ptr<Panel> make_lesson_panel(LessonGuide& guide);
std::unique_ptr<Panel> make_gallery_panel(LessonGuide& guide);

}  // namespace gopherarium
