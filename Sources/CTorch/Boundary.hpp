// SPDX-License-Identifier: Apache-2.0

// The one exception boundary, and the way in and out of the opaque handles.
#pragma once

#include <ATen/ATen.h>
#include <ATen/autocast_mode.h>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <vector>

#include "CTorch.h"

struct ct_tensor {
  at::Tensor value;
};

struct ct_generator {
  at::Generator value;
};

namespace ctorch {

inline void report(char **error, const char *message) noexcept {
  if (error) *error = strdup(message);
}

/// Runs `body`; an exception becomes a message in `error` and an empty result (NULL or false).
template <typename Body>
auto boundary(char **error, Body &&body) noexcept -> decltype(body()) {
  try {
    return body();
  } catch (const c10::Error &failure) {
    report(error, failure.what_without_backtrace());
  } catch (const std::bad_alloc &) {
    report(error, "not enough memory");
  } catch (const std::exception &failure) {
    report(error, failure.what());
  } catch (...) {
    report(error, "unknown failure in LibTorch");
  }
  return {};
}

/// `boundary` for facts, whose functions have no room for a message: `otherwise` where there is
/// none.
template <typename Fact, typename Body>
Fact fact(Fact otherwise, Body &&body) noexcept {
  try {
    return body();
  } catch (...) {
    return otherwise;
  }
}

/// `boundary` for what gives back a tensor.
template <typename Body>
ct_tensor *tensor_boundary(char **error, Body &&body) noexcept {
  return boundary(error, [&]() -> ct_tensor * { return new ct_tensor{body()}; });
}

/// `boundary` for what acts in place.
template <typename Body>
bool action_boundary(char **error, Body &&body) noexcept {
  return boundary(error, [&] {
    body();
    return true;
  });
}

inline const at::Tensor &unwrap(const ct_tensor *tensor) {
  TORCH_CHECK(tensor, "an operand is missing: the operation that made it failed");
  return tensor->value;
}

inline at::Tensor &unwrap(ct_tensor *tensor) {
  TORCH_CHECK(tensor, "an operand is missing: the operation that made it failed");
  return tensor->value;
}

inline std::optional<at::Tensor> unwrap_optional(const ct_tensor *tensor) {
  return tensor ? std::optional<at::Tensor>(tensor->value) : std::nullopt;
}

template <typename Handle>
std::vector<at::Tensor> unwrap_all(Handle *const *tensors, size_t count) {
  std::vector<at::Tensor> values;
  values.reserve(count);
  for (size_t i = 0; i < count; ++i) values.push_back(unwrap(tensors[i]));
  return values;
}

/// A tensor's numbers. (LibTorch's own template for it has a name that two compilers spell
/// differently, so that not every build of LibTorch can be linked to it.)
inline const float *floats(const at::Tensor &x) {
  return static_cast<const float *>(x.const_data_ptr());
}

/// In the type of automatic mixed precision, where that is on.
inline at::Tensor autocast(const at::Tensor &x) {
  const auto device = x.device().type();
  return at::autocast::is_autocast_enabled(device)
             ? x.to(at::autocast::get_autocast_dtype(device))
             : x;
}

inline at::IntArrayRef sizes(const int64_t *values, size_t count) { return {values, count}; }

at::ScalarType scalar_type(ct_dtype dtype);
ct_dtype dtype_code(at::ScalarType type);
at::Device device(ct_device device);
at::TensorOptions options(ct_dtype dtype, ct_device device);
at::MemoryFormat memory_format(ct_memory_format format);

}  // namespace ctorch
