// Calls of the Printf and Println families whose format and arguments don't fit.
//
// Besides fmt's, log's and testing's functions, those of the program count that hand a format and their last
// ...any parameter on to one that counts. One complaint about a format is enough, as those behind it are
// often its consequences.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "runtime/syntax/utf8.h"
#include "runtime/types/context.h"
#include "runtime/vet/pass.h"
#include "runtime/vet/printf_args.h"
#include "runtime/vet/printf_directive.h"

namespace gopherarium {
namespace {

enum class PrintKind : uint8_t { None, Print, Printf, Errorf };

struct Verb {
  char32_t verb;
  std::string_view flags;
  uint32_t kinds;
};
constexpr std::string_view kNumFlags = " -+.0", kSharpFlags = " -+.0#";
constexpr uint32_t kWhole = kArgInt | kArgPointer, kReal = kArgFloat | kArgComplex;
constexpr uint32_t kHex = kArgRune | kArgInt | kArgString | kArgPointer | kArgFloat | kArgComplex;
constexpr std::array kVerbs = {
    Verb{'%', "", 0},
    Verb{'b', kSharpFlags, kWhole | kReal},
    Verb{'c', "-", kArgRune | kArgInt},
    Verb{'d', kNumFlags, kWhole},
    Verb{'e', kSharpFlags, kReal},
    Verb{'E', kSharpFlags, kReal},
    Verb{'f', kSharpFlags, kReal},
    Verb{'F', kSharpFlags, kReal},
    Verb{'g', kSharpFlags, kReal},
    Verb{'G', kSharpFlags, kReal},
    Verb{'o', kSharpFlags, kWhole},
    Verb{'O', kSharpFlags, kWhole},
    Verb{'p', "-#", kArgPointer},
    Verb{'q', kSharpFlags, kArgRune | kArgInt | kArgString},
    Verb{'s', kNumFlags, kArgString},
    Verb{'t', "-", kArgBool},
    Verb{'T', "-", kArgAny},
    Verb{'U', "-#", kArgRune | kArgInt},
    Verb{'v', kSharpFlags, kArgAny},
    Verb{'w', kSharpFlags, kArgError},
    Verb{'x', kSharpFlags, kHex},
    Verb{'X', kSharpFlags, kHex},
};

const Verb* find_verb(char32_t verb) {
  const auto at = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const Verb& v) { return v.verb == verb; });
  return at == kVerbs.end() ? nullptr : &*at;
}

