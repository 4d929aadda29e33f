#pragma once
// Files: the files, folders and pipes of one run, all in memory under either driver: a program sees nothing of the host's.
//
// As under Linux: paths are resolved from the working folder, files are counted references to inodes, a descriptor has a
// place of its own. Unlike there, a descriptor's number is never used again: who was waiting on a closed one finds it closed.
//
// Calls give a number that is not negative, or minus an errno. Any thread; one lock guards all. A goroutine that waits for
// a pipe is parked under that lock and is handed to the scheduler's netpoller when the pipe is ready for it.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/sched/lock.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

// Who calls, and when.
struct FileCaller {
  M& m;
  G& gp;
  int64_t unix_ns = 0;   // what files are stamped with
  int64_t ready_ns = 0;  // when the netpoller sees a pipe that gets ready now (run time)
};

struct FileInfo {
  std::string name;
  int64_t size = 0;
  uint32_t permissions = 0;
  enum class Kind : uint8_t { File, Folder, Device, Pipe } kind = Kind::File;
  int64_t modified_unix_ns = 0;
  uint64_t inode = 0;
};

class Files {
 public:
  static constexpr int kFirstDescriptor = 3;
  // Linux's numbers for open.
  static constexpr int kWriteOnly = 1, kReadWrite = 2, kCreate = 0x40, kExclusive = 0x80, kTruncate = 0x200, kAppend = 0x400;
  enum class From : uint8_t { Start, Here, End };

  explicit Files(int64_t unix_ns);
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  int64_t open(const FileCaller& caller, std::string_view path, int flags, uint32_t permissions);
  int64_t close(const FileCaller& caller, int fd);

  // Where the descriptor stands, or at a place of a file. kWouldWait: see wait.
  static constexpr int64_t kWouldWait = INT64_MIN;
  int64_t read(const FileCaller& caller, int fd, std::span<std::byte> to);
  int64_t write(const FileCaller& caller, int fd, std::string_view bytes);
  int64_t read_at(int fd, std::span<std::byte> to, int64_t offset);
  int64_t write_at(const FileCaller& caller, int fd, std::string_view bytes, int64_t offset);
  int64_t seek(int fd, int64_t offset, From from);
  int64_t truncate(const FileCaller& caller, int fd, int64_t size);
  int64_t truncate(const FileCaller& caller, std::string_view path, int64_t size);

  // After kWouldWait: parks the caller until the pipe may be ready, then the call is made again. Not parked: it is ready
  // already. Once parked, nothing of the goroutine may be touched; whatever it is to find is there before.
  enum class Wait : uint8_t { Parked, NotNeeded };
  Wait wait(const FileCaller& caller, int fd);

  int64_t stat(std::string_view path, FileInfo& info);
  int64_t stat(int fd, FileInfo& info);
  int64_t list(std::string_view path, std::vector<FileInfo>& entries);  // by name
  int64_t make_folder(const FileCaller& caller, std::string_view path, uint32_t permissions);
  int64_t remove(const FileCaller& caller, std::string_view path);
  int64_t rename(const FileCaller& caller, std::string_view from, std::string_view to);
  int64_t change_permissions(std::string_view path, uint32_t permissions);
  int64_t change_times(std::string_view path, int64_t modified_unix_ns);
  int64_t change_folder(std::string_view path);
  std::string working_folder();

  // object: what events call the pipe.
  int64_t make_pipe(const FileCaller& caller, uint64_t object, int& reads, int& writes);

 private:
  struct Inode;
  struct Pipe;
  struct Descriptor;
  struct Place {  // of a path: its last name in a folder, and what is there (or null)
    std::shared_ptr<Inode> folder;
    std::string name;
    std::shared_ptr<Inode> inode;
    int error = 0;
  };

  // All with lock_ held.
  Place resolve(std::string_view path);
  std::shared_ptr<Inode> find(std::string_view path, int& error);
  std::shared_ptr<Inode> make(Inode& folder, const std::string& name, FileInfo::Kind kind, uint32_t permissions, int64_t unix_ns);
  Descriptor* at(int fd);
  int64_t add(Descriptor descriptor);
  bool grow(Inode& file, uint64_t size);
  int64_t put(const FileCaller& caller, Inode& file, std::string_view bytes, uint64_t offset);
  static int64_t get(const Inode& file, std::span<std::byte> to, uint64_t offset);
  int64_t resize(const FileCaller& caller, Inode& file, int64_t size);
  static void wake(const FileCaller& caller, Pipe& pipe, std::vector<G*>& waiting);

  Mutex lock_;  // protects what follows. Rank: above all of the scheduler's
  std::shared_ptr<Inode> root_;
  std::string working_folder_;
  std::unordered_map<int, Descriptor> descriptors_;
  int next_descriptor_ = kFirstDescriptor;
  uint64_t next_inode_ = 1;
  uint64_t used_bytes_ = 0;
};

}  // namespace gopherarium
