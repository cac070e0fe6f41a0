// SPDX-License-Identifier: Apache-2.0

// Operations of neural networks.
#include "Boundary.hpp"

using namespace ctorch;

ct_tensor *ct_linear(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                     char **error) {
  return tensor_boundary(error, [&] {
    return at::linear(unwrap(input), unwrap(weight), unwrap_optional(bias));
  });
}

ct_tensor *ct_batch_norm(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                         ct_tensor *running_mean, ct_tensor *running_var, bool training,
                         double momentum, double eps, char **error) {
  return tensor_boundary(error, [&] {
    return at::batch_norm(unwrap(input), unwrap(weight), unwrap(bias), unwrap(running_mean),
                          unwrap(running_var), training, momentum, eps, true);
  });
}

ct_tensor *ct_layer_norm(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                         double eps, char **error) {
  return tensor_boundary(error, [&] {
    return at::layer_norm(unwrap(input), {unwrap(input).size(-1)}, unwrap(weight), unwrap(bias),
                          eps);
  });
}

ct_tensor *ct_softmax(const ct_tensor *input, int64_t dim, char **error) {
  return tensor_boundary(error, [&] { return at::softmax(unwrap(input), dim); });
}

ct_tensor *ct_log_softmax(const ct_tensor *input, int64_t dim, char **error) {
  return tensor_boundary(error, [&] { return at::log_softmax(unwrap(input), dim); });
}

ct_tensor *ct_attention(const ct_tensor *query, const ct_tensor *key, const ct_tensor *value,
                        char **error) {
  return tensor_boundary(error, [&] {
    return at::scaled_dot_product_attention(unwrap(query), unwrap(key), unwrap(value));
  });
}

ct_tensor *ct_pixel_shuffle(const ct_tensor *input, int64_t factor, char **error) {
  return tensor_boundary(error, [&] { return at::pixel_shuffle(unwrap(input), factor); });
}

ct_tensor *ct_pixel_unshuffle(const ct_tensor *input, int64_t factor, char **error) {
  return tensor_boundary(error, [&] { return at::pixel_unshuffle(unwrap(input), factor); });
}

static const char *padding_name(ct_padding_mode mode) {
  switch (mode) {
    case CT_PAD_REFLECT: return "reflect";
    case CT_PAD_REPLICATE: return "replicate";
    default: return "constant";
  }
}

ct_tensor *ct_pad(const ct_tensor *input, int64_t left, int64_t right, int64_t top, int64_t bottom,
                  ct_padding_mode mode, char **error) {
  return tensor_boundary(error, [&] {
    return at::pad(unwrap(input), {left, right, top, bottom}, padding_name(mode));
  });
}

ct_tensor *ct_avg_pool2d(const ct_tensor *input, int64_t kernel, int64_t stride, char **error) {
  return tensor_boundary(error, [&] {
    return at::avg_pool2d(unwrap(input), {kernel, kernel}, {stride, stride});
  });
}

ct_tensor *ct_max_pool2d(const ct_tensor *input, int64_t kernel, int64_t stride, int64_t padding,
                         char **error) {
  return tensor_boundary(error, [&] {
    return at::max_pool2d(unwrap(input), {kernel, kernel}, {stride, stride}, {padding, padding});
  });
}
