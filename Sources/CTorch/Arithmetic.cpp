// SPDX-License-Identifier: Apache-2.0

// Elementwise operations and reductions.
#include <cmath>
#include <numeric>

#include "Boundary.hpp"

using namespace ctorch;

#define CT_DEFINE_UNARY(name)                                              \
  ct_tensor *ct_##name(const ct_tensor *a, char **error) {                 \
    return tensor_boundary(error, [&] { return at::name(unwrap(a)); });    \
  }
#define CT_DEFINE_BINARY(name)                                                        \
  ct_tensor *ct_##name(const ct_tensor *a, const ct_tensor *b, char **error) {        \
    return tensor_boundary(error, [&] { return at::name(unwrap(a), unwrap(b)); });    \
  }
#define CT_DEFINE_SCALAR(name)                                                        \
  ct_tensor *ct_##name##_scalar(const ct_tensor *a, double b, char **error) {         \
    return tensor_boundary(error, [&] { return at::name(unwrap(a), b); });            \
  }

CT_UNARY_OPERATIONS(CT_DEFINE_UNARY)
CT_BINARY_OPERATIONS(CT_DEFINE_BINARY)
CT_SCALAR_OPERATIONS(CT_DEFINE_SCALAR)

ct_tensor *ct_gelu(const ct_tensor *a, bool exact, char **error) {
  return tensor_boundary(error, [&] { return at::gelu(unwrap(a), exact ? "none" : "tanh"); });
}

ct_tensor *ct_leaky_relu(const ct_tensor *a, double negative_slope, char **error) {
  return tensor_boundary(error, [&] { return at::leaky_relu(unwrap(a), negative_slope); });
}

ct_tensor *ct_clamp(const ct_tensor *a, double low, double high, char **error) {
  return tensor_boundary(
      error, [&] { return at::clamp(unwrap(a), at::Scalar(low), at::Scalar(high)); });
}

ct_tensor *ct_where(const ct_tensor *condition, const ct_tensor *a, const ct_tensor *b,
                    char **error) {
  return tensor_boundary(error,
                         [&] { return at::where(unwrap(condition), unwrap(a), unwrap(b)); });
}

bool ct_add_(ct_tensor *a, const ct_tensor *b, double alpha, char **error) {
  return action_boundary(error, [&] {
    at::Tensor &sum = unwrap(a);
    // Integers take no floating-point factor, and no other has an integer that is exactly it.
    const bool is_whole = std::abs(alpha) < 0x1p53 && alpha == std::trunc(alpha);
    const bool is_integer = is_whole && !sum.is_floating_point();
    sum.add_(unwrap(b), is_integer ? at::Scalar(static_cast<int64_t>(alpha)) : at::Scalar(alpha));
  });
}

bool ct_mul_scalar_(ct_tensor *a, double factor, char **error) {
  return action_boundary(error, [&] { unwrap(a).mul_(factor); });
}

bool ct_clamp_(ct_tensor *a, double low, double high, char **error) {
  return action_boundary(error, [&] { unwrap(a).clamp_(low, high); });
}

// An empty list means all dimensions, for each reduction alike.
static std::vector<int64_t> reduced(const ct_tensor *a, const int64_t *dims, size_t rank) {
  if (rank) return {dims, dims + rank};
  std::vector<int64_t> all(unwrap(a).dim());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

#define CT_DEFINE_REDUCTION(name)                                                                 \
  ct_tensor *ct_##name(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep,           \
                       char **error) {                                                            \
    return tensor_boundary(                                                                       \
        error, [&] { return at::name(unwrap(a), reduced(a, dims, rank), keep); });                \
  }

CT_DEFINE_REDUCTION(sum)
CT_DEFINE_REDUCTION(mean)
CT_DEFINE_REDUCTION(amax)
CT_DEFINE_REDUCTION(amin)

ct_tensor *ct_norm(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep, char **error) {
  return tensor_boundary(error, [&] {
    return at::linalg_vector_norm(unwrap(a), 2, reduced(a, dims, rank), keep);
  });
}

ct_tensor *ct_argmax(const ct_tensor *a, int64_t dim, bool keep, char **error) {
  return tensor_boundary(error, [&] { return at::argmax(unwrap(a), dim, keep); });
}

CT_DEFINE_UNARY(all)
CT_DEFINE_UNARY(any)
