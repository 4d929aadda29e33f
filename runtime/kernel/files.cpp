#include "runtime/kernel/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace gopherarium {
namespace {

constexpr uint64_t kMostBytes = uint64_t{256} << 20;  // of all files: a lesson's need, and little against --heap's default
constexpr uint64_t kInodeBytes = 512;                 // what an empty file counts
constexpr size_t kMostDescriptors = 1024;             // as a Linux process has
constexpr size_t kPipeBytes = 64 << 10;               // as Linux's
constexpr size_t kNameBytes = 255;
constexpr uint32_t kUmask = 022;
constexpr uint32_t kOwnerReads = 0400, kOwnerWrites = 0200;

}  // namespace

struct Files::Inode {
  FileInfo::Kind kind = FileInfo::Kind::File;
  uint32_t permissions = 0;
  int64_t modified_unix_ns = 0;
  uint64_t number = 0;
  std::string bytes;
  std::map<std::string, std::shared_ptr<Inode>, std::less<>> entries;
  FileInfo info(std::string name) const {
    const bool folder = kind == FileInfo::Kind::Folder;
    return {std::move(name), static_cast<int64_t>(folder ? 4096 : bytes.size()), permissions, kind, modified_unix_ns, number};
  }
};

struct Files::Pipe {
  uint64_t object = 0;
  std::string bytes;
  size_t taken = 0;  // of bytes
  int readers = 0, writers = 0;
  std::vector<G*> waiting_readers, waiting_writers;
  size_t size() const { return bytes.size() - taken; }
};

struct Files::Descriptor {
  std::shared_ptr<Inode> inode;  // or
  std::shared_ptr<Pipe> pipe;
  std::string name;
  int flags = 0;
  uint64_t offset = 0;
  bool reads() const { return (flags & kWriteOnly) == 0; }
  bool writes() const { return (flags & (kWriteOnly | kReadWrite)) != 0; }
};

Files::Files(int64_t unix_ns) : root_(std::make_shared<Inode>()) {
  root_->kind = FileInfo::Kind::Folder;
  root_->permissions = 0755;
  root_->modified_unix_ns = unix_ns;
  root_->number = next_inode_++;
  const auto folder = [&](const std::shared_ptr<Inode>& in, const char* name, uint32_t permissions) {
    return make(*in, name, FileInfo::Kind::Folder, permissions, unix_ns);
  };
  folder(folder(root_, "home", 0755), "gopher", 0755);
  folder(root_, "tmp", 0777);
  make(*folder(root_, "dev", 0755), "null", FileInfo::Kind::Device, 0666, unix_ns);
  working_folder_ = "/home/gopher";
}

Files::~Files() = default;

// ---- paths

Files::Place Files::resolve(std::string_view path) {
  if (path.empty()) return {.folder = {}, .name = {}, .inode = {}, .error = ENOENT};
  const std::string whole = path.front() == '/' ? std::string(path) : working_folder_ + "/" + std::string(path);
  std::vector<std::shared_ptr<Inode>> way{root_};
  std::vector<std::string> names{""};
  std::shared_ptr<Inode> here = root_;
  for (size_t at = 0; at < whole.size();) {
    const size_t end = std::min(whole.find('/', at), whole.size());
    std::string name = whole.substr(at, end - at);
    at = end + 1;
    if (name.empty() || (name == "." && here != nullptr && here->kind == FileInfo::Kind::Folder)) continue;
    if (here == nullptr) return {.folder = {}, .name = {}, .inode = {}, .error = ENOENT};
    if (here->kind != FileInfo::Kind::Folder) return {.folder = {}, .name = {}, .inode = {}, .error = ENOTDIR};
    if (name.size() > kNameBytes) return {.folder = {}, .name = {}, .inode = {}, .error = ENAMETOOLONG};
    if (name == "..") {
      if (way.size() > 1) {
        way.pop_back();
        names.pop_back();
      }
      here = way.back();
      continue;
    }
    const auto found = here->entries.find(name);
    here = found == here->entries.end() ? nullptr : found->second;
    way.push_back(here);
    names.push_back(std::move(name));
  }
  const bool wants_folder = whole.back() == '/';
  if (wants_folder && here != nullptr && here->kind != FileInfo::Kind::Folder) {
    return {.folder = {}, .name = {}, .inode = {}, .error = ENOTDIR};
  }
  return {.folder = way.size() > 1 ? way[way.size() - 2] : nullptr, .name = names.back(), .inode = here, .error = 0};
}

