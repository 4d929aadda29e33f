#include "app/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

namespace gopherarium {
namespace {

constexpr const char* kVersion = "gopherarium " GOPHERARIUM_VERSION;
constexpr int kStatusUsage = 2;

struct Texts {  // flags that are parsed after CLI11 has split the line
  std::string timeout, heap, go_version;
};

void add_run_flags(CLI::App& command, RunFlags& flags, Texts& texts) {
  command.add_option("--procs", flags.procs, "Ps, as GOMAXPROCS (default: the machine's cores)")->check(CLI::Range(1, 256));
  command.add_option("--seed", flags.seed, "the controlled driver with this seed: the same run every time");
  command.add_option("--record", flags.record, "writes a recording of everything that happens to this file");
  command.add_option("--timeout", texts.timeout, "stops after this time: 2s, 500ms");
  command.add_option("--heap", texts.heap, "the heap's limit: 64MiB, 2G (default 2GiB)");
  command.add_option("--go", texts.go_version, "the language version: 1.19 (default 1.23)");
  command.add_option("--env", flags.environment, "NAME=value: the program's environment, which is empty otherwise")->allow_extra_args(false);
  command.add_flag("-e", flags.all_errors, "all compile errors, not the first 10");
}

// Empty, or the sentence that says what is wrong.
std::string finish_run_flags(const CLI::App& command, RunFlags& flags, const Texts& texts) {
  flags.controlled = command.count("--seed") != 0;
  if (!texts.timeout.empty() && !parse_duration(texts.timeout, flags.timeout)) {
    return fmt::format("--timeout {}: a time looks like 2s or 500ms", texts.timeout);
  }
  if (!texts.heap.empty() && !parse_size(texts.heap, flags.heap_bytes)) {
    return fmt::format("--heap {}: a size looks like 64MiB or 2G", texts.heap);
  }
  if (!texts.go_version.empty() && !parse_go_version(texts.go_version, flags.go_minor)) {
    return fmt::format("--go {}: a version looks like 1.19, up to 1.23", texts.go_version);
  }
  return {};
}

int usage_error(std::string_view sentence) {
  fmt::print(stderr, "gopherarium: {}\n", sentence);
  return kStatusUsage;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"Gopherarium runs Go source on its own scheduler and shows what that scheduler does."};
  app.set_version_flag("--version", kVersion);
  RunFlags flags;
  Texts texts;
  CLI::App* run = app.add_subcommand("run", "runs FILE.go or the package in DIR without a window: run [flags] FILE [arguments]");
  run->prefix_command();
  add_run_flags(*run, flags, texts);
  CLI::App* shot = app.add_subcommand("shot", "drives the window by a script of actions, checks its expectations, saves pictures");
  std::string script, pictures = ".";
  shot->add_option("--script", script, "the script")->required();
  shot->add_option("-o", pictures, "where pictures go (default: here)");
  add_run_flags(app, flags, texts);
  app.prefix_command();
  CLI::App* replay = app.add_subcommand("replay", "opens a recording: replay [--events [--detail]] RECORDING");
  std::string recording;
  bool events = false, detail = false;
  replay->add_flag("--events", events, "prints its events instead of opening the window");
  replay->add_flag("--detail", detail, "with --events: runs a controlled recording again for lines, calls, returns and variables too");
  replay->add_option("RECORDING", recording, "a file that --record wrote")->required();
  CLI::App* lessons = app.add_subcommand("lessons", "the lesson catalogue: lessons list [FOLDER]");
  lessons->require_subcommand(1);
  std::string lessons_folder;
  lessons->add_subcommand("list", "lists the lessons and what is wrong with them")
      ->add_option("FOLDER", lessons_folder, "of tracks, each with folders of lessons (default: the program's own)");
  CLI::App* vet = app.add_subcommand("vet", "finds misuse before the run, as go vet does: vet [--go 1.NN] [--json] FILE.go|DIR");
  std::string vetted;
  bool json = false;
  vet->add_option("FILE", vetted, "a Go file or the folder of a package")->required();
  vet->add_option("--go", texts.go_version, "the language version: 1.19 (default 1.23)");
  vet->add_flag("--json", json, "prints the findings as go vet -json does");
  vet->add_flag("-e", flags.all_errors, "all compile errors, not the first 10");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    return usage_error(error.what());
  }
  if (run->parsed()) {
    if (const std::string wrong = finish_run_flags(*run, flags, texts); !wrong.empty()) return usage_error(wrong);
    const std::vector<std::string> rest = run->remaining();
    if (rest.empty()) return usage_error("run needs a Go file or a folder: gopherarium run main.go");
    if (rest[0].starts_with("-")) return usage_error(fmt::format("run has no flag {}; gopherarium run --help lists them", rest[0]));
    return run_command(flags, {rest[0], {rest.begin() + 1, rest.end()}});
  }
  if (vet->parsed()) {
    if (const std::string wrong = finish_run_flags(app, flags, texts); !wrong.empty()) return usage_error(wrong);
    return vet_command(flags, vetted, json ? VetFormat::Json : VetFormat::Text);
  }
  if (lessons->parsed()) return list_lessons_command(lessons_folder);
  if (replay->parsed()) return events ? print_events_command(recording, detail ? EventDetail::All : EventDetail::FactsOnly) : window_command(flags, recording);
  if (shot->parsed()) return shot_command(script, pictures);
  if (const std::string wrong = finish_run_flags(app, flags, texts); !wrong.empty()) return usage_error(wrong);
  const std::vector<std::string> rest = app.remaining();
  if (!rest.empty() && rest[0].starts_with("-")) {
    return usage_error(fmt::format("there is no flag {}; gopherarium --help lists them", rest[0]));
  }
  return window_command(flags, rest.empty() ? "" : rest[0]);
}

}  // namespace gopherarium
