#include "app/shell/commands.h"

namespace gopherarium {
namespace {

using enum WhileTyping;

std::vector<ActionKey> keys(std::initializer_list<const char*> written) {
  std::vector<ActionKey> out;
  for (const char* k : written) out.push_back({k, {}});
  return out;
}

std::vector<ActionKey> digits() {
  std::vector<ActionKey> out;
  for (int64_t n = 1; n <= 9; ++n) out.push_back({std::to_string(n), {n}});
  return out;
}

// One action a line: id, title, group, help, keys, whether it acts while somebody types, whether holding
// repeats it.
// clang-format off
const std::vector<ActionSpec>& table() {
  constexpr Repeats kRepeats = Repeats::Yes;
  static const std::vector<ActionSpec> specs = {
      // ---- Time ----
      {"run.toggle", "Run or pause", "Time", "Runs on from the playhead, or pauses.", keys({"Space"})},
      {"run.restart", "Restart", "Time", "Starts the program again from its first event.", keys({"Ctrl+R"}), Take},
      {"run.start", "Run the edited source", "Time", "Compiles what the editor holds and starts it.", keys({"Ctrl+Enter"}), Take},
      {"run.stop", "Stop", "Time", "Ends the run.", keys({"Ctrl+."}), Take},
      {"run.hold", "Hold the run", "Time", "Stops all Ms at a safe point, or lets them go on; the playhead is free.", keys({"Shift+Space"})},
      {"run.controlled", "Run again, controlled", "Time", "The same program, each step chosen: it can be stepped and repeated.", keys({"Ctrl+Shift+R"}), Take},
      {"time.step", "Step one event", "Time", "Moves the playhead to the next event.", keys({"Right"}), Ignore, kRepeats},
      {"time.step_back", "Step one event back", "Time", "Moves the playhead to the event before.", keys({"Left"}), Ignore, kRepeats},
      {"time.step_row", "Step on this row", "Time", "To the next event of the chosen row.", keys({"Shift+Right", "."}), Ignore, kRepeats},
      {"time.step_row_back", "Step back on this row", "Time", "To the event before on the chosen row.", keys({"Shift+Left", ","}), Ignore, kRepeats},
      {"time.start", "To the start", "Time", "To the first event.", keys({"Home"})},
      {"time.end", "To the end", "Time", "To the last event.", keys({"End"})},
      {"line.over", "Step over a line", "Time", "Runs the chosen goroutine to its next line.", keys({"F10"}), Take, kRepeats},
      {"line.into", "Step into a call", "Time", "Runs the chosen goroutine into the next call.", keys({"F11"}), Take, kRepeats},
      {"line.over_back", "Step back over a line", "Time", "To the chosen goroutine's line before.", keys({"Shift+F10"}), Take, kRepeats},
      {"line.into_back", "Step back into a call", "Time", "Into the call before.", keys({"Shift+F11"}), Take, kRepeats},
      {"time.last_run", "When did it last run?", "Time", "To the last event before now at which the chosen goroutine ran.", keys({"L"})},
      {"cause.back", "To the cause", "Time", "To what made this happen.", keys({"["})},
      {"cause.forward", "To the effect", "Time", "To what this made happen.", keys({"]"})},
      {"choose.run_next", "Run this goroutine next", "Time", "When a choice is open: 1 to 9 choose which goroutine runs.", digits()},
      {"speed.faster", "Faster", "Time", "More events a second.", keys({"+", "="}), Ignore, kRepeats},
      {"speed.slower", "Slower", "Time", "Fewer events a second.", keys({"-"}), Ignore, kRepeats},
      {"stdin.type", "Type input", "Time", "For the program's standard input, in the console.", keys({"Ctrl+I"}), Take},
      {"stdin.end", "End the input", "Time", "The program's standard input ends, as with this key at a terminal.", keys({"Ctrl+D"}), Take},
      {.id = "stdin", .title = "Send a line", .group = "Time", .help = "To the program's standard input.", .listed = false},
      {.id = "arguments", .title = "Set the arguments", .group = "Time", .help = "os.Args of the next run.", .listed = false},
      {.id = "environment", .title = "Set the environment", .group = "Time", .help = "NAME=value words for the next run.", .listed = false},
      {.id = "speed", .title = "Set the speed", .group = "Time", .help = "Events a second, or real.", .listed = false},
      {.id = "driver", .title = "Set the driver", .group = "Time", .help = "live or controlled.", .listed = false},
      {.id = "procs", .title = "Set the number of Ps", .group = "Time", .help = "GOMAXPROCS of the next run.", .listed = false},
      {.id = "seed", .title = "Set the seed", .group = "Time", .help = "Of the controlled driver's choices.", .listed = false},
      // ---- Timeline ----
      {"zoom.in", "Zoom in", "Timeline", "At the playhead; the wheel zooms at the pointer.", keys({"W"}), Ignore, kRepeats},
      {"zoom.out", "Zoom out", "Timeline", "At the playhead.", keys({"S"}), Ignore, kRepeats},
      {"pan.left", "Pan left", "Timeline", "Earlier; also Shift+wheel, middle or right drag.", keys({"A"}), Ignore, kRepeats},
      {"pan.right", "Pan right", "Timeline", "Later.", keys({"D"}), Ignore, kRepeats},
      {"row.up", "Row above", "Timeline", "Chooses the row above.", keys({"Up"}), Ignore, kRepeats},
      {"row.down", "Row below", "Timeline", "Chooses the row below.", keys({"Down"}), Ignore, kRepeats},
      {"view.focus", "Focus the selection", "Timeline", "Centres what is selected.", keys({"F"})},
      {"view.fit", "Fit the selection", "Timeline", "Zooms to what is selected.", keys({"F F"})},
      {"view.reset", "Whole run", "Timeline", "Zooms out to everything.", keys({"Z", "0"})},
      {"mark.add", "Bookmark", "Timeline", "Marks this time; again takes it away.", keys({"M"})},
      {"view.undo", "Undo navigation", "Timeline", "Back to where the view was.", keys({"Ctrl+Z"})},
      {"view.redo", "Redo navigation", "Timeline", "Forward again.", keys({"Ctrl+Y", "Ctrl+Shift+Z"})},
      {"rows.filter", "Filter rows", "Timeline", "By a part of their name.", keys({"Ctrl+L"}), Take},
      {"rows.relatives", "Only relatives", "Timeline", "Of the goroutines those that made, woke or met the selected one.", keys({"I"})},
      {"rows.pin", "Pin the row", "Timeline", "Keeps the selected row on top; again lets it go.", keys({"P"})},
      {"rows.hide", "Hide the row", "Timeline", "Takes the selected row away.", keys({"H"})},
      {"rows.all", "All rows", "Timeline", "No filter, nothing pinned or hidden.", keys({"U"})},
      {.id = "rows.order", .title = "Choose the rows", .group = "Timeline", .help = "P, G, M or chan.", .listed = false},
      // ---- Find ----
      {"view.search", "Search", "Find", "In events, goroutines, output and source.", keys({"/"})},
      {"view.find", "Find a row", "Find", "Goroutines, channels, locks and lanes by name.", keys({"Ctrl+P"}), Take},
      {"palette.open", "All commands", "Find", "Everything the window can do, by name.", keys({"Ctrl+Shift+P", "F1"}), Take},
      {"view.clear", "Clear", "Find", "Closes what is open, then clears the selection.", keys({"Esc"}), Take},
      {"help.keys", "All keys", "Find", "Shows this.", keys({"?"})},
      // ---- Window ----
      {"view.present", "Presenter mode", "Window", "Big type for the back row; PageUp and PageDown walk a lesson.", keys({"F5"}), Take},
      {"view.spotlight", "Spotlight", "Window", "Dims everything but what lies round the pointer.", keys({"F6"}), Take},
      {"lesson.next", "Next step of the lesson", "Window", "A clicker's key.", keys({"PageDown"})},
      {"lesson.previous", "Step of the lesson before", "Window", "A clicker's key.", keys({"PageUp"})},
      {"text.larger", "Larger type", "Window", "In the whole window.", keys({"Ctrl+=", "Ctrl++"}), Take, kRepeats},
      {"text.smaller", "Smaller type", "Window", "In the whole window.", keys({"Ctrl+-"}), Take, kRepeats},
      {"text.normal", "Normal type", "Window", "100 %.", keys({"Ctrl+0"}), Take},
      {"theme.next", "Next theme", "Window", "Dark, light, classic, high contrast.", keys({"Ctrl+Shift+T"}), Take},
      {"tab.next", "Next tab", "Window", "Of the area with the keyboard.", keys({"Ctrl+PageDown"}), Take},
      {"tab.previous", "Tab before", "Window", "Of the area with the keyboard.", keys({"Ctrl+PageUp"}), Take},
      {"workspace.next", "Next workspace", "Window", "Lesson, scheduler, channels, memory, correctness, explore.", keys({"Ctrl+Shift+W"}), Take},
      {"gallery", "All lessons", "Window", "The lessons there are.", keys({"Ctrl+G"}), Take},
      {"file.save", "Save", "Window", "Writes the source to its file.", keys({"Ctrl+S"}), Take},
      {"file.save_as", "Save as", "Window", "Writes the shown source to another file.", keys({"Ctrl+Shift+S"}), Take},
      {"file.revert", "Back to the saved text", "Window", "Drops what was typed since; Ctrl+Z in the source brings it back.", {}, Take},
      {"file.drafts", "Unsaved programs", "Window", "What was typed and not saved, of all programs.", {}, Take},
      {.id = "file.draft", .title = "Open an unsaved program", .group = "Window", .help = "By its name.", .listed = false},
      {"file.open", "Open", "Window", "A program, a recording or a lesson; or drop it on the window.", keys({"Ctrl+O"}), Take},
      {"file.new", "New program", "Window", "An empty main, to be saved later.", keys({"Ctrl+N"}), Take},
      {.id = "file.browse", .title = "Look into a folder", .group = "Window", .help = "For a file to open.", .listed = false},
      {.id = "theme", .title = "Set the theme", .group = "Window", .help = "dark, light, classic or high contrast.", .listed = false},
      {.id = "workspace", .title = "Choose a workspace", .group = "Window", .help = "By its name.", .listed = false},
      {.id = "tab", .title = "Show a panel", .group = "Window", .help = "By its name.", .listed = false},
      {.id = "scale", .title = "Set the size of type", .group = "Window", .help = "1 is 100 %.", .listed = false},
  };
  return specs;
}
// clang-format on

}  // namespace

void register_commands(ActionRegistry& registry) {
  for (const ActionSpec& spec : table()) registry.add(spec);
}

}  // namespace gopherarium
