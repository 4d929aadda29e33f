// The file. All numbers are little endian; a varint has 7 bits a byte, low first; a signed one is zigzag.
//
//   magic "GOPHREC1", then blocks until the end of the file:
//     u8 tag, u32 raw size, u32 stored size, a zstd frame with checksum
//   tag 'H', once, first: what RecordingInfo has, and the names of all kinds of events, as a kind's number is its place in
//     the catalogue of the version that wrote
//   tag 'C': EventChunk::kEvents events (the last one fewer), after the texts and stacks that they are the first to use
//   tag 'I', last: how many chunks and events there are. Where it is missing the file was cut off.
//
// A chunk's events stand in columns, because a column's bytes resemble each other: kinds, times, surprises, Ps, goroutines,
// stacks, and one column for each argument of each kind. Only what differs from a prediction is written, as a difference,
// and the surprises say what does: the P of the event before, the goroutine that the same P's last event had, the stack
// or object that the same goroutine's last event of the kind had, the last value of the argument, or 0. Predictions start
// anew with each chunk, so chunks can be read independently but for the tables.

#include "runtime/trace/recording_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <zstd.h>

#include "runtime/trace/states.h"

namespace gopherarium {
namespace {

constexpr std::string_view kMagic = "GOPHREC1";
constexpr uint32_t kFormat = 4;
constexpr int kCompression = 1;  // the collector must keep up; 3 gains a tenth
constexpr size_t kBlockHead = 9;
constexpr size_t kKinds = static_cast<size_t>(EventKind::kCount);
constexpr size_t kArgs = 4;
// Columns before those of the arguments.
enum : size_t { kKindColumn, kTimeColumn, kSurpriseColumn, kPColumn, kGColumn, kStackColumn, kArgColumns };
constexpr size_t kColumns = kArgColumns + kKinds * kArgs;
// Surprises: what of an event is not as predicted; kArgSurprise << i for argument i.
enum : uint32_t { kPSurprise = 1, kGSurprise = 2, kStackSurprise = 4, kArgSurprise = 8 };

constexpr uint64_t zigzag(uint64_t difference) {
  return (difference << 1) ^ static_cast<uint64_t>(static_cast<int64_t>(difference) >> 63);
}
constexpr uint64_t unzigzag(uint64_t z) { return (z >> 1) ^ (~(z & 1) + 1); }

// ---- bytes

class Bytes {
 public:
  void varint(uint64_t v) {
    if (used_ + 10 > bytes_.size()) bytes_.resize(std::max<size_t>(256, bytes_.size() * 2));
    uint8_t* at = bytes_.data() + used_;
    while (v >= 0x80) {
      *at++ = static_cast<uint8_t>(v | 0x80);
      v >>= 7;
    }
    *at++ = static_cast<uint8_t>(v);
    used_ = static_cast<size_t>(at - bytes_.data());
  }
  void raw(const void* data, size_t size) {
    if (size == 0) return;
    if (used_ + size > bytes_.size()) bytes_.resize(std::max(used_ + size, bytes_.size() * 2));
    std::memcpy(bytes_.data() + used_, data, size);
    used_ += size;
  }
  void text(std::string_view t) {
    varint(t.size());
    raw(t.data(), t.size());
  }
  void clear() { used_ = 0; }
  const uint8_t* data() const { return bytes_.data(); }
  size_t size() const { return used_; }

 private:
  std::vector<uint8_t> bytes_;
  size_t used_ = 0;
};

class Reader {
 public:
  Reader() = default;
  Reader(const uint8_t* data, size_t size) : at_(data), end_(data + size) {}
  uint64_t varint() {
    uint64_t v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) return fail();
      const uint8_t byte = *at_++;
      v |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return v;
    }
    return fail();
  }
  std::string_view text() { return take(varint()); }
  std::string_view take(uint64_t size) {
    if (size > static_cast<uint64_t>(end_ - at_)) {
      fail();
      return {};
    }
    const auto* from = reinterpret_cast<const char*>(at_);
    at_ += size;
    return {from, size};
  }
  size_t left() const { return static_cast<size_t>(end_ - at_); }
  bool ok() const { return ok_; }