std::string count(size_t n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

// A directive that Println would not expand, in `text`; empty for none. A % at the very end is a percent
// sign.
std::string_view find_directive(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  const auto index = [&](size_t& i) {
    size_t j = i;
    if (j >= text.size() || text[j] != '[' || !digit(j + 1)) return false;
    for (j++; digit(j);) j++;
    if (j >= text.size() || text[j] != ']') return false;
    i = j + 1;
    return true;
  };
  const auto number = [&](size_t& i) {
    if (digit(i)) {
      while (digit(i)) i++;
      return;
    }
    size_t j = i;
    index(j);
    if (j < text.size() && text[j] == '*') i = j + 1;
  };
  for (size_t begin = text.find('%'); begin != std::string_view::npos; begin = text.find('%', begin + 1)) {
    size_t i = begin + 1;
    while (i < text.size() && std::string_view("+-#").find(text[i]) != std::string_view::npos) i++;
    number(i);
    if (i < text.size() && text[i] == '.') i++;
    number(i);
    index(i);
    if (i < text.size() && std::string_view("bcdefgopqstvxEFGTUX").find(text[i]) != std::string_view::npos) {
      return text.substr(begin, i + 1 - begin);
    }
  }
  return {};
}

const std::string* constant_string(const Expr* x) {
  if (x->constant == nullptr || x->constant->kind() != ConstantValue::Kind::String) return nullptr;
  return &x->constant->as_string();
}

bool is_empty_interface(Type* type) {
  auto* interface = dyn_cast<Interface>(type);
  return interface != nullptr && interface->type_set().methods.empty() &&
         interface->type_set().is_method_set();
}

// The last parameter of f(..., args ...any); null for other functions.
Var* any_parameter(const Signature* signature) {
  if (signature == nullptr || !signature->variadic) return nullptr;
  Var* last = signature->params->vars.back();
  auto* slice = dyn_cast<Slice>(last->type());
  return slice != nullptr && is_empty_interface(slice->elem) ? last : nullptr;
}

Signature* signature_of(const CallExpr* call) {
  return call->fun->type == nullptr ? nullptr : dyn_cast<Signature>(call->fun->type);
}

// ---- which functions print

class Printers {
 public:
  explicit Printers(Pass& pass) : pass_(pass) {
    for (Func* function : pass.package.functions) add_candidate(function);
    for (Candidate& candidate : candidates_) find_forwards(candidate);
  }

  PrintKind kind(const Func* function) const {
    if (function == nullptr || function->package == nullptr) return PrintKind::None;
    const PrintKind known = standard(*function);
    if (known != PrintKind::None) return known;
    const auto at = wrappers_.find(function->origin);
    return at == wrappers_.end() ? PrintKind::None : at->second;
  }

 private:
  struct Candidate;
  struct Caller {
    Candidate* by;
    CallExpr* call;
  };
  struct Candidate {
    Func* function;
    const Var* format;  // or null
    const Var* args;
    std::vector<Caller> callers;
    bool failed = false;
  };

  static PrintKind standard(const Func& function) {
    static constexpr std::array kFmt = {"Errorf", "Fprint",  "Fprintf", "Fprintln", "Print",
                                        "Printf", "Println", "Sprint",  "Sprintf",  "Sprintln",
                                        "Append", "Appendf", "Appendln"};
    static constexpr std::array kLog = {"Print",   "Printf", "Println", "Fatal",  "Fatalf",
                                        "Fatalln", "Panic",  "Panicf",  "Panicln"};
    static constexpr std::array kTesting = {"Error", "Errorf", "Fatal", "Fatalf",
                                            "Log",   "Logf",   "Skip",  "Skipf"};
    const std::string_view path = function.package->path;
    const auto in = [&](const auto& names) {
      return std::find(names.begin(), names.end(), function.name) != names.end();
    };
    const bool prints = (path == "fmt" && !function.is_method && in(kFmt)) || (path == "log" && in(kLog)) ||
                        (path == "testing" && function.is_method && in(kTesting)) ||
                        (path == "runtime/trace" && function.name == "Logf");
    if (!prints) return PrintKind::None;
    if (path == "fmt" && function.name == "Errorf") return PrintKind::Errorf;
    return function.name.ends_with('f') ? PrintKind::Printf : PrintKind::Print;
  }

  void add_candidate(Func* function) {
    if (function->decl == nullptr || function->decl->body == nullptr) return;
    const Signature* signature = function->signature();
    const Var* args = any_parameter(signature);
    if (args == nullptr) return;
    const Var* format = nullptr;
    if (const size_t n = signature->params->size(); n >= 2) {
      Var* before = signature->params->vars[n - 2];
      auto* basic = dyn_cast<Basic>(before->type());
      if (basic != nullptr && basic->basic == BasicKind::String) format = before;
    }
    candidates_.push_back({function, format, args, {}});
  }

  Candidate* candidate(const Func* function) {
    for (Candidate& c : candidates_) {
      if (c.function == function) return &c;
    }
    return nullptr;
  }

  static bool names(const Expr* x, const Var* variable) {
    const auto* ident = dyn_cast<Ident>(x);
    return ident != nullptr && variable != nullptr && ident->object == variable;
  }

  void find_forwards(Candidate& candidate) {
    walk(candidate.function->decl->body, [&](Node* node) {
      if (candidate.failed) return false;
      if (const auto* assign = dyn_cast<AssignStmt>(node)) {
        for (const Expr* x : assign->lhs)
          candidate.failed |= names(x, candidate.format) || names(x, candidate.args);
      }
      if (const auto* unary = dyn_cast<UnaryExpr>(node); unary != nullptr && unary->op == Token::And) {
        candidate.failed |= names(unary->x, candidate.format) || names(unary->x, candidate.args);
      }
      if (auto* call = dyn_cast<CallExpr>(node); call != nullptr && !candidate.failed &&
                                                 !call->args.empty() &&
                                                 names(call->args.back(), candidate.args)) {
        const auto* function = dyn_cast<Func>(callee(call));
        if (const PrintKind known = kind(function); known != PrintKind::None) {
          forwards(candidate, call, known);
        } else if (Candidate* other = function == nullptr ? nullptr : this->candidate(function->origin)) {
          other->callers.push_back({&candidate, call});
        }
      }
      return true;
    });
  }

  void forwards(Candidate& candidate, CallExpr* call, PrintKind kind) {
    const size_t n = call->args.size();
    if (kind != PrintKind::Print && (n < 2 || !names(call->args[n - 2], candidate.format))) return;
    if (!call->has_dots) {
      const Signature* signature = signature_of(call);
      if (signature == nullptr || n > signature->params->size())
        return;  // one of several arguments: prints the slice on purpose
      pass_.report(start_pos(call), fmt::format("missing ... in args forwarded to {}-like function",
                                                kind == PrintKind::Print ? "print" : "printf"));
      return;
    }
    if (!wrappers_.try_emplace(candidate.function, kind).second) return;
    for (const Caller& caller : candidate.callers) forwards(*caller.by, caller.call, kind);
  }

  Pass& pass_;
  std::deque<Candidate> candidates_;
  std::unordered_map<const Func*, PrintKind> wrappers_;
};

// ---- one call

class Call {
 public:
  Call(Pass& pass, CallExpr* call, Func* function, PrintKind kind)
      : pass_(pass), call_(call), function_(function), kind_(kind), name_(pass.full_name(function)) {}

  void check_format() {
    const Signature* signature = signature_of(call_);
    if (signature == nullptr || !signature->variadic || signature->params->size() < 2) return;
    const size_t at = signature->params->size() - 2;
    const std::string* format = at < call_->args.size() ? constant_string(call_->args[at]) : nullptr;
    if (format == nullptr) return;
    const size_t first = at + 1;
    if (format->find('%') != std::string::npos) return directives(*format, first);
    if (call_->args.size() > first)
      pass_.report(call_->pos, fmt::format("{} call has arguments but no formatting directives", name_));
  }

  void check_print() {
    const Signature* signature = signature_of(call_);
    if (signature != nullptr && any_parameter(signature) == nullptr) return;
    const size_t first = signature == nullptr ? 0 : signature->params->size() - 1;
    if (call_->args.size() <= first) return;
    const List<Expr> args = call_->args.subspan(first);
    if (first == 0) writer(args[0]);
    if (const std::string* text = constant_string(args[0])) {
      if (const std::string_view found = find_directive(*text); !found.empty()) {
        report(fmt::format("{} call has possible formatting directive {}", name_, found));
      }
    }
    if (const std::string* text = constant_string(args.back());
        text != nullptr && function_->name.ends_with("ln") && text->ends_with('\n')) {
      report(fmt::format("{} arg list ends with redundant newline", name_));
    }
    for (Expr* arg : args) {
      if (is_function_value(arg))
        report(fmt::format("{} arg {} is a func value, not called", name_, pass_.text(arg)));
      if (Func* method = recursive_method(arg)) {
        report(fmt::format("{} arg {} causes recursive call to {} method", name_, pass_.text(arg),
                           pass_.full_name(method)));
      }
    }
  }

 private:
  void report(std::string message) { pass_.report(start_pos(call_), std::move(message)); }

  void directives(const std::string& format, size_t first) {
    size_t next = first, most = first;
    bool any_index = false, wraps = false;
    for (size_t i = 0; i < format.size();) {
      if (format[i] != '%') {
        i++;
        continue;
      }
      const PrintfDirective directive =
          parse_directive(std::string_view(format).substr(i), first, next, call_->args.size());
      if (!directive.problem.empty()) return report(fmt::format("{} {}", name_, directive.problem));
      if (!fits(directive, first)) return;
      i += directive.text.size();
      any_index |= directive.indexed;
      if (directive.verb == 'w') {
        if (kind_ != PrintKind::Errorf)
          return report(fmt::format("{} does not support error-wrapping directive %w", name_));
        if (wraps && !pass_.at_least(call_->pos, 20)) {
          return report(fmt::format("{} call has more than one error-wrapping directive %w", name_));
        }
        wraps = true;
      }
      if (!directive.args.empty()) next = directive.args.back() + 1;
      for (const size_t arg : directive.args) most = std::max(most, arg + 1);
    }
    if ((call_->has_dots && most + 1 >= call_->args.size()) || any_index || most == call_->args.size())
      return;
    report(fmt::format("{} call needs {} but has {}", name_, count(most - first, "arg"),
                       count(call_->args.size() - first, "arg")));
  }

  // The type as fmt sees it.
  Type* type_of(const Expr* arg) const {
    if (arg->mode == ExprMode::NilValue) return pass_.package.scope.parent->lookup("nil")->type();
    return arg->type;
  }

  bool fits(const PrintfDirective& directive, size_t first) {
    const Verb* verb = find_verb(directive.verb);
    const size_t verb_arg = directive.args.empty() ? call_->args.size() : directive.args.back();
    const bool formatter = (verb == nullptr || verb->kinds != kArgError) && directive.verb != '%' &&
                           verb_arg < call_->args.size() && type_of(call_->args[verb_arg]) != nullptr &&
                           is_formatter(type_of(call_->args[verb_arg]));
    if (!formatter && !known(directive, verb)) return false;
    const size_t stars = directive.args.size() - (directive.verb == '%' ? 0 : 1);
    for (size_t i = 0; i < stars; i++) {
      if (!readable(directive, directive.args[i], first)) return false;
      Expr* arg = call_->args[directive.args[i]];
      if (const PrintfMatch match = match_printf_argument(type_of(arg), kArgInt); !match.fits) {
        report(fmt::format("{} format {} uses non-int {}{} as argument of *", name_, directive.text,
                           pass_.text(arg), in_parentheses(match.reason)));
        return false;
      }
    }
    if (directive.verb == '%' || formatter) return true;
    return readable(directive, verb_arg, first) && takes(directive, *verb, call_->args[verb_arg]);
  }

  bool known(const PrintfDirective& directive, const Verb* verb) {
    if (verb == nullptr) {
      std::string shown;
      append_utf8(shown, directive.verb);
      report(fmt::format("{} format {} has unknown verb {}", name_, directive.text, shown));
      return false;
    }
    for (const char flag : directive.flags) {
      if (flag == '0' || verb->flags.find(flag) != std::string_view::npos) continue;
      report(fmt::format("{} format {} has unrecognized flag {}", name_, directive.text, flag));
      return false;
    }
    return true;
  }

  // Is there such an argument, and not one of f(xs...)?
  bool readable(const PrintfDirective& directive, size_t arg, size_t first) {
    if (arg + 1 < call_->args.size()) return true;
    if (call_->has_dots) return false;
    if (arg < call_->args.size()) return true;
    report(fmt::format("{} format {} reads arg #{}, but call has {}", name_, directive.text, arg - first + 1,
                       count(call_->args.size() - first, "arg")));
    return false;
  }

  bool takes(const PrintfDirective& directive, const Verb& verb, Expr* arg) {
    if (is_function_value(arg) && verb.verb != 'p' && verb.verb != 'T') {
      report(fmt::format("{} format {} arg {} is a func value, not called", name_, directive.text,
                         pass_.text(arg)));
      return false;
    }
    if (const PrintfMatch match = match_printf_argument(type_of(arg), verb.kinds); !match.fits) {
      report(fmt::format("{} format {} has arg {} of wrong type {}{}", name_, directive.text, pass_.text(arg),
                         pass_.text(type_of(arg)), in_parentheses(match.reason)));
      return false;
    }
    if ((verb.kinds & kArgString) == 0 || verb.verb == 'T' || directive.flags.find('#') != std::string::npos)
      return true;
    Func* method = recursive_method(arg);
    if (method == nullptr) return true;
    report(fmt::format("{} format {} with arg {} causes recursive {} method call", name_, directive.text,
                       pass_.text(arg), pass_.full_name(method)));
    return false;
  }

  static std::string in_parentheses(const std::string& reason) {
    return reason.empty() ? "" : fmt::format(" ({})", reason);
  }

  static bool is_function_value(const Expr* arg) {
    return arg->type != nullptr && arg->type->kind == TypeKind::Signature;
  }

  // Println(os.Stderr, ...): Fprintln was meant.
  void writer(const Expr* arg) {
    const auto* selector = dyn_cast<SelectorExpr>(arg);
    const auto* package = selector == nullptr ? nullptr : dyn_cast<Ident>(selector->x);
    if (package == nullptr || package->name != "os" || !selector->sel->name.starts_with("Std")) return;
    report(fmt::format("{} does not take io.Writer but has first arg {}", name_, pass_.text(arg)));
  }

  // The String or Error method that the call stands in, when the argument is its receiver: printing calls it
  // again.
  Func* recursive_method(const Expr* arg) const {
    if (arg->type == nullptr || is_formatter(arg->type)) return nullptr;
    for (const char* name : {"String", "Error"}) {
      auto* method =
          dyn_cast<Func>(lookup_field_or_method(arg->type, Addressable::No, &pass_.package, name).object);
      if (method == nullptr || method->origin->decl == nullptr || method->package != &pass_.package) continue;
      const FuncDecl* decl = method->origin->decl;
      if (arg->pos < start_pos(decl) || arg->pos > end_pos(decl)) continue;
      if (!is_stringer_signature(method->signature())) return nullptr;
      const auto* address = dyn_cast<UnaryExpr>(arg);
      const auto* ident = dyn_cast<Ident>(address != nullptr && address->op == Token::And ? address->x : arg);
      const bool receiver =
          ident != nullptr && ident->object != nullptr && ident->object == method->origin->signature()->recv;
      return receiver ? method : nullptr;
    }
    return nullptr;
  }

  Pass& pass_;
  CallExpr* call_;
  Func* function_;
  PrintKind kind_;
  std::string name_;
};

}  // namespace

void check_printf(Pass& pass) {
  const Printers printers(pass);
  pass.each<CallExpr>([&](CallExpr* node) {
    auto* function = dyn_cast<Func>(callee(node));
    const PrintKind kind = printers.kind(function);
    if (kind == PrintKind::None) return;
    Call call(pass, node, function, kind);
    if (kind == PrintKind::Print) {
      call.check_print();
    } else {
      call.check_format();
    }
  });
}

}  // namespace gopherarium
