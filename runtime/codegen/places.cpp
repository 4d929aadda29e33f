// Places: what can be assigned to, and where it lies.

#include <fmt/format.h>

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

Var* FunctionGen::var_of(Expr* e) {
  auto* name = dyn_cast<Ident>(unparen(e));
  return name == nullptr || name->object == nullptr ? nullptr : dyn_cast<Var>(name->object);
}

// Large variables are boxed, too: stacks are for many small frames.
bool FunctionGen::boxed(Var& var) {
  return var.address_taken || (!var.is_param && slots(subst(var.type())) > kLargestInFrame) || (var.captured && (var.assigned || shared_loop_vars_.contains(&var)));
}

// Where an outer function's variable is found here: captured on first use, through all functions in between.
uint16_t FunctionGen::capture(Var& var) {
  for (size_t i = 0; i < captured_.size(); ++i) {
    if (captured_[i] == &var) return captured_at_[i];
  }
  const VarHome outer = outer_->home(var);
  const bool by_box = outer.kind == VarHome::Kind::Box || outer.kind == VarHome::Kind::CapturedBox;
  captured_.push_back(&var);
  captured_at_.push_back(captured_words_);
  captured_words_ = static_cast<uint16_t>(captured_words_ + (by_box ? 1 : slots(subst(var.type()))));
  return captured_at_.back();
}

FunctionGen::VarHome FunctionGen::home(Var& var) {
  if (auto known = homes_.find(&var); known != homes_.end()) return known->second;
  GOPH_CHECK(outer_ != nullptr, "a variable that is used has been declared here or in an outer function");
  const VarHome outer = outer_->home(var);
  const bool by_box = outer.kind == VarHome::Kind::Box || outer.kind == VarHome::Kind::CapturedBox;
  return {by_box ? VarHome::Kind::CapturedBox : VarHome::Kind::CapturedValue, kNoSlot, capture(var)};
}

FunctionGen::Place FunctionGen::var_place(Var& var) {
  Place place;
  place.type = subst(var.type());
  if (var.owner == nullptr) {
    place.kind = Place::Kind::Memory;
    place.slot = alloc(1);
    emit_x(Opcode::GlobalAddr, place.slot, 0, 0, gen_.global_offset(var));
    return place;
  }
  const VarHome at = home(var);
  switch (at.kind) {
    case VarHome::Kind::Slots:
      place.kind = Place::Kind::Slots;
      place.slot = at.slot;
      return place;
    case VarHome::Kind::Box:
      place.kind = Place::Kind::Memory;
      place.slot = at.slot;
      return place;
    case VarHome::Kind::CapturedBox:
      place.kind = Place::Kind::Memory;
      place.slot = alloc(1);
      emit(Opcode::LoadCapture, place.slot, at.capture);
      return place;
    case VarHome::Kind::CapturedValue: {
      place.kind = Place::Kind::Slots;
      const uint32_t count = slots(place.type);
      place.slot = alloc(std::max(1u, count));
      for (uint32_t i = 0; i < count; ++i) emit(Opcode::LoadCapture, place.slot + i, at.capture + i);
      return place;
    }
  }
  return place;
}

// One field (or the field of what a pointer leads to) further on.
FunctionGen::Place FunctionGen::step_into(Place from, Type* holder, int index) {
  Type* under = underlying(holder);
  if (auto* pointer = dyn_cast<Pointer>(under)) {
    const Slot address = alloc(1);
    load(from, address);
    from = {Place::Kind::Memory, pointer->elem, address, kNoSlot, 0, nullptr};
    under = underlying(pointer->elem);
  }
  auto& type = *as<Struct>(under);
  Type* field_type = subst(type.fields[static_cast<size_t>(index)]->type());
  const uint32_t offset = rtype(from.type).fields[static_cast<size_t>(index)].offset;
  switch (from.kind) {
    case Place::Kind::Slots:
      from.kind = Place::Kind::Frame;
      from.offset = 0;
      from.container = from.type;
      break;
    case Place::Kind::Element: {
      const Slot address = address_of_place(from);
      from = {Place::Kind::Memory, from.type, address, kNoSlot, 0, nullptr};
      break;
    }
    case Place::Kind::MapEntry: {  // read only: a copy
      const Slot copy = temp(from.type);
      load(from, copy);
      from = {Place::Kind::Frame, from.type, copy, kNoSlot, 0, from.type};
      break;
    }
    default: break;
  }
  if (from.kind == Place::Kind::Frame && from.index != kNoSlot) {
    const Slot moved = alloc(1);
    int_to(offset, moved);
    emit(Opcode::AddInt, moved, moved, from.index);
    from.index = moved;
  } else {
    from.offset += offset;
  }
  from.type = field_type;
  return from;
}