std::shared_ptr<Files::Inode> Files::find(std::string_view path, int& error) {
  Place place = resolve(path);
  error = place.error != 0 ? place.error : place.inode == nullptr ? ENOENT : 0;
  return place.inode;
}

std::shared_ptr<Files::Inode> Files::make(Inode& folder, const std::string& name, FileInfo::Kind kind, uint32_t permissions,
                                          int64_t unix_ns) {
  if (used_bytes_ + kInodeBytes > kMostBytes) return nullptr;
  used_bytes_ += kInodeBytes;
  auto made = std::make_shared<Inode>();
  made->kind = kind;
  made->permissions = permissions;
  made->modified_unix_ns = folder.modified_unix_ns = unix_ns;
  made->number = next_inode_++;
  folder.entries.emplace(name, made);
  return made;
}

// ---- descriptors

Files::Descriptor* Files::at(int fd) {
  const auto found = descriptors_.find(fd);
  return found == descriptors_.end() ? nullptr : &found->second;
}

int64_t Files::add(Descriptor descriptor) {
  if (descriptors_.size() + kFirstDescriptor >= kMostDescriptors) return -EMFILE;
  descriptors_.emplace(next_descriptor_, std::move(descriptor));
  return next_descriptor_++;
}

int64_t Files::open(const FileCaller& caller, std::string_view path, int flags, uint32_t permissions) {
  LockGuard guard(lock_);
  Place place = resolve(path);
  if (place.error != 0) return -place.error;
  Descriptor made{.inode = place.inode, .pipe = {}, .name = place.name, .flags = flags, .offset = 0};
  if (made.inode == nullptr) {
    if ((flags & kCreate) == 0) return -ENOENT;
    if (path.back() == '/') return -EISDIR;
    made.inode = make(*place.folder, place.name, FileInfo::Kind::File, permissions & ~kUmask & 0777, caller.unix_ns);
    if (made.inode == nullptr) return -ENOSPC;
    return add(std::move(made));
  }
  Inode& inode = *made.inode;
  if ((flags & kCreate) != 0 && (flags & kExclusive) != 0) return -EEXIST;
  if (inode.kind == FileInfo::Kind::Folder && (made.writes() || (flags & kCreate) != 0)) return -EISDIR;
  if ((made.reads() && (inode.permissions & kOwnerReads) == 0) || (made.writes() && (inode.permissions & kOwnerWrites) == 0)) {
    return -EACCES;
  }
  if ((flags & kTruncate) != 0 && made.writes() && inode.kind == FileInfo::Kind::File) resize(caller, inode, 0);
  return add(std::move(made));
}

int64_t Files::close(const FileCaller& caller, int fd) {
  LockGuard guard(lock_);
  const auto found = descriptors_.find(fd);
  if (found == descriptors_.end()) return -EBADF;
  const Descriptor closed = std::move(found->second);
  descriptors_.erase(found);
  if (closed.pipe != nullptr) {
    Pipe& pipe = *closed.pipe;
    --(closed.writes() ? pipe.writers : pipe.readers);
    // Whoever waits looks again: at the end of the pipe, at a broken pipe, or at a descriptor that is no more.
    wake(caller, pipe, pipe.waiting_readers);
    wake(caller, pipe, pipe.waiting_writers);
  } else if (closed.inode.use_count() == 1) {  // removed while it was open
    used_bytes_ -= closed.inode->bytes.size() + kInodeBytes;
  }
  return 0;
}

// ---- bytes of files

int64_t Files::get(const Inode& file, std::span<std::byte> to, uint64_t offset) {
  if (offset >= file.bytes.size()) return 0;
  const size_t count = std::min<size_t>(to.size(), file.bytes.size() - offset);
  std::memcpy(to.data(), file.bytes.data() + offset, count);
  return static_cast<int64_t>(count);
}

bool Files::grow(Inode& file, uint64_t size) {
  if (size <= file.bytes.size()) return true;
  if (size > kMostBytes || used_bytes_ + (size - file.bytes.size()) > kMostBytes) return false;
  used_bytes_ += size - file.bytes.size();
  file.bytes.resize(size);
  return true;
}