 private:
  uint64_t fail() {
    ok_ = false;
    at_ = end_;
    return 0;
  }
  const uint8_t* at_ = nullptr;
  const uint8_t* end_ = nullptr;
  bool ok_ = true;
};

// ---- predictions, the same for writer and reader

// How an argument is predicted; a table, so that no event's descriptors are looked up while a chunk is coded.
enum class Coding : uint8_t { Zero, Last, LastOfG, Time };
struct KindCoding {
  std::array<Coding, kArgs> args;
  std::array<uint8_t, kArgs> used;  // which arguments there are, `count` of them
  uint8_t count = 0;
  std::array<uint64_t, kArgs> odd;  // all ones where there is no argument: its bits should be 0
  uint8_t texts = 0;                // bit i: argument i is a text id
  uint8_t values = 0;               // bit i: argument i is one when its type says so
};

Coding coding_of(ArgKind kind) {
  switch (kind) {
    case ArgKind::None: return Coding::Zero;
    case ArgKind::Object:
    case ArgKind::Text:
    case ArgKind::ChanHow:
    case ArgKind::Value: return Coding::LastOfG;
    case ArgKind::Time: return Coding::Time;
    case ArgKind::Nanos:
    case ArgKind::Queue:
    case ArgKind::WaitReason:
    case ArgKind::Signed:
    case ArgKind::P: return Coding::Zero;
    default: return Coding::Last;
  }
}

std::array<KindCoding, kKinds> make_codings() {
  std::array<KindCoding, kKinds> codings{};
  for (size_t k = 0; k < kKinds; ++k) {
    KindCoding& c = codings[k];
    for (size_t i = 0; i < kArgs; ++i) {
      const ArgKind kind = event_info(static_cast<EventKind>(k)).args[i].kind;
      c.args[i] = coding_of(kind);
      c.odd[i] = kind == ArgKind::None ? ~uint64_t{0} : 0;
      if (kind != ArgKind::None) c.used[c.count++] = static_cast<uint8_t>(i);
      if (kind == ArgKind::Text) c.texts |= static_cast<uint8_t>(1u << i);
      if (kind == ArgKind::Value) c.values |= static_cast<uint8_t>(1u << i);
    }
  }
  return codings;
}

// Kinds are the file's here, in the reader too.
class Predictor {
 public:
  explicit Predictor(size_t kinds) : last_(kinds * kArgs) {}
  void reset() {
    gs_.fill(0);
    of_g_.fill(0);
    std::fill(last_.begin(), last_.end(), 0);
    time = p = 0;
  }
  uint64_t& g_of(uint16_t of_p) { return gs_[of_p & (kPs - 1)]; }
  uint64_t& stack_of(size_t kind, uint32_t g) { return of_g_[slot(kind * (kArgs + 1) + kArgs, g)]; }
  uint64_t& arg_of_g(size_t kind, size_t i, uint32_t g) { return of_g_[slot(kind * (kArgs + 1) + i, g)]; }
  uint64_t& last(size_t kind, size_t i) { return last_[kind * kArgs + i]; }
  // What an argument is predicted to be; null: 0, and nothing to remember.
  uint64_t* argument(Coding coding, size_t kind, size_t i, uint32_t g) {
    if (coding == Coding::Last) return &last(kind, i);
    return coding == Coding::LastOfG ? &arg_of_g(kind, i, g) : nullptr;
  }
  uint64_t time = 0;
  uint64_t p = 0;

 private:
  static constexpr size_t kPs = 1024;
  static constexpr size_t kSlots = 1u << 12;
  static size_t slot(size_t column, uint32_t g) {
    return ((column * 0x9e3779b97f4a7c15u) ^ (uint64_t{g} * 0xc2b2ae3d27d4eb4fu)) >> 52;
  }
  std::array<uint64_t, kPs> gs_{};
  std::array<uint64_t, kSlots> of_g_{};
  std::vector<uint64_t> last_;
};

