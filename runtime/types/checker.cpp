// The driver: collects the declarations of packages, checks them on demand or as a whole, and runs what was
// put off.

#include "runtime/types/check.h"

#include <algorithm>

namespace gopherarium {

// ---- the public face

Checker::Checker(TypeContext& context, DiagnosticList& diagnostics, Importer& importer, CheckOptions options)
    : impl_(std::make_unique<Impl>(context, diagnostics, importer, options)) {}
Checker::~Checker() = default;

Package* Checker::check_package(std::string_view path, std::span<File* const> files) {
  Package* package = impl_->declare(path, files);
  impl_->check_all(package);
  return package;
}

Package* Checker::declare_package(std::string_view path, std::span<File* const> files) {
  return impl_->declare(path, files);
}
void Checker::check_body(Func* function) { impl_->check_body(function); }
const std::vector<Initializer>& Checker::init_order(Package* package) { return impl_->init_order(package); }
const Info& Checker::info() const { return impl_->info; }

GoVersion Checker::version_at(Pos pos) const { return impl_->version_at(pos); }

GoVersion Checker::Impl::version_at(Pos pos) const {
  for (auto& [package, state] : packages_)
    for (const FileState& file : state.files)
      if (file.file->source->contains(pos)) return file.version;
  return options_.version;
}

// ---- errors

void Checker::Impl::error(Pos pos, std::string message) {
  // Messages about invalid operands follow from an error that has been reported.
  if (diagnostics_.has_errors() &&
      (message.find("invalid operand") != message.npos || message.find("invalid type") != message.npos))
    return;
  if (env.inherited_pos.valid()) pos = env.inherited_pos;
  diagnostics_.error(pos, std::move(message));
}

void Checker::Impl::error(const Node* node, std::string message) {
  error(start_pos(node), std::move(message));
}

std::string Checker::Impl::also(Pos pos, std::string text) const {
  return "\n\t" + diagnostics_.files().describe(pos) + ": " + std::move(text);
}

void Checker::Impl::redeclared(Object* object, Object* other) {
  std::string message = fmt::format("{} redeclared in this block", object->name);
  if (other->pos.valid()) message += also(other->pos, fmt::format("other declaration of {}", object->name));
  error(object->pos, std::move(message));
}

// ---- collecting

Package* Checker::Impl::declare(std::string_view path, std::span<File* const> files) {
  std::string name = files.empty() || files[0]->package_name == nullptr
                         ? std::string("_")
                         : std::string(files[0]->package_name->name);
  Package* package = ctx.package(std::string(path), name);
  package->resolver = this;
  PackageState& state = packages_[package];
  Environment outside = env;
  env = {};
  env.package = package;
  env.version = options_.version;
  for (File* file : files) collect_file(package, state, file);
  for (FileState& file : state.files)
    for (Object* object : file.scope->objects())
      if (Object* other = package->scope.lookup(object->name)) {
        const auto* import = dyn_cast<PkgName>(object);
        const Package& from = import != nullptr ? *import->imported : *object->package;
        std::string what = fmt::format("already declared through {} of package {} (\"{}\")",
                                       import != nullptr ? "import" : "dot-import", from.name, from.path);
        error(other->pos, fmt::format("{} {}", other->name, what) +
                              also(object->pos, fmt::format("other declaration of {}", object->name)));
      }
  // A method declared on an alias belongs to what the alias stands for.
  std::vector<std::pair<std::string_view, std::string_view>> moves;
  for (auto& [base, methods] : state.methods) {
    std::string_view target = base;
    for (int steps = 0; steps < 100; steps++) {
      auto* type_name = dyn_cast<TypeName>(package->scope.lookup(target));
      if (type_name == nullptr || !type_name->is_alias || type_name->decl_ == nullptr) break;
      Expr* rhs = unparen(type_name->decl_->type_decl->type_expr);
      if (auto* star = dyn_cast<StarExpr>(rhs)) rhs = unparen(star->x);
      auto* id = dyn_cast<Ident>(rhs);
      if (id == nullptr) break;
      target = id->name;
    }
    if (target != base) moves.emplace_back(base, target);
  }
  for (auto [from, to] : moves) {
    std::vector<Func*> methods = std::move(state.methods[from]);
    auto& list = state.methods[to];
    list.insert(list.end(), methods.begin(), methods.end());
  }
  env = outside;
  return package;
}

DeclInfo* Checker::Impl::new_decl(PackageState& state, FileState& file, Package* package) {
  DeclInfo* decl = state.decls.emplace_back(std::make_unique<DeclInfo>()).get();
  decl->package = package;
  decl->scope = file.scope;
  decl->version = file.version;
  return decl;
}

void Checker::Impl::declare_package_object(PackageState& state, Package* package, Object* object,
                                           DeclInfo* decl) {
  object->decl_ = decl;
  object->color_ = Object::Color::White;
  state.objects.push_back(object);
  if (object->name == "_") return;
  if (object->name == "init" && object->kind != ObjectKind::Func) {
    error(object->pos, "cannot declare init - must be func");
    return;
  }
  if (object->name == "main" && package->name == "main" && object->kind != ObjectKind::Func) {
    error(object->pos, "cannot declare main - must be func");
    return;
  }
  if (Object* other = package->scope.insert(object)) redeclared(object, other);
}

void Checker::Impl::collect_file(Package* package, PackageState& state, File* file) {
  package->files.push_back(file);
  state.files.emplace_back();
  FileState& fs = state.files.back();
  fs.file = file;
  fs.scope = ctx.scope(&package->scope);
  fs.version = file->go_version.minor != 0 ? file->go_version : options_.version;
  if (file->package_name != nullptr && file->package_name->name != package->name)
    error(file->package_name,
          fmt::format("package {}; expected package {}", file->package_name->name, package->name));
  // Without a name the parser has said why.
  if (package->name == "_" && file->package_name != nullptr) {
    error(file->package_name, "invalid package name _");
  }
  for (Decl* decl : file->decls) {
    switch (decl->kind) {
      case NodeKind::ImportDecl: collect_import(state, fs, as<ImportDecl>(decl), package); break;
      case NodeKind::ConstDecl: collect_consts(state, fs, as<ConstDecl>(decl), package); break;
      case NodeKind::VarDecl: collect_vars(state, fs, as<VarDecl>(decl), package); break;
      case NodeKind::TypeDecl: collect_type(state, fs, as<TypeDecl>(decl), package); break;
      case NodeKind::FuncDecl: collect_func(state, fs, as<FuncDecl>(decl), package); break;
      default: break;
    }
  }
}

void Checker::Impl::collect_import(PackageState&, FileState& file, ImportDecl* decl, Package* package) {
  if (decl->path == nullptr || decl->path->bad) return;
  std::string path = unquote_literal(decl->path->text);
  Package* imported = nullptr;
  if (path == "unsafe") {
    imported = ctx.unsafe_package();
  } else if (path.empty()) {
    error(decl->path, "invalid import path (empty string)");
    return;
  } else if (size_t bad = path.find_first_of("!\"#$%&'()*,:;<=>?[\\]^`{|} \t\n"); bad != path.npos) {
    error(decl->path, fmt::format("import path contains invalid character '{}'", path[bad]));
    return;
  } else {
    Result<Package*> result = importer_.import(path);
    if (result.ok()) {
      imported = result.value();
    } else {
      error(decl->path, result.error());
      Package*& fake = fake_packages_[path];
      if (fake == nullptr) {
        size_t slash = path.rfind('/');
        fake = ctx.package(path, slash == path.npos ? path : path.substr(slash + 1));
        fake->fake = true;
      }
      imported = fake;
    }
  }
  if (std::find(package->imports.begin(), package->imports.end(), imported) == package->imports.end())
    package->imports.push_back(imported);
  std::string_view name =
      decl->local_name != nullptr ? decl->local_name->name : std::string_view(imported->name);
  Pos pos = decl->local_name != nullptr ? decl->local_name->pos : start_pos(decl->path);
  if (name == "init") {
    error(pos, "cannot import package as init - init must be a func");
    return;
  }
  auto* object = ctx.object<PkgName>(pos, package, name, imported, ctx.invalid());
  object->used = imported->fake;
  if (decl->local_name != nullptr) decl->local_name->object = object;
  if (name == "_") return;
  file.imports.push_back(object);
  if (name != ".") {
    if (Object* other = file.scope->insert(object)) {
      redeclared(object, other);
    }
    return;
  }
  dot_imports_[file.scope].push_back(object);
  for (Object* each : imported->scope.objects())
    if (each->exported())
      if (Object* other = file.scope->insert(each)) redeclared(each, other);
}

void Checker::Impl::collect_consts(PackageState& state, FileState& file, ConstDecl* decl, Package* package) {
  for (size_t i = 0; i < decl->names.size(); i++) {
    Ident* name = decl->names[i];
    auto* object = ctx.object<Const>(name->pos, package, name->name, nullptr);
    object->iota = decl->iota;
    name->object = object;
    DeclInfo* info_decl = new_decl(state, file, package);
    info_decl->type_expr = decl->type_expr;
    info_decl->init = i < decl->values.size() ? decl->values[i] : nullptr;
    info_decl->inherited = decl->inherited;
    declare_package_object(state, package, object, info_decl);
  }
  init_count(decl->names, decl->values, decl->inherited ? decl->names[0] : nullptr);
}

void Checker::Impl::collect_vars(PackageState& state, FileState& file, VarDecl* decl, Package* package) {
  std::vector<Var*> lhs;
  for (Ident* name : decl->names) {
    lhs.push_back(ctx.object<Var>(name->pos, package, name->name, nullptr));
    lhs.back()->used = true;
    name->object = lhs.back();
    package->variables.push_back(lhs.back());
  }
  bool shared = decl->values.size() == 1 && lhs.size() > 1;
  DeclInfo* shared_decl = nullptr;
  for (size_t i = 0; i < lhs.size(); i++) {
    DeclInfo* info_decl = shared && shared_decl != nullptr ? shared_decl : new_decl(state, file, package);
    info_decl->type_expr = decl->type_expr;
    if (shared) {
      info_decl->lhs = lhs;
      info_decl->init = decl->values[0];
      shared_decl = info_decl;
    } else {
      info_decl->init = i < decl->values.size() ? decl->values[i] : nullptr;
    }
    declare_package_object(state, package, lhs[i], info_decl);
  }
  if (decl->values.size() > 1) init_count(decl->names, decl->values);
}

void Checker::Impl::collect_type(PackageState& state, FileState& file, TypeDecl* decl, Package* package) {
  auto* object = ctx.object<TypeName>(decl->name->pos, package, decl->name->name, nullptr);
  object->is_alias = decl->is_alias;
  decl->name->object = object;
  DeclInfo* info_decl = new_decl(state, file, package);
  info_decl->type_decl = decl;
  declare_package_object(state, package, object, info_decl);
}

void Checker::Impl::collect_func(PackageState& state, FileState& file, FuncDecl* decl, Package* package) {
  auto* object = ctx.object<Func>(decl->name->pos, package, decl->name->name, nullptr);
  object->decl = decl;
  decl->name->object = object;
  DeclInfo* info_decl = new_decl(state, file, package);
  info_decl->func_decl = decl;
  package->functions.push_back(object);
  if (decl->recv != nullptr) {
    object->is_method = true;
    object->decl_ = info_decl;
    object->color_ = Object::Color::White;
    state.objects.push_back(object);
    collect_method(state, decl, object);
    return;
  }
  std::string_view name = object->name;
  if (name == "init" || (name == "main" && package->name == "main")) {
    if (!decl->func_type->type_params.empty())
      error(decl->func_type->type_params[0], fmt::format("func {} must have no type parameters", name));
    if (!decl->func_type->params.empty() || !decl->func_type->results.empty())
      error(decl->name, fmt::format("func {} must have no arguments and no return values", name));
  }
  if (name == "init") {
    package->inits.push_back(object);
    object->decl_ = info_decl;
    object->color_ = Object::Color::White;
    state.objects.push_back(object);
    object->parent = &package->scope;
    return;
  }
  declare_package_object(state, package, object, info_decl);
}

void Checker::Impl::collect_method(PackageState& state, FuncDecl* decl, Func* func) {
  Expr* type = unparen(decl->recv->type);
  if (auto* star = dyn_cast<StarExpr>(type)) {
    func->pointer_receiver = true;
    type = unparen(star->x);
  }
  if (auto* index = dyn_cast<IndexExpr>(type)) type = unparen(index->x);
  if (auto* base = dyn_cast<Ident>(type); base != nullptr && func->name != "_")
    state.methods[base->name].push_back(func);
}

// ---- checking

void Checker::Impl::check_all(Package* package) {
  PackageState& state = packages_[package];
  Environment outside = env;
  env = {};
  env.package = package;
  env.version = options_.version;
  // Defined types first, then aliases, then the rest: an alias' right side is then known where it is used.
  auto is_kind = [](Object* o, bool alias) {
    auto* name = dyn_cast<TypeName>(o);
    return name != nullptr && name->is_alias == alias;
  };
  for (Object* object : state.objects)
    if (is_kind(object, false)) object_decl(*object);
  for (Object* object : state.objects)
    if (is_kind(object, true)) object_decl(*object);
  // Bodies in the order of the source, literals in initialisers among them: gc shows the first ten errors that it meets.
  for (Object* object : state.objects) {
    object_decl(*object);
    auto* func = dyn_cast<Func>(object);
    if (func == nullptr) continue;
    if (func->decl->body == nullptr && func->name == "init") error(func->decl, "missing function body");
    later([this, func] { check_body(func); });
  }
  process_delayed(0);
  for (Func* func : package->functions) check_body(func);
  if (!diagnostics_.has_errors()) init_order(package);
  unused_imports(state);
  check_instantiation_cycles();
  if (diagnostics_.has_errors()) init_order(package);
  // gc finds out only when it generates code, so not beside other errors.
  if (!diagnostics_.has_errors())
    for (Func* func : package->functions)
      if (func->decl->body == nullptr) error(func->decl, "missing function body");
  env = outside;
}

void Checker::Impl::resolve(Object& object) {
  object_decl(object);
  if (path_.empty() && depth_ == 0) process_delayed(0);
}

void Checker::Impl::process_delayed(size_t from) {
  depth_++;
  Environment outside = env;
  for (size_t i = from; i < delayed_.size(); i++) {
    Delayed item = std::move(delayed_[i]);
    env = std::move(item.env);
    item.action();
  }
  delayed_.resize(from);
  env = outside;
  depth_--;
}

void Checker::Impl::check_body(Func* function) {
  function = function->origin;
  if (function->body_checked || function->decl == nullptr) return;
  Type* type = function->type();
  function->body_checked = true;
  auto* sig = dyn_cast<Signature>(type);
  FuncDecl* decl = function->decl;
  if (decl->body == nullptr || sig == nullptr) return;
  Environment outside = env;
  env = {};
  env.package = function->package;
  env.decl = function->decl_;
  env.version = function->decl_->version;
  env.scope = function->decl_->scope;
  auto frame = std::make_shared<FunctionFrame>();
  frame->node = decl;
  frame->type_params = sig->type_params;
  if (function->receiver_named != nullptr) frame->type_params = function->receiver_named->origin->type_params;
  size_t from = delayed_.size();
  depth_++;
  func_body(function->decl_, function->name, sig, decl->body, frame);
  depth_--;
  process_delayed(from);
  env = outside;
}

void Checker::Impl::unused_imports(PackageState& state) {
  for (FileState& file : state.files)
    for (PkgName* import : file.imports) {
      if (import->used) continue;
      const std::string& path = import->imported->path;
      size_t slash = path.rfind('/');
      std::string last = slash == path.npos ? path : path.substr(slash + 1);
      bool renamed = import->name != last && import->name != ".";
      if (go119_words())
        error(import->pos, fmt::format("imported and not used: \"{}\"{}", path,
                                       renamed ? fmt::format(" as {}", import->name) : std::string()));
      else if (!renamed)
        error(import->pos, fmt::format("\"{}\" imported and not used", path));
      else
        error(import->pos, fmt::format("\"{}\" imported as {} and not used", path, import->name));
    }
}

}  // namespace gopherarium