FunctionGen::Place FunctionGen::field_place(Expr* x, Type* recv, const std::vector<int>& path, size_t count) {
  Place at = place(x);
  Type* holder = recv;
  for (size_t i = 0; i < count; ++i) {
    at = step_into(at, holder, path[i]);
    holder = at.type;
  }
  return at;
}

FunctionGen::Place FunctionGen::place(Expr* e) {
  e = unparen(e);
  Place made;
  made.type = e->type != nullptr ? type_of(e) : nullptr;
  if (auto* name = dyn_cast<Ident>(e)) {
    if (name->name == "_" && name->object == nullptr) return made;
    if (Var* var = var_of(e)) return var_place(*var);
  } else if (auto* star = dyn_cast<StarExpr>(e)) {
    made.kind = Place::Kind::Memory;
    made.slot = expr(star->x);
    return made;
  } else if (auto* select = dyn_cast<SelectorExpr>(e)) {
    if (select->selection == nullptr) {
      if (auto* var = dyn_cast<Var>(select->sel->object)) return var_place(*var);
    } else if (select->selection->kind == SelectionKind::FieldVal) {
      return field_place(select->x, type_of(select->x), select->selection->path, select->selection->path.size());
    }
  } else if (auto* at = dyn_cast<IndexExpr>(e); at != nullptr && at->x->mode != ExprMode::TypeExpr) {
    Type* container = type_of(at->x);
    Type* under = core_type(container) != nullptr ? core_type(container) : underlying(container);
    if (under->kind == TypeKind::Slice) {
      made.kind = Place::Kind::Element;
      const Slot list = expr(at->x);
      made.slot = list;
      made.index = expr(at->indices[0]);
      this->at(e->pos);
      return made;
    }
    if (auto* map = dyn_cast<Map>(under)) {
      made.kind = Place::Kind::MapEntry;
      made.container = container;
      made.slot = expr(at->x);
      made.index = temp(map->key);
      convert_to(at->indices[0], map->key, made.index);
      return made;
    }
    if (auto* pointer = dyn_cast<Pointer>(under)) {
      auto* array = underlying_as<Array>(pointer->elem);
      const uint64_t shape = gen_.table.size(array->elem) | (static_cast<uint64_t>(array->len) << 32);
      made.kind = Place::Kind::Memory;
      const Slot base = expr(at->x);
      const Slot where = expr(at->indices[0]);
      this->at(e->pos);
      made.slot = alloc(1);
      emit_x(Opcode::ArrayElemAddr, made.slot, base, where, shape);
      return made;
    }
    if (auto* array = dyn_cast<Array>(under)) {
      const uint64_t shape = gen_.table.size(array->elem) | (static_cast<uint64_t>(array->len) << 32);
      Place whole = place(at->x);
      const Slot where = expr(at->indices[0]);
      this->at(e->pos);
      if (whole.kind == Place::Kind::MapEntry) {
        const Slot copy = temp(whole.type);
        load(whole, copy);
        whole = {Place::Kind::Slots, whole.type, copy, kNoSlot, 0, nullptr};
      }
      if (whole.kind == Place::Kind::Slots || whole.kind == Place::Kind::Frame) {
        const Slot offset = alloc(1);
        emit_x(Opcode::FrameElemAddr, offset, where, 0, shape);
        if (whole.index != kNoSlot) emit(Opcode::AddInt, offset, offset, whole.index);
        if (whole.kind == Place::Kind::Frame && whole.offset != 0) {
          const Slot base = alloc(1);
          int_to(whole.offset, base);
          emit(Opcode::AddInt, offset, offset, base);
        }
        return {Place::Kind::Frame, array->elem, whole.slot, offset, 0, whole.kind == Place::Kind::Slots ? whole.type : whole.container};
      }
      made.kind = Place::Kind::Memory;
      const Slot base = address_of_place(whole);
      made.slot = alloc(1);
      emit_x(Opcode::ArrayElemAddr, made.slot, base, where, shape);
      return made;
    }
  }
  // A value without a place: a copy in slots.
  made.kind = Place::Kind::Slots;
  made.slot = expr(e);
  return made;
}

