#include "runtime/codegen/program_gen.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/codegen/function_gen.h"

namespace gopherarium {
namespace {

// As Go's traces print: the package's path, the type in parentheses when the receiver is a pointer.
std::string shown_name(Func& function) {
  const std::string package = function.package == nullptr ? "" : function.package->path + ".";
  if (!function.is_method || function.receiver_named == nullptr) return package + std::string(function.name);
  const std::string type(function.receiver_named->object->name);
  const std::string args = function.receiver_named->is_instance() ? "[...]" : "";
  return function.pointer_receiver ? fmt::format("{}(*{}{}).{}", package, type, args, function.name)
                                   : fmt::format("{}{}{}.{}", package, type, args, function.name);
}

std::string key_of(const TypeList& args) {
  std::string key;
  for (Type* arg : args) key += TypeTable::key(arg) + ";";
  return key;
}

}  // namespace

Result<std::unique_ptr<Program>> generate(const CodegenInput& input) {
  auto program = std::make_unique<Program>();
  ProgramGen gen(input, *program);
  if (auto done = gen.run(); !done) return Error{done.error()};
  return program;
}

Result<void> ProgramGen::run() {
  find_known_types();
  compile_init();
  do {
    drain();
  } while (error_.empty() && fill_in_methods());
  if (!error_.empty()) return Error{error_};
  return {};
}

void ProgramGen::drain() {
  while (!work_.empty() && error_.empty()) {
    Work work = std::move(work_.front());
    work_.pop_front();
    FunctionGen function(*this, work.proto, std::move(work.env), work.package);
    work.body(function);
    function.finish();
  }
}

uint32_t ProgramGen::new_proto(std::string name) {
  program.protos.emplace_back();
  program.protos.back().name = std::move(name);
  return static_cast<uint32_t>(program.protos.size() - 1);
}

void ProgramGen::later(uint32_t id, std::function<void(FunctionGen&)> body, TypeEnv env, Package* package) {
  work_.push_back({id, std::move(body), std::move(env), package});
}

// Instances may ask for instances, each for two: thirty lines make 2^30. gc has no such limit, and ends when memory does.
bool ProgramGen::admits_instance(const Func& origin) {
  constexpr uint32_t kMostInstances = 50'000;
  if (++instances_ <= kMostInstances) return true;
  fail(fmt::format("the program needs more than {} instances of generic functions, {}.{} among them", kMostInstances,
                   origin.package->path, origin.name));
  return false;
}

bool ProgramGen::admits_argument(const Func& origin, Type* arg) {
  const TypeExtent extent = type_extent(arg);
  if (extent.parts <= kMostTypeParts && extent.depth <= kMostTypeDepth) return true;
  fail(fmt::format("{}.{} is instantiated with a type of more than {} parts, or nested more than {} deep",
                   origin.package->path, origin.name, kMostTypeParts, kMostTypeDepth));
  return false;
}

uint32_t ProgramGen::proto_of(Func& function, const TypeList& type_args) {
  Func& origin = *function.origin;
  if (!error_.empty()) return 0;  // nothing will run, and type arguments may be too large to be looked up
  if (origin.decl != nullptr && origin.decl->body == nullptr) {
    return native_wrapper(native(origin), *origin.signature());
  }
  for (Type* arg : type_args)
    if (!admits_argument(origin, arg)) return 0;
  auto [entry, fresh] = protos_.try_emplace(fmt::format("f{} {}", static_cast<const void*>(&origin), key_of(type_args)), 0u);
  if (!fresh) return entry->second;
  if (!type_args.empty() && !admits_instance(origin)) return 0;
  const uint32_t id = new_proto(shown_name(function));
  entry->second = id;
  in.checker.check_body(&origin);
  TypeEnv env;
  if (!type_args.empty()) {
    env.params = origin.is_method && origin.receiver_named != nullptr ? origin.receiver_named->origin->type_params
                                                                       : origin.signature()->type_params;
    env.args = type_args;
  }
  later(id, [&origin](FunctionGen& to) {
    to.function(*origin.signature(), origin.decl, origin.decl->func_type, origin.decl->body, origin.decl->pos);
  }, std::move(env), origin.package);
  return id;
}

uint32_t ProgramGen::native_wrapper(uint32_t native, Signature& signature) {
  auto [entry, fresh] = protos_.try_emplace(fmt::format("native {}", native), 0u);
  if (!fresh) return entry->second;
  const uint32_t id = new_proto(program.natives[native].name);
  entry->second = id;
  program.protos[id].is_wrapper = true;
  later(id, [native, &signature](FunctionGen& to) {
    const uint32_t results = to.param_slots(*signature.results), params = to.param_slots(*signature.params);
    to.out().result_slots = results;
    to.out().param_slots = params;
    to.alloc(results + params);
    const Slot frame = to.alloc(kFrameHeader + results + params);
    to.emit(Opcode::MoveN, frame + kFrameHeader + results, kFrameHeader + results, params);
    to.emit_imm32(Opcode::CallNative, frame, native);
    to.emit(Opcode::MoveN, kFrameHeader, frame + kFrameHeader, results);
    to.emit(Opcode::Return);
  }, {}, nullptr);
  return id;
}

// recv.name(params...) as a function. Its receiver is the first parameter, or captured when bound. It is compiled from a
// tree made here, so that embedded fields, pointers and interfaces on the way are walked as everywhere else.
uint32_t ProgramGen::method_wrapper(Type* recv, const std::string& name, Func& method, const std::vector<int>& /*path*/,
                                    bool bound) {
  auto [entry, fresh] = protos_.try_emplace(fmt::format("m{} {} {}", bound, TypeTable::key(recv), table.method_id(method)), 0u);
  if (!fresh) return entry->second;
  const uint32_t id = new_proto(fmt::format("{}.{}{}", type_string(recv), name, bound ? "-fm" : ""));
  entry->second = id;
  program.protos[id].is_wrapper = true;
  later(id, [recv, name, &method, bound](FunctionGen& to) { to.wrapper_body(recv, method, bound); }, {}, method.package);
  return id;
}

uint32_t ProgramGen::interface_wrapper(Type* type, const MethodEntry& method) {
  const Kind kind = table.rtype(type).kind;
  const bool pointer_shaped = kind == Kind::Pointer || kind == Kind::Map || kind == Kind::Chan || kind == Kind::Func ||
                              kind == Kind::UnsafePointer;
  auto* pointer = dyn_cast<Pointer>(type);
  auto* named = dyn_cast<Named>(pointer != nullptr ? pointer->elem : type);
  // A *T's own method takes the word as it is: no wrapper.
  if (method.path.size() <= 1 && named != nullptr && pointer_shaped && method.method->pointer_receiver == (pointer != nullptr)) {
    return proto_of(*method.method, named->type_args);
  }
  auto [entry, fresh] = protos_.try_emplace(
      fmt::format("i {} {}", TypeTable::key(type), table.method_id(*method.method)), 0u);
  if (!fresh) return entry->second;
  const uint32_t id = new_proto(fmt::format("{}.{}", type_string(type), method.method->name));
  entry->second = id;
  program.protos[id].is_wrapper = true;
  Func* function = method.method;
  later(id, [type, function, pointer_shaped](FunctionGen& to) { to.interface_wrapper_body(type, *function, pointer_shaped); },
        {}, function->package);
  return id;
}

// Methods of the concrete types that values have; new ones bring new types. True while there was something to do.
bool ProgramGen::fill_in_methods() {
  const size_t first = types_with_methods_;
  for (; types_with_methods_ < table.types().size(); ++types_with_methods_) {
    const auto [id, type] = table.types()[types_with_methods_];
    if (underlying(type)->kind == TypeKind::Interface) continue;
    auto* pointer = dyn_cast<Pointer>(type);
    if (pointer != nullptr && underlying(pointer->elem)->kind == TypeKind::Interface) continue;
    std::vector<RMethod> methods;
    for (const MethodEntry& method : method_set(type)) {
      methods.push_back({table.method_id(*method.method), interface_wrapper(type, method)});
    }
    std::sort(methods.begin(), methods.end(), [](const RMethod& x, const RMethod& y) { return x.id < y.id; });
    program.rtypes[id].methods = std::move(methods);
  }
  return types_with_methods_ != first || !work_.empty();
}

uint32_t ProgramGen::string_constant(const std::string& text) {
  auto [entry, fresh] = strings_.try_emplace(text, static_cast<uint32_t>(program.strings.size()));
  if (fresh) program.strings.push_back(text);
  return entry->second;
}

uint32_t ProgramGen::native(Func& function) {
  const auto slots_of = [&](const Tuple& values) {
    uint32_t count = 0;
    for (Var* value : values.vars) count += table.slots(value->type());
    return count;
  };
  return native({fmt::format("{}.{}", function.package->path, function.name), slots_of(*function.signature()->results),
                 slots_of(*function.signature()->params)});
}

uint32_t ProgramGen::native(const NativeDecl& decl) {
  auto [entry, fresh] = natives_.try_emplace(decl.name, static_cast<uint32_t>(program.natives.size()));
  if (fresh) program.natives.push_back(decl);
  return entry->second;
}

// A //line directive may leave out the file; Go then shows question marks.
uint32_t ProgramGen::file_index(std::string_view name) {
  if (name.empty()) name = "??";
  auto [entry, fresh] = files_.try_emplace(std::string(name), static_cast<uint32_t>(program.files.size()));
  if (fresh) program.files.emplace_back(name);
  return entry->second;
}

// Every global starts at a multiple of 8: offset 0 is never handed out, as address 0 is nil.
uint32_t ProgramGen::global_offset(const Var& var) {
  auto [entry, fresh] = globals_.try_emplace(&var, program.globals_bytes);
  if (fresh) {
    const uint32_t size = table.size(const_cast<Var&>(var).type());
    program.globals_bytes += (std::max(size, 8u) + 7) / 8 * 8;
  }
  return entry->second;
}

void ProgramGen::collect_packages(Package& package, std::vector<Package*>& order, std::set<Package*>& seen) {
  if (package.is_unsafe || !seen.insert(&package).second) return;
  for (Package* imported : package.imports) collect_packages(*imported, order, seen);
  order.push_back(&package);
}

void ProgramGen::find_known_types() {
  program.known.string = table.id(in.types.basic(BasicKind::String));
  if (in.runtime == nullptr) return;
  const auto type_named = [this](std::string_view name) -> Type* {
    auto* found = dyn_cast<TypeName>(in.runtime->scope.lookup(name));
    if (found == nullptr) fail(fmt::format("package runtime lacks the type {}", name));
    return found == nullptr ? nullptr : found->type();
  };
  Type* error = type_named("errorString");
  Type* bounds = type_named("boundsError");
  Type* plain = type_named("plainError");
  Type* panic_nil = type_named("PanicNilError");
  Type* assertion = type_named("TypeAssertionError");
  if (error == nullptr || bounds == nullptr || plain == nullptr || panic_nil == nullptr || assertion == nullptr) return;
  program.known.runtime_error = table.id(error);
  program.known.bounds_error = table.id(bounds);
  program.known.plain_error = table.id(plain);
  program.known.panic_nil_error = table.id(in.types.pointer_to(panic_nil));
  program.known.type_assertion_error = table.id(in.types.pointer_to(assertion));
}

// Since go1.21: of the packages whose imports are initialised, that with the least path comes next.
// The first `fixed` packages, those of the runtime, stay where they are.
std::vector<Package*> ProgramGen::in_path_order(std::vector<Package*> packages, size_t fixed) {
  const auto rest = packages.begin() + static_cast<std::ptrdiff_t>(fixed);
  std::vector<Package*> order(packages.begin(), rest);
  packages.erase(packages.begin(), rest);
  std::sort(packages.begin(), packages.end(), [](Package* x, Package* y) { return x->path < y->path; });
  std::set<Package*> done(order.begin(), order.end());
  while (!packages.empty()) {
    const auto next = std::find_if(packages.begin(), packages.end(), [&](Package* package) {
      return std::all_of(package->imports.begin(), package->imports.end(),
                         [&](Package* imported) { return imported->is_unsafe || done.contains(imported); });
    });
    GOPH_CHECK(next != packages.end(), "imports make no circle");
    done.insert(*next);
    order.push_back(*next);
    packages.erase(next);
  }
  return order;
}

// One proto initialises all packages, imported ones first, and calls main.main.
void ProgramGen::compile_init() {
  std::vector<Package*> order;
  std::set<Package*> seen;
  if (in.runtime != nullptr) collect_packages(*in.runtime, order, seen);
  const size_t of_runtime = order.size();
  collect_packages(in.main, order, seen);
  auto* main = dyn_cast<Func>(in.main.scope.lookup("main"));
  if (main == nullptr) return fail("runtime.main_main·f: function main is undeclared in the main package");
  program.go_minor = in.checker.version_at(main->pos).minor;
  if (program.go_minor >= 21) order = in_path_order(std::move(order), of_runtime);
  program.init_proto = new_proto("runtime.main");
  program.protos[program.init_proto].is_wrapper = true;
  later(program.init_proto, [this, order, main](FunctionGen& to) {
    for (Package* package : order) {
      for (const Initializer& initializer : in.checker.init_order(package)) to.initialise(initializer);
      for (Func* init : package->inits) to.call_plain(proto_of(*init, {}));
    }
    program.main_proto = proto_of(*main, {});
    to.call_plain(program.main_proto);
    to.emit(Opcode::Return);
  }, {}, &in.main);
}

}  // namespace gopherarium