int64_t Files::put(const FileCaller& caller, Inode& file, std::string_view bytes, uint64_t offset) {
  if (!grow(file, offset + bytes.size())) return -ENOSPC;
  std::memcpy(file.bytes.data() + offset, bytes.data(), bytes.size());
  file.modified_unix_ns = caller.unix_ns;
  return static_cast<int64_t>(bytes.size());
}

int64_t Files::resize(const FileCaller& caller, Inode& file, int64_t size) {
  if (size < 0) return -EINVAL;
  if (file.kind != FileInfo::Kind::File) return file.kind == FileInfo::Kind::Folder ? -EISDIR : -EINVAL;
  if (!grow(file, static_cast<uint64_t>(size))) return -ENOSPC;
  used_bytes_ -= file.bytes.size() - static_cast<uint64_t>(size);
  file.bytes.resize(static_cast<size_t>(size));
  file.modified_unix_ns = caller.unix_ns;
  return 0;
}

int64_t Files::read(const FileCaller& caller, int fd, std::span<std::byte> to) {
  LockGuard guard(lock_);
  Descriptor* from = at(fd);
  if (from == nullptr || !from->reads()) return -EBADF;
  if (from->pipe == nullptr) {
    if (from->inode->kind == FileInfo::Kind::Folder) return -EISDIR;
    const int64_t count = get(*from->inode, to, from->offset);
    from->offset += static_cast<uint64_t>(count);
    return count;
  }
  Pipe& pipe = *from->pipe;
  if (pipe.size() == 0) return pipe.writers == 0 || to.empty() ? 0 : kWouldWait;
  const size_t count = std::min(to.size(), pipe.size());
  std::memcpy(to.data(), pipe.bytes.data() + pipe.taken, count);
  pipe.taken += count;
  if (pipe.size() == 0) {
    pipe.bytes.clear();
    pipe.taken = 0;
  }
  wake(caller, pipe, pipe.waiting_writers);
  return static_cast<int64_t>(count);
}

int64_t Files::write(const FileCaller& caller, int fd, std::string_view bytes) {
  LockGuard guard(lock_);
  Descriptor* to = at(fd);
  if (to == nullptr || !to->writes()) return -EBADF;
  if (to->pipe == nullptr) {
    if (to->inode->kind == FileInfo::Kind::Device) return static_cast<int64_t>(bytes.size());
    if ((to->flags & kAppend) != 0) to->offset = to->inode->bytes.size();
    const int64_t count = put(caller, *to->inode, bytes, to->offset);
    if (count > 0) to->offset += static_cast<uint64_t>(count);
    return count;
  }
  Pipe& pipe = *to->pipe;
  if (pipe.readers == 0) return -EPIPE;
  if (bytes.empty()) return 0;
  if (pipe.size() >= kPipeBytes) return kWouldWait;
  if (pipe.taken >= kPipeBytes) pipe.bytes.erase(0, std::exchange(pipe.taken, 0));
  const size_t count = std::min(bytes.size(), kPipeBytes - pipe.size());
  pipe.bytes += bytes.substr(0, count);
  wake(caller, pipe, pipe.waiting_readers);
  return static_cast<int64_t>(count);
}

int64_t Files::read_at(int fd, std::span<std::byte> to, int64_t offset) {
  LockGuard guard(lock_);
  const Descriptor* from = at(fd);
  if (from == nullptr || !from->reads()) return -EBADF;
  if (from->pipe != nullptr) return -ESPIPE;
  if (from->inode->kind == FileInfo::Kind::Folder) return -EISDIR;
  return offset < 0 ? -EINVAL : get(*from->inode, to, static_cast<uint64_t>(offset));
}

int64_t Files::write_at(const FileCaller& caller, int fd, std::string_view bytes, int64_t offset) {
  LockGuard guard(lock_);
  const Descriptor* to = at(fd);
  if (to == nullptr || !to->writes()) return -EBADF;
  if (to->pipe != nullptr) return -ESPIPE;
  if (to->inode->kind == FileInfo::Kind::Device) return static_cast<int64_t>(bytes.size());
  return offset < 0 ? -EINVAL : put(caller, *to->inode, bytes, static_cast<uint64_t>(offset));
}