Slot FunctionGen::address_of_place(const Place& at) {
  if (at.kind == Place::Kind::Memory && at.offset == 0) return at.slot;
  const Slot address = alloc(1);
  if (at.kind == Place::Kind::Memory) {
    emit_x(Opcode::FieldAddr, address, at.slot, 0, at.offset);
  } else if (at.kind == Place::Kind::Element) {
    emit_x(Opcode::IndexAddr, address, at.slot, at.index, gen_.table.size(at.type));
  } else {  // a value without an address of its own: a new one, as &T{} makes
    emit_x(Opcode::New, address, 0, 0, type_id(at.type));
    const Slot copy = temp(at.type);
    load(at, copy);
    store_memory(address, 0, at.type, copy);
  }
  return address;
}

Slot FunctionGen::address_of(Expr* e) {
  e = unparen(e);
  if (is<CompositeLit>(e)) {
    Type* type = type_of(e);
    if (is_large(type)) return large_copy(e, type);
    const Slot address = alloc(1);
    const Slot value = temp(type);
    composite(as<CompositeLit>(e), value);
    emit_x(Opcode::New, address, 0, 0, type_id(type));
    store_memory(address, 0, type, value);
    return address;
  }
  const Place at = place(e);
  if (at.kind == Place::Kind::Memory) emit(Opcode::CheckNil, at.slot);
  return address_of_place(at);
}

void FunctionGen::load(const Place& from, Slot dst) {
  switch (from.kind) {
    case Place::Kind::Blank: return;
    case Place::Kind::Slots: move(dst, from.slot, from.type); return;
    case Place::Kind::Memory: load_memory(from.slot, from.offset, from.type, dst); return;
    case Place::Kind::MapEntry: emit_x(Opcode::MapGet, dst, from.slot, from.index, type_id(from.container)); return;
    case Place::Kind::Frame: {
      if (from.index == kNoSlot) return load_field(from.slot, from.offset, from.type, dst);
      const RType layout = rtype(from.type);
      const uint64_t how = layout.width == MemWidth::Block ? (static_cast<uint64_t>(layout.size) << 8) | 7
                                                           : static_cast<uint64_t>(layout.width);
      const uint64_t whole = slots(from.container);
      if (layout.size != 0) emit_x(Opcode::FrameLoadAt, dst, from.slot, from.index, how | whole << 40);
      return;
    }
    case Place::Kind::Element: {
      static constexpr Opcode kLoads[] = {Opcode::Index8S,  Opcode::Index8U,  Opcode::Index16S, Opcode::Index16U,
                                          Opcode::Index32S, Opcode::Index32U, Opcode::Index64};
      const MemWidth width = rtype(from.type).width;
      if (width != MemWidth::Block) {
        emit(kLoads[static_cast<int>(width)], dst, from.slot, from.index);
        return;
      }
      const uint32_t saved = mark();
      load_memory(address_of_place(from), 0, from.type, dst);
      release(saved);
      return;
    }
  }
}

void FunctionGen::store(const Place& to, Slot value) {
  switch (to.kind) {
    case Place::Kind::Blank: return;
    case Place::Kind::Slots: move(to.slot, value, to.type); return;
    case Place::Kind::Memory: store_memory(to.slot, to.offset, to.type, value); return;
    case Place::Kind::MapEntry: emit_x(Opcode::MapSet, to.slot, to.index, value, type_id(to.container)); return;
    case Place::Kind::Frame: {
      if (to.index == kNoSlot) return store_field(to.slot, to.offset, to.type, value);
      const RType layout = rtype(to.type);
      const uint64_t how = layout.width == MemWidth::Block ? (static_cast<uint64_t>(layout.size) << 8) | 7
                                                           : static_cast<uint64_t>(layout.width);
      if (layout.size != 0) emit_x(Opcode::FrameStoreAt, to.slot, to.index, value, how);
      return;
    }
    case Place::Kind::Element: {
      static constexpr Opcode kStores[] = {Opcode::SetIndex8,  Opcode::SetIndex8,  Opcode::SetIndex16, Opcode::SetIndex16,
                                           Opcode::SetIndex32, Opcode::SetIndex32, Opcode::SetIndex64};
      const MemWidth width = rtype(to.type).width;
      if (width != MemWidth::Block) {
        emit(kStores[static_cast<int>(width)], to.slot, to.index, value);
        return;
      }
      const uint32_t saved = mark();
      store_memory(address_of_place(to), 0, to.type, value);
      release(saved);
      return;
    }
  }
}

}  // namespace gopherarium