// ---- one chunk

class ChunkWriter {
 public:
  ChunkWriter() : codings_(make_codings()), columns_(kColumns), predict_(std::make_unique<Predictor>(kKinds)) {}

  void add(const Event& e) {
    const auto kind = static_cast<size_t>(e.kind);
    const uint64_t args[kArgs] = {e.a, e.b, e.c, e.d};
    const KindCoding& coding = codings_[kind];
    columns_[kKindColumn].varint(kind);
    columns_[kTimeColumn].varint(zigzag(e.time_ns - std::exchange(predict_->time, e.time_ns)));
    uint32_t surprises = difference(kPColumn, predict_->p, e.p, kPSurprise) |
                         difference(kGColumn, predict_->g_of(e.p), e.g, kGSurprise) |
                         difference(kStackColumn, predict_->stack_of(kind, e.g), e.stack, kStackSurprise);
    for (size_t k = 0; k < coding.count; ++k) {
      const size_t i = coding.used[k];
      surprises |= argument(kind, i, coding.args[i], args[i], e);
    }
    if (((e.a & coding.odd[0]) | (e.b & coding.odd[1]) | (e.c & coding.odd[2]) | (e.d & coding.odd[3])) != 0) {
      for (size_t i = 0; i < kArgs; ++i) {
        if (coding.odd[i] != 0) surprises |= argument(kind, i, Coding::Zero, args[i], e);
      }
    }
    columns_[kSurpriseColumn].varint(surprises);
    note_ids(coding, args, e);
    ++count_;
  }

  // The greatest ids that the events added so far refer to.
  uint32_t texts_used = 0, stacks_used = 0;

  size_t count() const { return count_; }

  // Appends count and columns, and forgets them.
  void finish(Bytes& out) {
    out.varint(count_);
    size_t used = 0;
    for (const Bytes& column : columns_) used += column.size() != 0;
    out.varint(used);
    for (size_t i = 0; i < kColumns; ++i) {
      if (columns_[i].size() == 0) continue;
      out.varint(i);
      out.varint(columns_[i].size());
      out.raw(columns_[i].data(), columns_[i].size());
      columns_[i].clear();
    }
    predict_->reset();
    count_ = 0;
  }

 private:
  uint32_t difference(size_t column, uint64_t& prediction, uint64_t value, uint32_t surprise) {
    if (prediction == value) return 0;
    columns_[column].varint(zigzag(value - std::exchange(prediction, value)));
    return surprise;
  }
  void note_ids(const KindCoding& coding, const uint64_t (&args)[kArgs], const Event& e) {
    stacks_used = std::max(stacks_used, e.stack);
    uint32_t texts = coding.texts;
    if (coding.values != 0) {
      if (value_kind_of(e.d) == ValueKind::Text) texts |= coding.values;
    }
    for (; texts != 0; texts &= texts - 1) {
      const auto i = static_cast<size_t>(std::countr_zero(texts));
      const uint64_t id = i == 3 ? value_type_text(e.d) : args[i];
      texts_used = std::max(texts_used, static_cast<uint32_t>(std::min<uint64_t>(id, UINT32_MAX)));
    }
  }
  uint32_t argument(size_t kind, size_t i, Coding coding, uint64_t value, const Event& e) {
    const size_t column = kArgColumns + kind * kArgs + i;
    const uint32_t surprise = kArgSurprise << i;
    if (uint64_t* prediction = predict_->argument(coding, kind, i, e.g)) {
      return difference(column, *prediction, value, surprise);
    }
    if (value == 0) return 0;
    columns_[column].varint(zigzag(coding == Coding::Time ? value - e.time_ns : value));
    return surprise;
  }

  const std::array<KindCoding, kKinds> codings_;
  std::vector<Bytes> columns_;
  std::unique_ptr<Predictor> predict_;
  size_t count_ = 0;
};

