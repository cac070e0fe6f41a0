// SPDX-License-Identifier: Apache-2.0

// Gradients: recording, running back, automatic mixed precision.
#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>

#include "Boundary.hpp"

using namespace ctorch;

bool ct_tensor_set_requires_grad(ct_tensor *tensor, bool requires_grad, char **error) {
  return action_boundary(error, [&] { unwrap(tensor).set_requires_grad(requires_grad); });
}

bool ct_tensor_backward(const ct_tensor *tensor, const ct_tensor *gradient, bool retain_graph,
                        char **error) {
  return action_boundary(error, [&] {
    unwrap(tensor).backward(gradient ? gradient->value : at::Tensor(), retain_graph);
  });
}

ct_tensor *ct_tensor_grad(const ct_tensor *tensor, char **error) {
  return boundary(error, [&]() -> ct_tensor * {
    const auto &gradient = unwrap(tensor).grad();
    return gradient.defined() ? new ct_tensor{gradient} : nullptr;
  });
}

bool ct_tensor_set_grad(ct_tensor *tensor, const ct_tensor *gradient, char **error) {
  return action_boundary(error, [&] {
    unwrap(tensor).mutable_grad() = gradient ? gradient->value : at::Tensor();
  });
}

bool ct_set_grad_mode(bool enabled) {
  const bool before = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(enabled);
  return before;
}

static at::DeviceType device_type(ct_device_type type) { return device({type, 0}).type(); }

static void set_autocast(at::DeviceType on, ct_autocast wanted) {
  const at::ScalarType type = scalar_type(wanted.dtype);
  at::autocast::set_autocast_enabled(on, wanted.enabled);
  at::autocast::set_autocast_dtype(on, type);
}

bool ct_autocast_enter(ct_device_type type, ct_autocast wanted, ct_autocast *before,
                       char **error) {
  return action_boundary(error, [&] {
    const auto on = device_type(type);
    const ct_autocast found = {at::autocast::is_autocast_enabled(on),
                               dtype_code(at::autocast::get_autocast_dtype(on))};
    set_autocast(on, wanted);
    at::autocast::increment_nesting();
    *before = found;
  });
}

bool ct_autocast_leave(ct_device_type type, ct_autocast before, char **error) {
  return action_boundary(error, [&] {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    set_autocast(device_type(type), before);
  });
}
