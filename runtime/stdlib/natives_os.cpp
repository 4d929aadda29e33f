// Natives of package os. All input, output and files are the run's kernel's.
//
// A call on a file is made at once and its results are stored; then it passes as a system call, in which the goroutine may
// lose its P. A pipe that is not ready parks the goroutine in the netpoller, and the call is made again.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "runtime/kernel/kernel.h"
#include "runtime/stdlib/natives.h"
#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

// func arguments() []string
NativeResult arguments(NativeCall& call) {
  std::vector<std::string> texts = call.vm.arguments();
  if (texts.empty()) texts.emplace_back("main");
  call.set_slice(0, call.make_strings(texts));
  return NativeResult::Done;
}

// func environment() []string
NativeResult environment(NativeCall& call) {
  call.set_slice(0, call.make_strings(call.vm.environment()));
  return NativeResult::Done;
}

// func exit(code int)
NativeResult exit_run(NativeCall& call) { return call.exit(static_cast<int>(call.integer(0))); }

// func random() int
NativeResult random_number(NativeCall& call) {
  call.set_integer(0, call.vm.sched().choose(call.m, ChoiceKind::Rand, 1u << 31));
  return NativeResult::Done;
}

NativeResult native_result(IoStatus status) {
  switch (status) {
    case IoStatus::Done: return NativeResult::Done;
    case IoStatus::Parked: return NativeResult::Park;
    case IoStatus::Syscall: return NativeResult::Syscall;
  }
  return NativeResult::Done;
}

Files& files(NativeCall& call) { return call.vm.kernel().files(); }
FileCaller caller(NativeCall& call) { return call.vm.kernel().caller(call.m, call.g); }

// The results are stored. `about`: a name that the event shows beside the call's.
NativeResult pass(NativeCall& call, std::string_view name, std::string_view about = {}) {
  Kernel& kernel = call.vm.kernel();
  if (about.empty() || !call.vm.bus().on()) return native_result(kernel.pass(call.m, call.g, name));
  return native_result(kernel.pass(call.m, call.g, fmt::format("{} {}", name, about)));
}

// What Files answered, as two results (n, errno int) or as one (errno).
void set_count(NativeCall& call, int64_t answer) {
  call.set_integer(0, std::max<int64_t>(0, answer));
  call.set_integer(1, std::max<int64_t>(0, -answer));
}
void set_errno(NativeCall& call, int64_t answer) { call.set_integer(0, -answer); }

// A slice's bytes, as many as there are behind it.
std::span<std::byte> room(NativeCall& call, uint32_t slot) {
  const SliceWords slice = call.slice(slot);
  const uint64_t count = std::min(slice.length(), slice.capacity());
  return count == 0 ? std::span<std::byte>{} : std::span(call.memory(call.element(slice, 0, 1)), count);
}

// Calls until it need not wait; Park: it does.
template <typename Call>
NativeResult until_ready(NativeCall& call, int fd, int64_t& answer, const Call& make) {
  while ((answer = make()) == Files::kWouldWait) {
    call.retry_when_resumed();
    if (files(call).wait(caller(call), fd) == Files::Wait::Parked) return NativeResult::Park;
    call.go_on_when_resumed();
  }
  return NativeResult::Done;
}

// ---- reading and writing

NativeResult write(NativeCall& call, std::string_view bytes) {
  const int fd = static_cast<int>(call.integer(0));
  if (fd < Files::kFirstDescriptor) {
    const auto store = [&call](const IoResult& result) {
      call.set_integer(0, result.count);
      call.set_integer(1, result.error);
    };
    return native_result(call.vm.kernel().write(call.m, call.g, fd, bytes, store));
  }
  int64_t answer = 0;
  const auto make = [&] { return files(call).write(caller(call), fd, bytes); };
  if (until_ready(call, fd, answer, make) == NativeResult::Park) return NativeResult::Park;
  set_count(call, answer);
  return pass(call, "write");
}

// func write(fd int, b []byte) (n, errno int)
NativeResult write_bytes(NativeCall& call) { return write(call, call.bytes(1)); }