class ChunkReader {
 public:
  // kinds: ours for each of the file's.
  explicit ChunkReader(std::vector<EventKind> kinds)
      : kinds_(std::move(kinds)), columns_(kArgColumns + kinds_.size() * kArgs),
        predict_(std::make_unique<Predictor>(kinds_.size())) {}

  // False: the bytes are not a chunk.
  bool read(Reader& in, std::vector<Event>& out) {
    predict_->reset();
    std::fill(columns_.begin(), columns_.end(), Reader{});
    const uint64_t count = in.varint();
    if (count > EventChunk::kEvents) return false;
    const uint64_t used = in.varint();
    for (uint64_t i = 0; i < used; ++i) {
      const uint64_t column = in.varint();
      const std::string_view bytes = in.text();
      if (column >= columns_.size()) return false;
      columns_[column] = Reader(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    }
    if (!in.ok()) return false;
    out.resize(count);
    for (Event& e : out) {
      if (!next(e)) return false;
    }
    return std::all_of(columns_.begin(), columns_.end(), [](const Reader& r) { return r.ok() && r.left() == 0; });
  }

 private:
  bool next(Event& e) {
    const uint64_t file_kind = columns_[kKindColumn].varint();
    if (file_kind >= kinds_.size() || kinds_[file_kind] == EventKind::kCount) return false;
    const auto kind = static_cast<size_t>(kinds_[file_kind]);
    const uint64_t surprises = columns_[kSurpriseColumn].varint();
    const auto value = [&](size_t column, uint64_t& prediction, uint32_t surprise) {
      if ((surprises & surprise) != 0) prediction += unzigzag(columns_[column].varint());
      return prediction;
    };
    e.kind = static_cast<EventKind>(kind);
    e.time_ns = predict_->time += unzigzag(columns_[kTimeColumn].varint());
    e.p = static_cast<uint16_t>(value(kPColumn, predict_->p, kPSurprise));
    e.g = static_cast<uint32_t>(value(kGColumn, predict_->g_of(e.p), kGSurprise));
    e.stack = static_cast<uint32_t>(value(kStackColumn, predict_->stack_of(file_kind, e.g), kStackSurprise));
    uint64_t args[kArgs] = {};
    for (size_t i = 0; i < kArgs; ++i) {
      const size_t column = kArgColumns + file_kind * kArgs + i;
      const Coding coding = codings_[kind].args[i];
      if (uint64_t* prediction = predict_->argument(coding, file_kind, i, e.g)) {
        args[i] = value(column, *prediction, kArgSurprise << i);
      } else if ((surprises & (kArgSurprise << i)) != 0) {
        args[i] = unzigzag(columns_[column].varint()) + (coding == Coding::Time ? e.time_ns : 0);
      }
    }
    e.a = args[0];
    e.b = args[1];
    e.c = args[2];
    e.d = static_cast<uint32_t>(args[3]);
    return true;
  }

  const std::array<KindCoding, kKinds> codings_ = make_codings();
  const std::vector<EventKind> kinds_;
  std::vector<Reader> columns_;
  std::unique_ptr<Predictor> predict_;
};

// ---- header

void put_info(Bytes& out, const RecordingInfo& info) {
  out.varint(kFormat);
  out.text(info.version);
  out.varint(info.sources.size());
  for (const RecordedSource& source : info.sources) {
    out.text(source.name);
    out.text(source.text);
  }
  out.varint(info.args.size());
  for (const std::string& arg : info.args) out.text(arg);
  out.varint(info.environment.size());
  for (const std::string& variable : info.environment) out.text(variable);
  out.varint(info.seed);
  out.varint(info.procs);
  out.varint(static_cast<uint64_t>(info.driver));
  out.text(info.schedule);
  out.varint(info.go_minor);
  out.varint(info.heap_bytes);
  out.varint(kKinds);
  for (size_t k = 0; k < kKinds; ++k) out.text(event_info(static_cast<EventKind>(k)).name);
}

RecordingInfo get_info(Reader& in) {
  RecordingInfo info;
  info.version = in.text();
  for (uint64_t n = in.varint(); n > 0 && in.ok(); --n) {
    RecordedSource source;
    source.name = in.text();
    source.text = in.text();
    info.sources.push_back(std::move(source));
  }
  for (uint64_t n = in.varint(); n > 0 && in.ok(); --n) info.args.emplace_back(in.text());
  for (uint64_t n = in.varint(); n > 0 && in.ok(); --n) info.environment.emplace_back(in.text());
  info.seed = in.varint();
  info.procs = static_cast<uint32_t>(in.varint());
  info.driver = static_cast<DriverKind>(in.varint());
  info.schedule = in.text();
  info.go_minor = static_cast<uint16_t>(in.varint());
  info.heap_bytes = in.varint();
  return info;
}

// Our kind for each of the file's; kCount for those we don't have.
std::vector<EventKind> get_kinds(Reader& in) {
  std::vector<EventKind> kinds;
  for (uint64_t n = in.varint(); n > 0 && in.ok(); --n) {
    const std::string_view name = in.text();
    size_t k = 0;
    while (k < kKinds && event_info(static_cast<EventKind>(k)).name != name) ++k;
    kinds.push_back(static_cast<EventKind>(k));
  }
  return kinds;
}

void put_u32(uint8_t* at, uint64_t v) {
  for (int i = 0; i < 4; ++i) at[i] = static_cast<uint8_t>(v >> (8 * i));
}
uint32_t get_u32(const uint8_t* at) {
  uint32_t v = 0;
  for (int i = 0; i < 4; ++i) v |= static_cast<uint32_t>(at[i]) << (8 * i);
  return v;
}

std::string system_error(const std::string& path) { return fmt::format("{}: {}", path, std::strerror(errno)); }

struct FileCloser {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

}  // namespace

// ---- RecordingWriter

struct RecordingWriter::Impl {
  std::string path;
  File file;
  std::shared_ptr<const TraceTables> tables;
  ChunkWriter chunk;
  uint32_t texts_written = 0, stacks_written = 0;
  uint64_t chunks = 0, events = 0, bytes = 0;
  std::string error;
  bool finished = false;
  Bytes raw;
  std::vector<uint8_t> stored;
  std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> zstd{ZSTD_createCCtx(), ZSTD_freeCCtx};

