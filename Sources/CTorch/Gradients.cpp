// SPDX-License-Identifier: Apache-2.0

// Operations whose gradients keep features channels-last, which LibTorch's would copy.
#include <ATen/Dispatch.h>
#include <ATen/OpMathType.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "Boundary.hpp"
#include "Kernels/Kernels.hpp"

using namespace ctorch;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// The two places that a bilinear resize takes a value from, and the share of the second one.
struct Tap {
  int64_t low, high;
  double share;
};

static std::vector<Tap> taps(int64_t from, int64_t to) {
  std::vector<Tap> taps;
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  for (int64_t i = 0; i < to; ++i) {
    const double place = std::max((static_cast<double>(i) + 0.5) * scale - 0.5, 0.0);
    const int64_t low = std::min(static_cast<int64_t>(place), from - 1);
    taps.push_back({low, std::min(low + 1, from - 1), place - static_cast<double>(low)});
  }
  return taps;
}

template <typename Value, typename Sum>
static void add(Sum *sum, const Value *values, Sum factor, int64_t count) {
  for (int64_t i = 0; i < count; ++i) sum[i] += factor * static_cast<Sum>(values[i]);
}

/// The gradient of a resize to H x W, `[N, H, W, C]`, spread over what was resized, h x w; first
/// along each row, then to the two rows that it was made of.
template <typename Value, typename Sum>
static void spread(const at::Tensor &of_output, at::Tensor &of_input) {
  const int64_t height = of_output.size(2), width = of_output.size(3), channels = of_input.size(1);
  const int64_t rows = of_input.size(2), row_size = of_input.size(3) * channels;
  const std::vector<Tap> down = taps(rows, height), across = taps(of_input.size(3), width);
  const Value *values = of_output.const_data_ptr<Value>();
  Sum *sums = of_input.data_ptr<Sum>();
  kernels::parallel(of_output.size(0), [&](int64_t image) {
    std::vector<Sum> row(row_size);
    Sum *rows_of_image = sums + image * rows * row_size;
    for (int64_t y = 0; y < height; ++y) {
      std::fill(row.begin(), row.end(), Sum(0));
      for (int64_t x = 0; x < width; ++x) {
        const Value *pixel = values + ((image * height + y) * width + x) * channels;
        add(&row[across[x].low * channels], pixel, static_cast<Sum>(1 - across[x].share), channels);
        add(&row[across[x].high * channels], pixel, static_cast<Sum>(across[x].share), channels);
      }
      add(rows_of_image + down[y].low * row_size, row.data(),
          static_cast<Sum>(1 - down[y].share), row_size);
      add(rows_of_image + down[y].high * row_size, row.data(),
          static_cast<Sum>(down[y].share), row_size);
    }
  });
}

/// A bilinear resize of channels-last features on the CPU.
struct Resize : torch::autograd::Function<Resize> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &x, int64_t height,
                            int64_t width) {
    context->saved_data["shape"] = x.sizes().vec();
    context->saved_data["type"] = x.scalar_type();
    return at::upsample_bilinear2d(x, {height, width}, false);
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const at::Tensor of_output = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
    const at::ScalarType type = of_output.scalar_type();
    at::Tensor of_input =
        at::empty(context->saved_data["shape"].toIntVector(),
                  of_output.options().dtype(at::toOpMathType(type)), at::MemoryFormat::ChannelsLast)
            .zero_();
    AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, type, "resize", [&] {
      spread<scalar_t, at::opmath_type<scalar_t>>(of_output, of_input);
    });
    return {of_input.to(context->saved_data["type"].toScalarType()), {}, {}};
  }
};

static bool is_channels_last(const at::Tensor &x) {
  return x.is_cpu() && x.dim() == 4 && x.suggest_memory_format() == at::MemoryFormat::ChannelsLast &&
         (x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kFloat ||
          x.scalar_type() == at::kDouble);
}

ct_tensor *ct_resize_bilinear(const ct_tensor *input, int64_t height, int64_t width,
                              bool antialias, char **error) {
  return tensor_boundary(error, [&]() -> at::Tensor {
    const at::Tensor &x = unwrap(input);
    if (antialias) return at::_upsample_bilinear2d_aa(x, {height, width}, false);
    return is_channels_last(x) ? Resize::apply(x, height, width)
                               : at::upsample_bilinear2d(x, {height, width}, false);
  });
}

/// The cosine of every column of a to every column of b, `[N, L, C]` each: `[N, C, C]`. Columns
/// count as at least 1e-12 long.
struct Cosines : torch::autograd::Function<Cosines> {
  static at::Tensor length(const at::Tensor &x) {  // [N, 1, C]
    return (x * x).sum(1, true, at::toOpMathType(x.scalar_type())).clamp_min(1e-24).sqrt();
  }

  static at::Tensor forward(AutogradContext *context, const at::Tensor &first,
                            const at::Tensor &second) {
    const at::Tensor a = first.contiguous(), b = second.contiguous();
    const at::Tensor of_a = length(a), of_b = length(b);
    const at::Tensor products = at::bmm(a.transpose(1, 2), b);
    const at::Tensor cosines = products / (of_a.transpose(1, 2) * of_b);
    context->save_for_backward({a, b, of_a, of_b, cosines});
    return cosines.to(products.scalar_type());
  }

  /// Each column's gradient: what the product gives it, less what lies along itself.
  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &a = saved[0], &b = saved[1], &of_a = saved[2], &of_b = saved[3];
    const at::Tensor gradient = gradients[0].to(of_a.scalar_type());
    const at::Tensor of_product =
        (gradient / (of_a.transpose(1, 2) * of_b)).to(a.scalar_type());
    const at::Tensor along = gradient * saved[4];
    const at::Tensor along_a = along.sum(2, true).transpose(1, 2) / of_a.square();
    const at::Tensor along_b = along.sum(1, true) / of_b.square();
    return {(a * along_a.neg().to(a.scalar_type())).baddbmm_(b, of_product.transpose(1, 2)),
            (b * along_b.neg().to(b.scalar_type())).baddbmm_(a, of_product)};
  }
};

ct_tensor *ct_cosines(const ct_tensor *a, const ct_tensor *b, char **error) {
  return tensor_boundary(
      error, [&] { return Cosines::apply(autocast(unwrap(a)), autocast(unwrap(b))); });
}