// func writeString(fd int, s string) (n, errno int)
NativeResult write_string(NativeCall& call) { return write(call, call.text(1)); }

// func read(fd int, b []byte) (n, errno int)
NativeResult read(NativeCall& call) {
  const int fd = static_cast<int>(call.integer(0));
  const std::span<std::byte> to = room(call, 1);
  if (fd == 0) {
    const auto store = [&](std::string_view bytes, const IoResult& result) {
      if (!bytes.empty()) std::memcpy(to.data(), bytes.data(), bytes.size());
      call.set_integer(0, result.count);
      call.set_integer(1, result.error);
    };
    return native_result(call.vm.kernel().read(call.m, call.g, to.size(), store));
  }
  int64_t answer = 0;
  const auto make = [&] { return files(call).read(caller(call), fd, to); };
  if (until_ready(call, fd, answer, make) == NativeResult::Park) return NativeResult::Park;
  set_count(call, answer);
  return pass(call, "read");
}

// func readAt(fd int, b []byte, off int64) (n, errno int)
NativeResult read_at(NativeCall& call) {
  set_count(call, files(call).read_at(static_cast<int>(call.integer(0)), room(call, 1), call.integer(3)));
  return pass(call, "pread");
}

// func writeAt(fd int, b []byte, off int64) (n, errno int)
NativeResult write_at(NativeCall& call) {
  set_count(call, files(call).write_at(caller(call), static_cast<int>(call.integer(0)), call.bytes(1), call.integer(3)));
  return pass(call, "pwrite");
}

// func seek(fd int, off int64, whence int) (at int64, errno int)
NativeResult seek(NativeCall& call) {
  const int64_t whence = call.integer(2);
  if (whence < 0 || whence > 2) {
    set_count(call, -EINVAL);
    return NativeResult::Done;
  }
  set_count(call, files(call).seek(static_cast<int>(call.integer(0)), call.integer(1), static_cast<Files::From>(whence)));
  return pass(call, "lseek");
}

// func truncate(fd int, size int64) int
NativeResult truncate(NativeCall& call) {
  set_errno(call, files(call).truncate(caller(call), static_cast<int>(call.integer(0)), call.integer(1)));
  return pass(call, "ftruncate");
}

// ---- descriptors

// func open(name string, flag int, perm uint32) (fd, errno int)
NativeResult open(NativeCall& call) {
  const std::string name(call.text(0));
  set_count(call, files(call).open(caller(call), name, static_cast<int>(call.integer(1)), static_cast<uint32_t>(call.integer(2))));
  return pass(call, "open", name);
}

// func closeFile(fd int) int
NativeResult close_file(NativeCall& call) {
  const int fd = static_cast<int>(call.integer(0));
  set_errno(call, fd < Files::kFirstDescriptor ? 0 : files(call).close(caller(call), fd));
  return pass(call, "close");
}

// func pipe() (r, w, errno int)
NativeResult pipe(NativeCall& call) {
  int reads = 0, writes = 0;
  const uint64_t object = call.allocate(8);  // its address names the pipe in events
  const int64_t answer = files(call).make_pipe(caller(call), object, reads, writes);
  call.set_integer(0, reads);
  call.set_integer(1, writes);
  call.set_integer(2, -answer);
  return pass(call, "pipe2");
}

// ---- what is where

NativeResult set_info(NativeCall& call, int64_t answer, const FileInfo& info) {
  call.set_integer(0, info.size);
  call.set_integer(1, static_cast<int64_t>(info.kind));
  call.set_integer(2, info.permissions);
  call.set_integer(3, info.modified_unix_ns);
  call.set_integer(4, static_cast<int64_t>(info.inode));
  call.set_integer(5, -answer);
  return pass(call, "stat");
}

// func stat(name string) (size, kind, perm int, modified int64, inode, errno int)
NativeResult stat(NativeCall& call) {
  FileInfo info;
  const int64_t answer = files(call).stat(call.text(0), info);
  return set_info(call, answer, info);
}