  void put_tables();
  void write_chunk();
  void write_block(char tag);
  void write(const void* data, size_t size);
};

void RecordingWriter::Impl::write(const void* data, size_t size) {
  if (!error.empty()) return;
  if (std::fwrite(data, 1, size, file.get()) != size) error = system_error(path);
  bytes += size;
}

void RecordingWriter::Impl::write_block(char tag) {
  stored.resize(ZSTD_compressBound(raw.size()));
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_compressionLevel, kCompression);
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_checksumFlag, 1);
  const size_t size = ZSTD_compress2(zstd.get(), stored.data(), stored.size(), raw.data(), raw.size());
  if (ZSTD_isError(size)) {
    error = fmt::format("{}: {}", path, ZSTD_getErrorName(size));
    return;
  }
  uint8_t head[kBlockHead];
  head[0] = static_cast<uint8_t>(tag);
  put_u32(head + 1, raw.size());
  put_u32(head + 5, size);
  write(head, sizeof head);
  write(stored.data(), size);
  if (tag == 'C') std::fflush(file.get());  // whole chunks survive a crash of ours
}

// Only what events refer to decides which texts are written with a chunk, so the bytes do not depend on when the bus was
// flushed.
void RecordingWriter::Impl::put_tables() {
  const uint32_t stacks_used = std::min(chunk.stacks_used, tables->stacks());
  uint32_t texts_used = chunk.texts_used;
  for (uint32_t id = stacks_written + 1; id <= stacks_used; ++id) {
    for (const StackFrame& frame : tables->stack_of(id)) {
      texts_used = std::max({texts_used, frame.function, frame.file});
    }
  }
  texts_used = std::min(texts_used, tables->texts());
  raw.varint(texts_used - std::min(texts_written, texts_used));
  for (; texts_written < texts_used; ++texts_written) raw.text(tables->text_of(texts_written + 1));
  raw.varint(stacks_used - std::min(stacks_written, stacks_used));
  for (; stacks_written < stacks_used; ++stacks_written) {
    const auto frames = tables->stack_of(stacks_written + 1);
    raw.varint(frames.size());
    for (const StackFrame& frame : frames) {
      raw.varint(frame.function);
      raw.varint(frame.file);
      raw.varint(frame.line);
    }
  }
}

