#include "app/shell/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

namespace gopherarium {
namespace {

constexpr double kWaitSeconds = 20;

// Frames until the window shows what an input did, also when something keeps moving.
constexpr int kMostSettleFrames = 40;

std::optional<double> number(std::string_view s) {
  double v = 0;
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), v);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return v;
}

std::optional<bool> compare(std::string_view a, std::string_view op, std::string_view b) {
  auto x = number(a);
  auto y = number(b);
  if (op == "contains") return a.find(b) != std::string_view::npos;
  int order = x && y ? (*x < *y ? -1 : *x > *y ? 1 : 0) : a.compare(b);
  if (op == "==" || op == "=") return order == 0;
  if (op == "!=") return order != 0;
  if (op == "<") return order < 0;
  if (op == "<=") return order <= 0;
  if (op == ">") return order > 0;
  if (op == ">=") return order >= 0;
  return std::nullopt;
}

Result<std::vector<std::string>> split(std::string_view line) {
  std::vector<std::string> words;
  for (size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
      ++i;
      continue;
    }
    if (line[i] == '#') break;
    std::string word;
    if (line[i] == '"') {
      for (++i; i < line.size() && line[i] != '"'; ++i) {
        if (line[i] == '\\' && i + 1 < line.size()) {
          ++i;
          word += line[i] == 'n' ? '\n' : line[i] == 't' ? '\t' : line[i];
        } else {
          word += line[i];
        }
      }
      if (i == line.size()) return Error{"a quote is not closed"};
      ++i;
    } else {
      while (i < line.size() && line[i] != ' ' && line[i] != '\t' && line[i] != '\r') word += line[i++];
    }
    words.push_back(std::move(word));
  }
  return words;
}

class Runner {
 public:
  Runner(const Script& script, ScriptStage& stage, ScriptHost& host, const std::string& out_dir)
      : script_(script), stage_(stage), host_(host), out_dir_(out_dir) {}

  Result<void> run() {
    settle();
    for (const ScriptLine& line : script_.lines) {
      Result<void> done = perform(line);
      if (!done)
        return Error{fmt::format("{}:{}: {}: {}", script_.name, line.number, line.source, done.error())};
    }
    return {};
  }

 private:
  using Words = std::vector<std::string>;
  using Command = Result<void> (Runner::*)(const Words&);

  Result<void> perform(const ScriptLine& line) {
    static const std::map<std::string, std::pair<Command, size_t>, std::less<>> commands = {
        {"size", {&Runner::size, 3}}, {"open", {&Runner::open, 2}},     {"press", {&Runner::press, 2}},
        {"type", {&Runner::type, 2}}, {"click", {&Runner::click, 2}},   {"hover", {&Runner::hover, 2}},
        {"drag", {&Runner::drag, 4}}, {"wheel", {&Runner::wheel, 3}},   {"action", {&Runner::action, 2}},
        {"wait", {&Runner::wait, 2}}, {"expect", {&Runner::expect, 3}}, {"shot", {&Runner::shot, 2}}};
    auto it = commands.find(line.words[0]);
    if (it == commands.end()) return Error{"there is no such command"};
    if (line.words.size() < it->second.second) return Error{"something is missing behind it"};
    source_ = line.source;
    return (this->*it->second.first)(line.words);
  }

  // ---- Frames ----

  void settle() {
    for (int i = 0; i < kMostSettleFrames; ++i) {
      stage_.stage_frame();
      if (i >= 2 && stage_.stage_input().empty() && stage_.stage_settled()) return;
    }
  }

  // ---- Acting ----

  Result<void> size(const Words& w) {
    auto x = number(w[1]);
    auto y = number(w[2]);
    if (!x || !y) return Error{"width and height are numbers"};
    stage_.stage_resize(static_cast<int>(*x), static_cast<int>(*y));
    settle();
    return {};
  }

  Result<void> open(const Words& w) {
    Result<void> opened = host_.open(w[1]);
    if (opened) settle();
    return opened;
  }

  Result<void> press(const Words& w) {
    for (size_t i = 1; i < w.size(); ++i) {
      auto chords = parse_keys(w[i]);
      if (!chords) return Error{chords.error()};
      for (const KeyChord& chord : chords.value()) push_chord(chord);
    }
    settle();
    return {};
  }