// func statFile(fd int) (size, kind, perm int, modified int64, inode, errno int)
// The standard streams are pipes, wherever they lead: so that it is the same in every run.
NativeResult stat_file(NativeCall& call) {
  const int fd = static_cast<int>(call.integer(0));
  FileInfo info{.name = {}, .size = 0, .permissions = 0600, .kind = FileInfo::Kind::Pipe, .modified_unix_ns = 0, .inode = 0};
  const int64_t answer = fd >= 0 && fd < Files::kFirstDescriptor ? 0 : files(call).stat(fd, info);
  return set_info(call, answer, info);
}

// func list(name string) (names []string, kinds []byte, errno int)
NativeResult list(NativeCall& call) {
  std::vector<FileInfo> entries;
  const int64_t answer = files(call).list(call.text(0), entries);
  std::vector<std::string> names;
  std::string kinds;
  for (const FileInfo& entry : entries) {
    names.push_back(entry.name);
    kinds.push_back(static_cast<char>(entry.kind));
  }
  call.set_slice(0, call.make_strings(names));
  call.set_slice(2, call.make_bytes(kinds));
  call.set_integer(4, -answer);
  return pass(call, "getdents");
}

// func truncatePath(name string, size int64) int
NativeResult truncate_path(NativeCall& call) {
  const std::string name(call.text(0));
  set_errno(call, files(call).truncate(caller(call), name, call.integer(1)));
  return pass(call, "truncate", name);
}

// func remove(name string) int
NativeResult remove(NativeCall& call) {
  const std::string name(call.text(0));
  set_errno(call, files(call).remove(caller(call), name));
  return pass(call, "unlink", name);
}

// func rename(from, to string) int
NativeResult rename(NativeCall& call) {
  const std::string from(call.text(0));
  set_errno(call, files(call).rename(caller(call), from, call.text(1)));
  return pass(call, "rename", from);
}

// func mkdir(name string, perm uint32) int
NativeResult mkdir(NativeCall& call) {
  const std::string name(call.text(0));
  set_errno(call, files(call).make_folder(caller(call), name, static_cast<uint32_t>(call.integer(1))));
  return pass(call, "mkdir", name);
}

// func chmod(name string, perm uint32) int
NativeResult chmod(NativeCall& call) {
  const std::string name(call.text(0));
  set_errno(call, files(call).change_permissions(name, static_cast<uint32_t>(call.integer(1))));
  return pass(call, "chmod", name);
}

// func chtimes(name string, modified int64) int
NativeResult chtimes(NativeCall& call) {
  const std::string name(call.text(0));
  set_errno(call, files(call).change_times(name, call.integer(1)));
  return pass(call, "utimensat", name);
}

// func getwd() string
NativeResult getwd(NativeCall& call) {
  call.set_text(0, files(call).working_folder());
  return NativeResult::Done;
}

// func chdir(name string) int
NativeResult chdir(NativeCall& call) {
  const std::string name(call.text(0));
  set_errno(call, files(call).change_folder(name));
  return pass(call, "chdir", name);
}

}  // namespace

void add_os_natives(NativeTable& table) {
  const std::pair<std::string_view, Native> natives[] = {
      {"arguments", arguments}, {"environment", environment}, {"exit", exit_run},     {"random", random_number},
      {"write", write_bytes},   {"writeString", write_string}, {"read", read},        {"readAt", read_at},
      {"writeAt", write_at},    {"seek", seek},               {"truncate", truncate}, {"open", open},
      {"closeFile", close_file}, {"pipe", pipe},              {"stat", stat},         {"statFile", stat_file},
      {"list", list},           {"truncatePath", truncate_path}, {"remove", remove},  {"rename", rename},
      {"mkdir", mkdir},         {"chmod", chmod},             {"chtimes", chtimes},   {"getwd", getwd},
      {"chdir", chdir}};
  for (const auto& [name, native] : natives) table.add(fmt::format("os.{}", name), native);
}

}  // namespace gopherarium