void RecordingWriter::Impl::write_chunk() {
  if (chunk.count() == 0) return;
  raw.clear();
  put_tables();
  chunk.finish(raw);
  write_block('C');
  ++chunks;
}

RecordingWriter::RecordingWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

RecordingWriter::~RecordingWriter() { (void)finish(); }

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const std::string& path, const RecordingInfo& info,
                                                                 std::shared_ptr<const TraceTables> tables) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->file.reset(std::fopen(path.c_str(), "wb"));
  if (impl->file == nullptr) return Error{system_error(path)};
  impl->tables = std::move(tables);
  impl->write(kMagic.data(), kMagic.size());
  put_info(impl->raw, info);
  impl->write_block('H');
  if (!impl->error.empty()) return Error{impl->error};
  return std::unique_ptr<RecordingWriter>(new RecordingWriter(std::move(impl)));
}

void RecordingWriter::on_events(std::span<const Event> events) {
  for (const Event& e : events) {
    impl_->chunk.add(e);
    ++impl_->events;
    if (impl_->chunk.count() == EventChunk::kEvents) impl_->write_chunk();
  }
}

Result<void> RecordingWriter::finish() {
  if (!impl_->finished) {
    impl_->finished = true;
    impl_->write_chunk();
    impl_->raw.clear();
    impl_->raw.varint(impl_->chunks);
    impl_->raw.varint(impl_->events);
    impl_->write_block('I');
    if (std::fclose(impl_->file.release()) != 0 && impl_->error.empty()) impl_->error = system_error(impl_->path);
  }
  if (!impl_->error.empty()) return Error{impl_->error};
  return {};
}

uint64_t RecordingWriter::bytes_written() const { return impl_->bytes; }

// ---- open_recording

namespace {

class Opener {
 public:
  explicit Opener(const std::string& path) : path_(path) {}
  Result<OpenedRecording> open();

 private:
  enum class Block : uint8_t { Whole, CutOff };
  bool load();
  Block next_block();
  bool take_tables(Reader& in);
  bool take_chunk();
  bool sane(const Event& e, uint64_t most_g) const;

