#pragma once
// Scripts drive the window as a person would and say what must be true. A text file, one command a line, #
// starts a comment:
//
//   size 1600 900                     open FILE|LESSON
//   press Ctrl+Shift+P                type "worker"
//   click "Run"                       click "G4" right|double
//   hover "Run"                       drag "border left-border" 100 0
//   wheel "timeline" -3               action goroutine 7
//   wait idle | wait frames 10 | wait until visible "done" | wait until model time > 100    [within SECONDS]
//   expect visible "text" | expect hidden "text" | expect model time >= 5 | expect layout clean
//   expect frames 200 within 8        (the 99th percentile of preparing and building so many frames, in ms)
//   shot name
//
// Names are those of the layout log. The first line that fails ends the script. The runner knows the window
// only as a ScriptStage and the app as a ScriptHost, so that it is tested without either.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/shell/input.h"
#include "app/widgets/action.h"
#include "app/widgets/layout_log.h"
#include "runtime/base/result.h"

namespace gopherarium {

// What the app answers.
class ScriptHost {
 public:
  virtual ~ScriptHost() = default;
  virtual Result<void> open(const std::string& what) = 0;
  // A figure or word of the model by name ("time", "goroutines", "G4.state"); nothing when there is none of
  // that name.
  virtual std::optional<std::string> model(std::string_view key) const = 0;
  // Nothing runs, compiles or loads.
  virtual bool idle() const = 0;
};

// What the window answers.
class ScriptStage {
 public:
  virtual ~ScriptStage() = default;
  virtual void stage_frame() = 0;
  virtual InputQueue& stage_input() = 0;
  virtual const LayoutLog& stage_log() const = 0;
  virtual void stage_resize(int width, int height) = 0;
  virtual Result<void> stage_perform(const Action& action) = 0;
  virtual Result<void> stage_shot(const std::string& path) = 0;
  virtual bool stage_settled() const = 0;  // nothing moves and no input waits
  virtual double stage_frame_ms() const = 0;  // what the last frame took to prepare and build, without GL
};

struct ScriptLine {
  int number = 0;
  std::string source;
  std::vector<std::string> words;  // quotes taken off
};

struct Script {
  std::string name;  // of the file, for messages
  std::vector<ScriptLine> lines;
};

Result<Script> parse_script(std::string_view text, std::string name);
Result<Script> load_script(const std::string& path);

Result<void> run_script(const Script& script, ScriptStage& stage, ScriptHost& host,
                        const std::string& out_dir);

}  // namespace gopherarium