int64_t Files::seek(int fd, int64_t offset, From from) {
  LockGuard guard(lock_);
  Descriptor* moved = at(fd);
  if (moved == nullptr) return -EBADF;
  if (moved->pipe != nullptr) return -ESPIPE;
  int64_t base = 0;
  if (from == From::Here) base = static_cast<int64_t>(moved->offset);
  if (from == From::End) base = static_cast<int64_t>(moved->inode->bytes.size());
  int64_t to = 0;
  if (__builtin_add_overflow(base, offset, &to) || to < 0) return -EINVAL;
  moved->offset = static_cast<uint64_t>(to);
  return to;
}

int64_t Files::truncate(const FileCaller& caller, int fd, int64_t size) {
  LockGuard guard(lock_);
  const Descriptor* of = at(fd);
  if (of == nullptr) return -EBADF;
  return of->pipe != nullptr || !of->writes() ? -EINVAL : resize(caller, *of->inode, size);
}

int64_t Files::truncate(const FileCaller& caller, std::string_view path, int64_t size) {
  LockGuard guard(lock_);
  int error = 0;
  const auto inode = find(path, error);
  return error != 0 ? -error : resize(caller, *inode, size);
}

// ---- pipes

int64_t Files::make_pipe(const FileCaller&, uint64_t object, int& reads, int& writes) {
  LockGuard guard(lock_);
  if (descriptors_.size() + kFirstDescriptor + 1 >= kMostDescriptors) return -EMFILE;
  auto pipe = std::make_shared<Pipe>();
  pipe->object = object;
  pipe->readers = pipe->writers = 1;
  reads = static_cast<int>(add({.inode = {}, .pipe = pipe, .name = "|0", .flags = 0, .offset = 0}));
  writes = static_cast<int>(add({.inode = {}, .pipe = pipe, .name = "|1", .flags = kWriteOnly, .offset = 0}));
  return 0;
}

Files::Wait Files::wait(const FileCaller& caller, int fd) {
  LockGuard guard(lock_);
  Descriptor* on = at(fd);
  if (on == nullptr || on->pipe == nullptr) return Wait::NotNeeded;
  Pipe& pipe = *on->pipe;
  const bool ready = on->writes() ? pipe.size() < kPipeBytes || pipe.readers == 0 : pipe.size() != 0 || pipe.writers == 0;
  if (ready) return Wait::NotNeeded;
  (on->writes() ? pipe.waiting_writers : pipe.waiting_readers).push_back(&caller.gp);
  caller.m.sched->gopark(caller.m, caller.gp, WaitReason::IOWait, pipe.object);
  return Wait::Parked;
}

void Files::wake(const FileCaller& caller, Pipe&, std::vector<G*>& waiting) {
  for (G* gp : std::exchange(waiting, {})) caller.m.sched->netpoll_ready(caller.m, *gp, caller.ready_ns);
}

// ---- what is where

int64_t Files::stat(std::string_view path, FileInfo& info) {
  LockGuard guard(lock_);
  const Place place = resolve(path);
  if (place.error != 0) return -place.error;
  if (place.inode == nullptr) return -ENOENT;
  info = place.inode->info(place.name);
  return 0;
}

int64_t Files::stat(int fd, FileInfo& info) {
  LockGuard guard(lock_);
  const Descriptor* of = at(fd);
  if (of == nullptr) return -EBADF;
  if (of->pipe != nullptr) {
    info = {.name = of->name, .size = 0, .permissions = 0600, .kind = FileInfo::Kind::Pipe, .modified_unix_ns = 0, .inode = 0};
  } else {
    info = of->inode->info(of->name);
  }
  return 0;
}

int64_t Files::list(std::string_view path, std::vector<FileInfo>& entries) {
  LockGuard guard(lock_);
  int error = 0;
  const auto folder = find(path, error);
  if (error != 0) return -error;
  if (folder->kind != FileInfo::Kind::Folder) return -ENOTDIR;
  for (const auto& [name, inode] : folder->entries) entries.push_back(inode->info(name));
  return 0;
}