  void push_chord(const KeyChord& chord) {
    std::string sign = chord.key;
    bool typed = chord.by != KeyChord::By::Name && !has(chord.mods, Mod::Ctrl);
    if (typed && chord.by == KeyChord::By::Physical && !has(chord.mods, Mod::Shift))
      sign[0] = static_cast<char>(std::tolower(sign[0]));
    std::string lower = chord.key;
    if (lower.size() == 1) lower[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lower[0])));
    InputEvent e{.kind = InputEvent::Kind::Key,
                 .code = key_code(chord.by == KeyChord::By::Name ? chord.key : lower),
                 .down = true,
                 .mods = chord.mods,
                 .name = chord.by == KeyChord::By::Name ? chord.key : lower,
                 .text = typed ? sign : ""};
    if (chord.key == "Space") e.text = " ";
    stage_.stage_input().push(e);
    e.down = false;
    e.text.clear();
    stage_.stage_input().push(e);
  }

  Result<void> type(const Words& w) {
    // Line ends are keys; what lies between is text.
    std::string run;
    auto flush = [&] {
      if (!run.empty())
        stage_.stage_input().push({.kind = InputEvent::Kind::Text, .text = std::exchange(run, {})});
    };
    for (char c : w[1]) {
      if (c != '\n') {
        run += c;
        continue;
      }
      flush();
      push_chord({KeyChord::By::Name, "Enter", Mod::None});
    }
    flush();
    settle();
    return {};
  }

  Result<Vec2> place(const std::string& name) {
    const LaidOut* e = stage_.stage_log().find(name);
    if (!e) return Error{fmt::format("nothing on screen is called \"{}\"", name)};
    return e->shown().centre();
  }

  void point(Vec2 at) { stage_.stage_input().push({.kind = InputEvent::Kind::MouseMove, .at = at}); }

  void button(int code, bool down) {
    stage_.stage_input().push({.kind = InputEvent::Kind::MouseButton, .code = code, .down = down});
  }

  Result<void> click(const Words& w) {
    auto at = place(w[1]);
    if (!at) return Error{at.error()};
    std::string how = w.size() > 2 ? w[2] : "left";
    if (how != "left" && how != "right" && how != "double")
      return Error{fmt::format("a click is left, right or double, not {}", how)};
    point(at.value());
    stage_.stage_frame();
    stage_.stage_frame();
    int code = how == "right" ? 1 : 0;
    for (int n = how == "double" ? 2 : 1; n > 0; --n) {
      button(code, true);
      button(code, false);
    }
    settle();
    return {};
  }

  Result<void> hover(const Words& w) {
    auto at = place(w[1]);
    if (!at) return Error{at.error()};
    point(at.value());
    // As long as a person waits for a tooltip.
    for (int i = 0; i < 30; ++i) stage_.stage_frame();
    return {};
  }

  Result<void> drag(const Words& w) {
    auto at = place(w[1]);
    auto dx = number(w[2]);
    auto dy = number(w[3]);
    if (!at) return Error{at.error()};
    if (!dx || !dy) return Error{"how far is two numbers of pixels"};
    point(at.value());
    stage_.stage_frame();
    stage_.stage_frame();
    button(0, true);
    stage_.stage_frame();
    constexpr int kSteps = 8;
    for (int i = 1; i <= kSteps; ++i) {
      float part = static_cast<float>(i) / kSteps;
      point(at.value() + Vec2{static_cast<float>(*dx) * part, static_cast<float>(*dy) * part});
      stage_.stage_frame();
    }
    button(0, false);
    settle();
    return {};
  }

  Result<void> wheel(const Words& w) {
    auto at = place(w[1]);
    auto by = number(w[2]);
    if (!at) return Error{at.error()};
    if (!by) return Error{"how far is a number of notches"};
    point(at.value());
    stage_.stage_frame();
    stage_.stage_input().push({.kind = InputEvent::Kind::Wheel, .at = {0, static_cast<float>(*by)}});
    settle();
    return {};
  }

  Result<void> action(const Words&) {
    auto parsed = parse_action(std::string_view(source_).substr(source_.find("action") + 6));
    if (!parsed) return Error{parsed.error()};
    Result<void> done = stage_.stage_perform(parsed.value());
    if (done) settle();
    return done;
  }

  // ---- Waiting and expecting ----

  Result<void> wait(const Words& w) {
    if (w[1] == "frames") {
      auto n = w.size() > 2 ? number(w[2]) : std::nullopt;
      if (!n) return Error{"how many frames?"};
      for (int i = 0; i < static_cast<int>(*n); ++i) stage_.stage_frame();
      return {};
    }
    Words rest(w.begin() + 1, w.end());
    double seconds = kWaitSeconds;
    if (rest.size() > 2 && rest[rest.size() - 2] == "within") {
      auto n = number(rest.back());
      if (!n) return Error{"within how many seconds?"};
      seconds = *n;
      rest.resize(rest.size() - 2);
    }
    auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    for (;;) {
      stage_.stage_frame();
      Result<void> holds = rest[0] == "idle"    ? idle()
                           : rest[0] == "until" ? check({rest.begin() + 1, rest.end()})
                                                : Result<void>(Error{"wait idle, frames or until"});
      if (holds) break;
      if (std::chrono::steady_clock::now() > deadline)
        return Error{fmt::format("not within {} s: {}", seconds, holds.error())};
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    settle();
    return {};
  }

  Result<void> idle() {
    if (host_.idle() && stage_.stage_settled()) return {};
    return Error{host_.idle() ? "the window still moves" : "the run is still busy"};
  }

  Result<void> expect(const Words& w) { return check({w.begin() + 1, w.end()}); }

  Result<void> check(const Words& w) {
    if (w.size() >= 2 && w[0] == "visible")
      return stage_.stage_log().shows(w[1]) ? Result<void>{}
                                            : Error{fmt::format("\"{}\" is not on screen", w[1])};
    if (w.size() >= 2 && w[0] == "hidden")
      return !stage_.stage_log().shows(w[1]) ? Result<void>{}
                                             : Error{fmt::format("\"{}\" is on screen", w[1])};
    if (w.size() >= 4 && w[0] == "model") return check_model(w[1], w[2], w[3]);
    if (w.size() >= 2 && w[0] == "layout" && w[1] == "clean") return check_layout();
    if (w.size() >= 4 && w[0] == "frames" && w[2] == "within") return check_frames(w[1], w[3]);
    return Error{"expect visible \"text\", hidden \"text\", model KEY OP VALUE, frames N within MS or layout clean"};
  }

  Result<void> check_model(const std::string& key, const std::string& op, const std::string& value) {
    auto have = host_.model(key);
    if (!have) return Error{fmt::format("the model has no \"{}\"", key)};
    auto holds = compare(*have, op, value);
    if (!holds) return Error{fmt::format("\"{}\" is no comparison", op)};
    if (!*holds) return Error{fmt::format("{} is {}", key, *have)};
    return {};
  }

  Result<void> check_frames(const std::string& count, const std::string& most) {
    auto n = number(count), limit = number(most);
    if (!n || !limit || *n < 1) return Error{"how many frames within how many milliseconds"};
    std::vector<double> took;
    for (int i = 0; i < static_cast<int>(*n); ++i) {
      stage_.stage_frame();
      took.push_back(stage_.stage_frame_ms());
    }
    std::ranges::sort(took);
    const double p99 = took[std::min(took.size() - 1, took.size() * 99 / 100)];
    if (p99 <= *limit) return {};
    return Error{fmt::format("the 99th percentile of {} frames is {:.2f} ms, their median {:.2f} ms", took.size(), p99, took[took.size() / 2])};
  }

  Result<void> check_layout() {
    std::vector<std::string> problems = stage_.stage_log().problems();
    if (problems.empty()) return {};
    std::string all = fmt::format("{} problem{}", problems.size(), problems.size() == 1 ? "" : "s");
    for (size_t i = 0; i < problems.size() && i < 12; ++i) all += "\n  " + problems[i];
    return Error{all};
  }

  Result<void> shot(const Words& w) {
    settle();
    return stage_.stage_shot(fmt::format("{}/{}.png", out_dir_.empty() ? "." : out_dir_, w[1]));
  }

  const Script& script_;
  ScriptStage& stage_;
  ScriptHost& host_;
  std::string out_dir_;
  std::string source_;
};

}  // namespace

Result<Script> parse_script(std::string_view text, std::string name) {
  Script script{std::move(name), {}};
  int n = 0;
  while (!text.empty()) {
    ++n;
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    auto words = split(line);
    if (!words) return Error{fmt::format("{}:{}: {}", script.name, n, words.error())};
    if (words.value().empty()) continue;
    size_t first = line.find_first_not_of(" \t");
    size_t last = line.find_last_not_of(" \t\r");
    script.lines.push_back({n, std::string(line.substr(first, last - first + 1)), std::move(words).value()});
  }
  return script;
}

Result<Script> load_script(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Error{fmt::format("the script {} can't be read", path)};
  std::ostringstream text;
  text << in.rdbuf();
  return parse_script(text.str(), path);
}

Result<void> run_script(const Script& script, ScriptStage& stage, ScriptHost& host,
                        const std::string& out_dir) {
  return Runner(script, stage, host, out_dir).run();
}

}  // namespace gopherarium
