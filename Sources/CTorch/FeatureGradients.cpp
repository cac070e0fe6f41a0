// SPDX-License-Identifier: Apache-2.0

// Parts of a Restormer block with gradients by our kernels: LibTorch's take features whose channels
// are innermost a few numbers at a time, or copy them.
#include "FeatureTensors.hpp"

#include <torch/csrc/autograd/custom_function.h>

using namespace ctorch;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// GELU of the first half of the channels, times the second half.
struct Gate : torch::autograd::Function<Gate> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &x) {
    context->save_for_backward({x});
    const int64_t channels = x.size(1) / 2;
    const at::Tensor y = empty_features(x, channels);
    with_feature_kernels(x, [&](const auto &kernels) {
      kernels.gate(read(kernels, x), written(kernels, y), pixels(x), static_cast<int>(channels));
    });
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const at::Tensor x = context->get_saved_variables()[0];
    const at::Tensor of_y = beside(gradients[0], x), of_x = empty_features(x, x.size(1));
    with_feature_kernels(x, [&](const auto &kernels) {
      kernels.gate_gradient(read(kernels, x), read(kernels, of_y), written(kernels, of_x),
                            pixels(x), static_cast<int>(of_y.size(1)));
    });
    return {of_x};
  }
};

/// Layer normalization over the channels of each pixel.
struct ChannelNorm : torch::autograd::Function<ChannelNorm> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &x,
                            const at::Tensor &weight, const at::Tensor &bias, double epsilon) {
    context->save_for_backward({x, weight});
    context->saved_data["epsilon"] = epsilon;
    const at::Tensor y = empty_features(x, x.size(1));
    const at::Tensor factors = weight.contiguous(), offsets = bias.contiguous();
    with_feature_kernels(x, [&](const auto &kernels) {
      kernels.norm(read(kernels, x), written(kernels, y), pixels(x), static_cast<int>(x.size(1)),
                   {floats(factors), floats(offsets)}, static_cast<float>(epsilon));
    });
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], factors = saved[1].contiguous();
    const at::Tensor of_y = beside(gradients[0], x), of_x = empty_features(x, x.size(1));
    const at::Tensor of_weight = at::empty_like(factors), of_bias = at::empty_like(factors);
    const double epsilon = context->saved_data["epsilon"].toDouble();
    with_feature_kernels(x, [&](const auto &kernels) {
      kernels.norm_gradient(read(kernels, x), read(kernels, of_y), written(kernels, of_x),
                            static_cast<float *>(of_weight.mutable_data_ptr()),
                            static_cast<float *>(of_bias.mutable_data_ptr()), pixels(x),
                            static_cast<int>(x.size(1)), floats(factors),
                            static_cast<float>(epsilon));
    });
    return {of_x, of_weight, of_bias, {}};
  }
};

ct_tensor *ct_gelu_gate(const ct_tensor *input, char **error) {
  return tensor_boundary(error, [&]() -> at::Tensor {
    const at::Tensor &x = unwrap(input);
    if (are_features(x, 2)) return Gate::apply(x);
    const std::vector<at::Tensor> halves = x.chunk(2, 1);
    return at::gelu(halves[0]) * halves[1];
  });
}

ct_tensor *ct_channel_norm(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                           double eps, char **error) {
  return tensor_boundary(error, [&]() -> at::Tensor {
    const at::Tensor &x = unwrap(input), &factors = unwrap(weight), &offsets = unwrap(bias);
    const int64_t channels = x.size(1);
    if (are_features(x) && is_plain_weight(factors, {channels}) &&
        is_plain_weight(offsets, {channels})) {
      return ChannelNorm::apply(x, factors, offsets, eps);
    }
    return at::layer_norm(x.permute({0, 2, 3, 1}), {channels}, factors, offsets, eps)
        .permute({0, 3, 1, 2});
  });
}
