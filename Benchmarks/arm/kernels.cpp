// SPDX-License-Identifier: Apache-2.0
// Runs one of the kernels on numbers of its own, the same on each machine, and writes what comes of
// them to standard output as float32.
//
//   kernels SET KERNEL TIMES      SET: baseline, avx2, avx512; KERNEL: a name of `cases`
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "../../Sources/CTorch/Kernels/Kernels.hpp"

using namespace ctorch::kernels;

namespace ctorch::kernels {
// On one thread, without LibTorch.
void parallel(int64_t count, void (*body)(void *context, int64_t index), void *context) {
  for (int64_t i = 0; i < count; ++i) body(context, i);
}
}  // namespace ctorch::kernels

namespace {

/// Numbers of -1 to 1 times `scale`, about `middle`; memory stays until the end.
const float *numbers(size_t count, float scale = 1, float middle = 0) {
  static uint32_t state = 1;
  auto *all = new std::vector<float>(count);
  for (float &x : *all) {
    state = state * 1664525u + 1013904223u;
    x = middle + scale * (static_cast<float>(state >> 8) / 8388608.0f - 1);
  }
  return all->data();
}

LayerNormWeights norm(int width) { return {numbers(width, 0.1f, 1), numbers(width, 0.1f)}; }
LinearWeights linear(int outputs, int inputs) {
  return {numbers(static_cast<size_t>(outputs) * inputs, 0.2f), numbers(outputs, 0.1f)};
}

/// What a kernel writes, and how often it multiplies and adds.
struct Outcome {
  std::vector<float> y;
  double multiply_adds;
};
using Case = std::function<Outcome(const Kernels &, int times)>;

template <typename Run>
Outcome repeated(size_t count, double multiply_adds, int times, Run &&run) {
  std::vector<float> y(count);
  for (int i = 0; i < times; ++i) run(y.data());
  return {std::move(y), multiply_adds};
}

constexpr int H = 48, W = 64;

Case block(int c, int heads) {
  return [=](const Kernels &set, int times) {
    const BlockWeights weights = {heads, 2 * c, norm(c), numbers(3 * c * c, 0.2f), numbers(27 * c, 0.3f),
                                  numbers(c * c, 0.2f), numbers(heads, 0.2f, 1), norm(c),
                                  numbers(4 * c * c, 0.2f), numbers(36 * c, 0.3f), numbers(2 * c * c, 0.2f)};
    const float *x = numbers(H * W * c);
    return repeated(H * W * c, H * W * (10.0 * c * c + c * c / heads + 63.0 * c), times, [&](float *y) {
      set.channel_transformer_block(x, y, {1, H, W, c}, weights);
    });
  };
}

Case convolution(int c, int outputs, int stride) {
  return [=](const Kernels &set, int times) {
    const float *x = numbers(H * W * c), *weight = numbers(outputs * c * 9, 0.2f), *bias = numbers(outputs);
    const size_t pixels = (H + stride - 1) / stride * ((W + stride - 1) / stride);
    return repeated(pixels * outputs, 9.0 * c * pixels * outputs, times, [&](float *y) {
      set.convolution(x, y, {1, H, W, c}, {3, stride, outputs, 0.2f}, weight, bias, nullptr);
    });
  };
}

Outcome filter_gradient(const Kernels &set, int times) {
  const int c = 32;
  const float *x = numbers(H * W * c), *of_y = numbers(H * W * c);
  return repeated(c * c * 9, 9.0 * c * c * H * W, times,
                  [&](float *y) { set.filter_gradient(x, of_y, y, {1, H, W, c}, c); });
}

Outcome fold(const Kernels &set, int times) {
  const int c = 16, fold = 4;
  const float *image = numbers(H * W, 0.5f, 0.5f), *weight = numbers(c * fold * fold * 9, 0.2f), *bias = numbers(c);
  const size_t pixels = H * W / fold / fold;
  return repeated(pixels * c, 9.0 * fold * fold * c * pixels, times, [&](float *y) {
    set.fold_convolution(image, y, {1, H / fold, W / fold, c}, fold, weight, bias);
  });
}

Outcome unfold(const Kernels &set, int times) {
  const int c = 16, fold = 4, other_fold = 2, others = 16, outputs = fold * fold + others;
  const size_t pixels = H * W / fold / fold;
  const float *x = numbers(pixels * c), *weight = numbers(outputs * c * 9, 0.2f), *bias = numbers(outputs);
  return repeated(pixels * outputs, 9.0 * c * outputs * pixels, times, [&](float *y) {
    set.convolution_unfold(x, y, y + H * W, {1, H / fold, W / fold, c}, fold, other_fold, others,
                           weight, bias);
  });
}

Outcome pyramid(const Kernels &set, int times) {
  const int c = 16;
  const float *levels[] = {numbers(H / 2 * W / 2 * c), numbers(H / 4 * W / 4 * c)};
  const Extent extents[] = {{1, H / 2, W / 2, c}, {1, H / 4, W / 4, c}};
  const float *base = numbers(H * W * c);
  return repeated(H * W * c, 4.0 * 2 * c * H * W, times,
                  [&](float *y) { set.pyramid_sum(base, y, {1, H, W, c}, levels, extents, 2); });
}

Outcome fusion(const Kernels &set, int times) {
  const int c = 16, width = 2 * c;
  FusionWeights weights;
  weights.heads = 2;
  for (auto &side : weights.sides) {
    side = {norm(width), norm(width), numbers(width * width, 0.2f), numbers(2 * width * width, 0.2f),
            numbers(width * width, 0.2f), numbers(weights.heads, 0.2f, 1)};
  }
  weights.merge = numbers(2 * width * width, 0.2f), weights.merge_bias = numbers(width);
  weights.reduce = numbers(width * c, 0.2f), weights.reduce_bias = numbers(c);
  const float *high = numbers(2 * H * W * c), *low = numbers(2 * H * W * c);
  return repeated(H * W * c, 50.0 * c * c * H * W, times,
                  [&](float *y) { set.fusion(high, low, y, {2, H, W, c}, weights); });
}

Outcome tokens(const Kernels &set, int times) {
  const int width = 32, rows = 12, columns = 16, count = rows * columns;
  const TokenBlockWeights weights = {2, 2 * width, norm(width), linear(3 * width, width), linear(width, width),
                                     norm(width), linear(2 * width, width), linear(width, 2 * width)};
  const float *x = numbers(count * width);
  return repeated(count * width, count * (8.0 * width * width + 2.0 * count / 4 * width), times,
                  [&](float *y) { set.token_block(x, y, {1, rows, columns, width, 2}, weights); });
}

Outcome means(const Kernels &set, int times) {
  const float *images = numbers(H * W, 0.5f, 0.5f);
  return repeated(H * W / 16, H * W, times,
                  [&](float *y) { set.means(images, y, {1, H, W, 0, 4, H / 4, W / 4}); });
}

Outcome blend(const Kernels &set, int times) {
  const BlendExtents extents = {1, H, W, H / 2, W / 2, H / 4, W / 4, 2, 5, 0.7f};
  const float *share = numbers(H * W / 4, 0.5f, 0.5f), *gains = numbers(4 * H * W / 16, 0.5f, 0.5f);
  const float *levels = numbers(2, 0.1f, 0.5f), *first = numbers(H * W, 0.5f, 0.5f);
  const float *second = numbers(H * W, 0.5f, 0.5f);
  return repeated(H * W, 20.0 * H * W, times, [&](float *y) {
    set.gain_blend(share, gains, levels, first, second, y, extents);
  });
}

Outcome contrast(const Kernels &set, int times) {
  const float *blend = numbers(H * W, 0.4f, 0.5f), *first = numbers(H * W, 0.5f, 0.5f);
  const float *second = numbers(H * W, 0.5f, 0.5f);
  return repeated(H * W, 10.0 * H * W, times, [&](float *y) {
    set.centred_contrast(blend, first, second, nullptr, y, 1, H * W,
                         {0.3f, 1, 1.5f, 0.5f, 0.1f, 0.02f, false});
  });
}

const std::map<std::string, Case> cases = {
    {"block of 16 channels", block(16, 2)},
    {"block of 64 channels", block(64, 8)},
    {"3x3, 8 to 8", convolution(8, 8, 1)},
    {"3x3, 32 to 32", convolution(32, 32, 1)},
    {"3x3, 16 to 32, stride 2", convolution(16, 32, 2)},
    {"gradient of 3x3", filter_gradient},
    {"fold", fold},
    {"unfold", unfold},
    {"pyramid", pyramid},
    {"fusion", fusion},
    {"tokens", tokens},
    {"means", means},
    {"blend", blend},
    {"contrast", contrast},
};

const Kernels *chosen(const char *set) {
  if (!strcmp(set, "baseline")) return &baseline();
  if (!strcmp(set, "avx2")) return avx2();
  return strcmp(set, "avx512") ? nullptr : avx512();
}

}  // namespace

int main(int count, char **words) {
  if (count == 1) {
    for (const auto &[name, run] : cases) printf("%s\n", name.c_str());
    return 0;
  }
  const Kernels *set = count == 4 ? chosen(words[1]) : nullptr;
  if (!set) return 2;
  const Outcome outcome = cases.at(words[2])(*set, atoi(words[3]));
  fprintf(stderr, "%.0f\n", outcome.multiply_adds);
  fwrite(outcome.y.data(), sizeof(float), outcome.y.size(), stdout);
}
