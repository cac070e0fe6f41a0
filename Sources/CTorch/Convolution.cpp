// Convolutions, and how their gradients are computed.
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/ops/convolution_backward.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>

#include "Boundary.hpp"

using namespace ctorch;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Placement {
  int64_t stride, padding, groups;

  at::Tensor convolve(const at::Tensor &x, const at::Tensor &weight,
                      const std::optional<at::Tensor> &bias) const {
    return at::conv2d(x, weight, bias, {stride, stride}, {padding, padding}, {1, 1}, groups);
  }
};

/// A convolution of channels-last features that computes the gradient of its weight from contiguous
/// copies: oneDNN has no fast kernel for it in channels-last where AVX2 is the best there is, and is
/// two to four times slower than with both copies (measured with LibTorch 2.13).
struct CopyingConvolution : torch::autograd::Function<CopyingConvolution> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &x,
                            const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                            int64_t stride, int64_t padding) {
    context->save_for_backward({x, weight});
    context->saved_data["bias"] = bias.has_value();
    context->saved_data["stride"] = stride;
    context->saved_data["padding"] = padding;
    return Placement{stride, padding, 1}.convolve(x, weight, bias);
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const variable_list saved = context->get_saved_variables();
    const int64_t stride = context->saved_data["stride"].toInt();
    const int64_t padding = context->saved_data["padding"].toInt();
    const auto gradient = [&](const at::Tensor &of_output, const at::Tensor &x,
                              std::array<bool, 3> wanted) {
      return at::convolution_backward(of_output, x, saved[1], at::OptionalIntArrayRef(),
                                      {stride, stride}, {padding, padding}, {1, 1}, false, {0, 0},
                                      1, wanted);
    };
    const at::Tensor &of_output = gradients[0];
    at::Tensor of_x, of_weight, of_bias;
    if (context->needs_input_grad(0)) {
      of_x = std::get<0>(gradient(of_output, saved[0], {true, false, false}));
    }
    if (context->needs_input_grad(1)) {
      of_weight = std::get<1>(
          gradient(of_output.contiguous(), saved[0].contiguous(), {false, true, false}));
    }
    if (context->saved_data["bias"].toBool()) of_bias = of_output.sum({0, 2, 3});
    return {of_x, of_weight, of_bias, at::Tensor(), at::Tensor()};
  }
};

// AVX-512 and other processors have kernels of their own, on which copies were not measured.
static bool has_avx2_at_best() {
  static const bool is_avx2 = at::get_cpu_capability() == "AVX2";
  return is_avx2;
}

/// Whether copies pay: the fewer the channels, the less there is to gain.
static bool wants_copies(const at::Tensor &x, const at::Tensor &weight, int64_t groups) {
  return x.dim() == 4 && weight.dim() == 4 && groups == 1 && weight.size(2) > 1 &&
         weight.size(0) >= 32 && weight.size(1) >= 32 && weight.requires_grad() &&
         at::GradMode::is_enabled() && x.is_cpu() && x.scalar_type() == at::kFloat &&
         !at::autocast::is_autocast_enabled(at::kCPU) &&
         x.is_contiguous(at::MemoryFormat::ChannelsLast) && has_avx2_at_best();
}

ct_tensor *ct_conv2d(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                     int64_t stride, int64_t padding, int64_t groups, char **error) {
  return tensor_boundary(error, [&]() -> at::Tensor {
    const at::Tensor &x = unwrap(input), &kernel = unwrap(weight);
    if (wants_copies(x, kernel, groups)) {
      return CopyingConvolution::apply(x, kernel, unwrap_optional(bias), stride, padding);
    }
    return Placement{stride, padding, groups}.convolve(x, kernel, unwrap_optional(bias));
  });
}
