#pragma once
// The command line: which subcommand, with which flags. One file a subcommand; this one only parses and dispatches.
// Scripts depend on subcommands, flags and exit statuses: they change only together with the README.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace gopherarium {

// Flags of every subcommand that runs a program; they stand before FILE, all after it is the program's.
struct RunFlags {
  int procs = 0;                           // --procs; 0: as many as the machine has cores
  bool controlled = false;                 // --seed or --schedule was given
  uint64_t seed = 1;                       // --seed
  std::string record;                      // --record FILE
  std::chrono::milliseconds timeout{0};    // --timeout; 0: none
  uint64_t heap_bytes = uint64_t{2} << 30; // --heap
  int go_minor = 0;                        // --go 1.NN; 0: as go.mod says
  bool all_errors = false;                 // -e
  std::vector<std::string> environment;    // --env, "NAME=value"
};

struct ProgramArguments {
  std::string path;                // FILE.go or DIR; what follows it and ends in .go is a further file
  std::vector<std::string> args;   // the program's own
};

// Compiles and runs without a window. The exit status of the contract: 1 does not compile, 124 --timeout, 2 panic or fatal
// error, else the program's own.
int run_command(const RunFlags& flags, const ProgramArguments& program);

// replay --events: prints a recording, one event a line; with detail what happened between them too. 0, or 1 when it cannot
// be read or, for detail, not be run again.
enum class EventDetail : uint8_t { FactsOnly, All };
int print_events_command(const std::string& path, EventDetail detail);

// The window, on a program, a recording or nothing. 0, or 1 with a sentence: no display, no such file.
int window_command(const RunFlags& flags, const std::string& what);

// The window driven by a script; pictures go to out_dir. 0, or 1 with the script's line that failed.
int shot_command(const std::string& script_path, const std::string& out_dir);

// lessons list: the catalogue of a folder (empty: the one that belongs to this program), a lesson a line, then the mistakes
// in them. 0, or 1 when there are any.
int list_lessons_command(const std::string& folder);

// vet: what is misused in FILE.go or the package in DIR, as `go vet` prints it, with the lesson that explains it. 0 when
// nothing is, else 1; 1 as well when it does not compile.
enum class VetFormat : uint8_t { Text, Json };
int vet_command(const RunFlags& flags, const std::string& path, VetFormat format);

// The process's exit status.
int run_command_line(int argc, char** argv);

// "1.19" -> 19, "2s"/"500ms"/"1m30s" -> milliseconds, "64MiB"/"2G" -> bytes. False where the text is no such thing.
bool parse_go_version(const std::string& text, int& minor);
bool parse_duration(const std::string& text, std::chrono::milliseconds& duration);
bool parse_size(const std::string& text, uint64_t& bytes);

}  // namespace gopherarium