  const std::string& path_;
  std::vector<uint8_t> bytes_;
  size_t at_ = 0;
  char tag_ = 0;
  std::vector<uint8_t> raw_;
  std::shared_ptr<TraceTables> tables_ = std::make_shared<TraceTables>();
  std::unique_ptr<Recording> recording_;
  std::unique_ptr<ChunkReader> chunk_;
  std::vector<Event> events_;
};

bool Opener::load() {
  const File file(std::fopen(path_.c_str(), "rb"));
  if (file == nullptr) return false;
  constexpr size_t kPiece = 1u << 20;
  for (;;) {
    const size_t had = bytes_.size();
    bytes_.resize(had + kPiece);
    const size_t got = std::fread(bytes_.data() + had, 1, kPiece, file.get());
    bytes_.resize(had + got);
    if (got < kPiece) return std::ferror(file.get()) == 0;
  }
}

Opener::Block Opener::next_block() {
  if (bytes_.size() - at_ < kBlockHead) return Block::CutOff;
  const uint8_t* head = bytes_.data() + at_;
  const size_t raw = get_u32(head + 1), stored = get_u32(head + 5);
  if (bytes_.size() - at_ - kBlockHead < stored) return Block::CutOff;
  if (ZSTD_getFrameContentSize(head + kBlockHead, stored) != raw) return Block::CutOff;
  tag_ = static_cast<char>(head[0]);
  raw_.resize(raw);
  if (ZSTD_decompress(raw_.data(), raw, head + kBlockHead, stored) != raw) return Block::CutOff;
  at_ += kBlockHead + stored;
  return Block::Whole;
}

bool Opener::take_tables(Reader& in) {
  for (uint64_t n = in.varint(); n > 0 && in.ok(); --n) {
    const uint32_t expected = tables_->texts() + 1;
    if (tables_->text(in.text()) != expected) return false;
  }
  std::vector<StackFrame> frames;
  for (uint64_t n = in.varint(); n > 0 && in.ok(); --n) {
    frames.clear();
    for (uint64_t depth = in.varint(); depth > 0 && in.ok(); --depth) {
      StackFrame frame;
      frame.function = static_cast<uint32_t>(in.varint());
      frame.file = static_cast<uint32_t>(in.varint());
      frame.line = static_cast<uint32_t>(in.varint());
      frames.push_back(frame);
    }
    const uint32_t expected = tables_->stacks() + 1;
    if (tables_->stack(frames) != expected) return false;
  }
  return in.ok();
}

// Goroutines are numbered in order and each is made by an event, so an id is no greater than the number of events: whoever
// sizes an array by ids may rely on it, whatever a file from elsewhere says.
bool Opener::sane(const Event& e, uint64_t most_g) const {
  const EventInfo& info = event_info(e.kind);
  const uint64_t args[] = {e.a, e.b, e.c};
  for (size_t i = 0; i < 3; ++i) {
    if (info.args[i].kind == ArgKind::G && args[i] > most_g) return false;
    if (info.args[i].kind == ArgKind::ChanHow && peer_of(args[i]) > most_g) return false;
    if (info.args[i].kind == ArgKind::WaitReason && args[i] >= kWaitReasons) return false;
  }
  return e.g <= most_g;
}

bool Opener::take_chunk() {
  Reader in(raw_.data(), raw_.size());
  if (!take_tables(in) || !chunk_->read(in, events_)) return false;
  const uint64_t most_g = recording_->end() + events_.size() + 1024;
  if (!std::all_of(events_.begin(), events_.end(), [&](const Event& e) { return sane(e, most_g); })) return false;
  recording_->on_events(events_);
  return true;
}

Result<OpenedRecording> Opener::open() {
  if (!load()) return Error{system_error(path_)};
  const std::string not_ours = fmt::format("{} is not a recording of Gopherarium", path_);
  if (bytes_.size() < kMagic.size() || std::memcmp(bytes_.data(), kMagic.data(), kMagic.size()) != 0) return Error{not_ours};
  at_ = kMagic.size();
  if (next_block() != Block::Whole || tag_ != 'H') return Error{fmt::format("{} is cut off before its first event", path_)};
  Reader in(raw_.data(), raw_.size());
  if (const uint64_t format = in.varint(); format != kFormat) {
    return Error{fmt::format("{} has format {}, which this version of Gopherarium cannot read", path_, format)};
  }
  recording_ = std::make_unique<Recording>(get_info(in), tables_);
  std::vector<EventKind> kinds = get_kinds(in);
  constexpr size_t kMostKinds = 4096;
  if (!in.ok() || kinds.size() > kMostKinds) return Error{not_ours};
  chunk_ = std::make_unique<ChunkReader>(std::move(kinds));
  OpenedRecording opened;
  for (;;) {
    const Block block = next_block();
    if (block == Block::Whole && tag_ == 'I') break;
    if (block == Block::Whole && tag_ == 'C' && take_chunk()) continue;
    opened.warning = fmt::format("{} is cut off or damaged: it holds the first {} events", path_, recording_->end());
    break;
  }
  opened.recording = std::move(recording_);
  return opened;
}

}  // namespace

Result<OpenedRecording> open_recording(const std::string& path) { return Opener(path).open(); }

}  // namespace gopherarium