int64_t Files::make_folder(const FileCaller& caller, std::string_view path, uint32_t permissions) {
  LockGuard guard(lock_);
  Place place = resolve(path);
  if (place.error != 0) return -place.error;
  if (place.inode != nullptr) return -EEXIST;
  const auto made = make(*place.folder, place.name, FileInfo::Kind::Folder, permissions & ~kUmask & 0777, caller.unix_ns);
  return made == nullptr ? -ENOSPC : 0;
}

int64_t Files::remove(const FileCaller& caller, std::string_view path) {
  LockGuard guard(lock_);
  Place place = resolve(path);
  if (place.error != 0) return -place.error;
  if (place.inode == nullptr) return -ENOENT;
  if (place.folder == nullptr) return -EBUSY;
  if (!place.inode->entries.empty()) return -ENOTEMPTY;
  place.folder->entries.erase(place.name);
  place.folder->modified_unix_ns = caller.unix_ns;
  if (place.inode.use_count() == 1) used_bytes_ -= place.inode->bytes.size() + kInodeBytes;  // else when it is closed
  return 0;
}

int64_t Files::rename(const FileCaller& caller, std::string_view from, std::string_view to) {
  LockGuard guard(lock_);
  Place source = resolve(from);
  Place target = resolve(to);
  if (source.error != 0 || target.error != 0) return source.error != 0 ? -source.error : -target.error;
  if (source.inode == nullptr) return -ENOENT;
  if (source.folder == nullptr || target.folder == nullptr) return -EBUSY;
  if (source.inode == target.inode) return 0;
  const bool folder = source.inode->kind == FileInfo::Kind::Folder;
  if (target.inode != nullptr) {
    const bool onto_folder = target.inode->kind == FileInfo::Kind::Folder;
    if (onto_folder && !folder) return -EISDIR;
    if (!onto_folder && folder) return -ENOTDIR;
    if (!target.inode->entries.empty()) return -ENOTEMPTY;
    target.folder->entries.erase(target.name);
    if (target.inode.use_count() == 1) used_bytes_ -= target.inode->bytes.size() + kInodeBytes;
  }
  if (folder) {  // not into itself
    std::vector<const Inode*> below{source.inode.get()};
    for (size_t i = 0; i < below.size(); ++i) {
      if (below[i] == target.folder.get()) return -EINVAL;
      for (const auto& [name, inode] : below[i]->entries) below.push_back(inode.get());
    }
  }
  source.folder->entries.erase(source.name);
  target.folder->entries.insert_or_assign(target.name, source.inode);
  source.folder->modified_unix_ns = target.folder->modified_unix_ns = caller.unix_ns;
  return 0;
}

int64_t Files::change_permissions(std::string_view path, uint32_t permissions) {
  LockGuard guard(lock_);
  int error = 0;
  const auto inode = find(path, error);
  if (error != 0) return -error;
  inode->permissions = permissions & 0777;
  return 0;
}

int64_t Files::change_times(std::string_view path, int64_t modified_unix_ns) {
  LockGuard guard(lock_);
  int error = 0;
  const auto inode = find(path, error);
  if (error != 0) return -error;
  inode->modified_unix_ns = modified_unix_ns;
  return 0;
}

int64_t Files::change_folder(std::string_view path) {
  LockGuard guard(lock_);
  int error = 0;
  const auto inode = find(path, error);
  if (error != 0) return -error;
  if (inode->kind != FileInfo::Kind::Folder) return -ENOTDIR;
  // The name without dots and double strokes.
  const std::string whole = path.front() == '/' ? std::string(path) : working_folder_ + "/" + std::string(path);
  std::vector<std::string> names;
  for (size_t begin = 0; begin < whole.size();) {
    const size_t end = std::min(whole.find('/', begin), whole.size());
    const std::string name = whole.substr(begin, end - begin);
    begin = end + 1;
    if (name == "..") {
      if (!names.empty()) names.pop_back();
    } else if (!name.empty() && name != ".") {
      names.push_back(name);
    }
  }
  working_folder_.clear();
  for (const std::string& name : names) working_folder_ += "/" + name;
  if (working_folder_.empty()) working_folder_ = "/";
  return 0;
}

std::string Files::working_folder() {
  LockGuard guard(lock_);
  return working_folder_;
}

}  // namespace gopherarium
