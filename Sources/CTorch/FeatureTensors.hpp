// SPDX-License-Identifier: Apache-2.0

// Features as training's kernels take them.
#pragma once

#include "Boundary.hpp"
#include "Kernels/Kernels.hpp"

namespace ctorch {

/// Whether the kernels take them: channels-last on the CPU, in float32 or bfloat16, channels in
/// whole eights.
inline bool are_features(const at::Tensor &x, int64_t eights = 1) {
  return x.dim() == 4 && x.is_cpu() && x.layout() == at::kStrided && x.numel() > 0 &&
         (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) &&
         x.size(1) % (8 * eights) == 0 && x.is_contiguous(at::MemoryFormat::ChannelsLast);
}

/// Whether a kernel reads it as it is: float32 on the CPU.
inline bool is_plain_weight(const at::Tensor &weight, at::IntArrayRef shape) {
  return weight.is_cpu() && weight.layout() == at::kStrided &&
         weight.scalar_type() == at::kFloat && weight.sizes() == shape;
}

inline at::Tensor empty_features(const at::Tensor &like, int64_t channels) {
  return at::empty({like.size(0), channels, like.size(2), like.size(3)}, like.options(),
                   at::MemoryFormat::ChannelsLast);
}

/// A gradient as it lies beside features that were saved.
inline at::Tensor beside(const at::Tensor &gradient, const at::Tensor &x) {
  return gradient.to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
}

inline int64_t pixels(const at::Tensor &x) { return x.size(0) * x.size(2) * x.size(3); }

inline kernels::Extent extent(const at::Tensor &x) {
  return {x.size(0), x.size(2), x.size(3), x.size(1)};
}

/// Features, as numbers of the type that the kernels' own is.
template <typename Number>
const Number *read(const kernels::FeatureKernels<Number> &, const at::Tensor &x) {
  return static_cast<const Number *>(x.const_data_ptr());
}
template <typename Number>
Number *written(const kernels::FeatureKernels<Number> &, const at::Tensor &x) {
  return static_cast<Number *>(x.mutable_data_ptr());
}

/// Those that `ct_set_kernels` says, on this thread.
const kernels::Kernels &chosen_kernels();

/// Calls `use` with the kernels for the type of `x`.
template <typename Use>
void with_feature_kernels(const at::Tensor &x, Use &&use) {
  const kernels::Kernels &chosen = chosen_kernels();
  if (x.scalar_type() != at::kBFloat16) return use(chosen.features);
  // Of the best, those that round by an instruction, where there is one.
  const kernels::Kernels *rounding = &chosen == &kernels::best() ? kernels::bfloat16() : nullptr;
  use((rounding ? *rounding : chosen).upper_halves);
}

}  // namespace ctorch
