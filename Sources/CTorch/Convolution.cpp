// SPDX-License-Identifier: Apache-2.0

// Convolutions, and how their gradients are computed.
#include <torch/csrc/autograd/custom_function.h>

#include "Boundary.hpp"
#include "FeatureTensors.hpp"
#include "Kernels/Kernels.hpp"

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

/// y of a wide 3x3 convolution of stride 1, zeros outside, by our kernel: Winograd's method. Its
/// gradient by x is such a convolution too, with the kernels turned and their ends swapped.
static at::Tensor filtered(const at::Tensor &x, const at::Tensor &weight,
                           const std::optional<at::Tensor> &bias) {
  const at::Tensor kernel = weight.contiguous();
  const int outputs = static_cast<int>(weight.size(0));
  const at::Tensor y = at::empty({x.size(0), outputs, x.size(2), x.size(3)}, x.options(),
                                 at::MemoryFormat::ChannelsLast);
  kernels::best().convolution(
      floats(x), y.data_ptr<float>(), {x.size(0), x.size(2), x.size(3), x.size(1)},
      {3, 1, outputs, 1.0f}, floats(kernel), bias ? floats(bias->contiguous()) : nullptr, nullptr);
  return y;
}

/// Its gradient by the weight.
static at::Tensor filter_gradient(const at::Tensor &x, const at::Tensor &of_output) {
  const int outputs = static_cast<int>(of_output.size(1));
  const at::Tensor gradient = at::empty({outputs, x.size(1), 3, 3}, x.options(),
                                        at::MemoryFormat::ChannelsLast);
  kernels::best().filter_gradient(
      floats(x), floats(of_output), gradient.data_ptr<float>(),
      {x.size(0), x.size(2), x.size(3), x.size(1)}, outputs);
  return gradient;
}

/// A wide 3x3 convolution of channels-last features on a processor with AVX2, which oneDNN is slow
/// at, its weight's gradient above all: all by our kernels.
struct WideConvolution : torch::autograd::Function<WideConvolution> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &x,
                            const at::Tensor &weight, const std::optional<at::Tensor> &bias) {
    context->save_for_backward({x, weight});
    context->saved_data["bias"] = bias.has_value();
    return filtered(x, weight, bias);
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor of_output = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor of_x, of_weight, of_bias;
    if (context->needs_input_grad(0)) {
      of_x = filtered(of_output, saved[1].flip({2, 3}).transpose(0, 1), std::nullopt);
    }
    if (context->needs_input_grad(1)) of_weight = filter_gradient(saved[0], of_output);
    if (context->saved_data["bias"].toBool()) of_bias = of_output.sum({0, 2, 3});
    return {of_x, of_weight, of_bias};
  }
};

/// A depthwise 3x3 convolution of stride 1, zeros outside. Its gradient by x is such a convolution
/// too, with the kernels turned.
struct DepthwiseConvolution : torch::autograd::Function<DepthwiseConvolution> {
  static at::Tensor convolved(const at::Tensor &x, const at::Tensor &weight) {
    const at::Tensor y = empty_features(x, x.size(1)), taps = weight.contiguous();
    with_feature_kernels(x, [&](const auto &kernels) {
      kernels.depthwise(read(kernels, x), written(kernels, y), extent(x), floats(taps));
    });
    return y;
  }

  static at::Tensor forward(AutogradContext *context, const at::Tensor &x,
                            const at::Tensor &weight) {
    context->save_for_backward({x, weight});
    return convolved(x, weight);
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], of_y = beside(gradients[0], x);
    at::Tensor of_x, of_weight;
    if (context->needs_input_grad(0)) of_x = convolved(of_y, saved[1].flip({2, 3}));
    if (context->needs_input_grad(1)) {
      of_weight = at::empty(saved[1].sizes(), saved[1].options());
      with_feature_kernels(x, [&](const auto &kernels) {
        kernels.depthwise_gradient(read(kernels, x), read(kernels, of_y),
                                   static_cast<float *>(of_weight.mutable_data_ptr()), extent(x));
      });
    }
    return {of_x, of_weight};
  }
};

/// Whether `DepthwiseConvolution` is what is wanted, `x` being of the type that is computed in.
static bool is_depthwise(const at::Tensor &x, const at::Tensor &weight, const Placement &placement) {
  return placement.stride == 1 && placement.padding == 1 && at::GradMode::is_enabled() &&
         are_features(x) && placement.groups == x.size(1) &&
         is_plain_weight(weight, {x.size(1), 1, 3, 3});
}

// Of the processors without AVX2, on which the kernels are the baseline's, none was measured.
static bool has_avx2() {
  static const bool has_avx2 = &kernels::best() != &kernels::baseline();
  return has_avx2;
}

// What the kernels read as it is.
static bool is_float32(const at::Tensor &tensor) {
  return tensor.is_cpu() && tensor.layout() == at::kStrided && tensor.scalar_type() == at::kFloat;
}

/// Whether that pays: the fewer the channels, the less there is to gain. Shapes, types and devices
/// that disagree are left to LibTorch, which says so.
static bool is_wide(const at::Tensor &x, const at::Tensor &weight,
                    const std::optional<at::Tensor> &bias, const Placement &placement) {
  return x.dim() == 4 && weight.dim() == 4 && placement.groups == 1 && placement.stride == 1 &&
         placement.padding == 1 && weight.size(2) == 3 && weight.size(3) == 3 &&
         x.size(1) == weight.size(1) && (!bias || (bias->dim() == 1 && bias->size(0) == weight.size(0) && is_float32(*bias))) &&
         weight.size(0) >= 32 && weight.size(1) >= 32 && weight.size(0) % 8 == 0 &&
         weight.size(1) % 8 == 0 && weight.requires_grad() &&
         at::GradMode::is_enabled() && is_float32(x) && is_float32(weight) &&
         !at::autocast::is_autocast_enabled(at::kCPU) &&
         x.is_contiguous(at::MemoryFormat::ChannelsLast) && has_avx2();
}

ct_tensor *ct_conv2d(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                     int64_t stride, int64_t padding, int64_t groups, char **error) {
  return tensor_boundary(error, [&]() -> at::Tensor {
    const at::Tensor &x = unwrap(input), &kernel = unwrap(weight);
    const std::optional<at::Tensor> offset = unwrap_optional(bias);
    const Placement placement{stride, padding, groups};
    if (is_wide(x, kernel, offset, placement)) return WideConvolution::apply(x, kernel, offset);
    if (!offset && groups > 1) {
      const at::Tensor mixed = autocast(x);
      if (is_depthwise(mixed, kernel, placement)) return DepthwiseConvolution::apply(mixed, kernel);
    }
    return placement.convolve(x, kernel, offset);
  });
}
