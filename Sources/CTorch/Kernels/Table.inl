// SPDX-License-Identifier: Apache-2.0
// The kernels of one instruction set, which DAEFUSE_ISA names.
#include "Blend.hpp"
#include "Convolution.hpp"
#include "Features.hpp"
#include "Fusion.hpp"
#include "Means.hpp"
#include "Pyramid.hpp"
#include "Tokens.hpp"
#include "WinogradGradient.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

extern const Kernels table;
const Kernels table = {channel_transformer_block, convolution, filter_gradient, fold_convolution,
                       convolution_unfold, pyramid_sum, fusion, token_block, means,
                       gain_blend, centred_contrast, feature_kernels<float>(),
                       feature_kernels<UpperHalf>()};

}  // namespace ctorch::kernels::DAEFUSE_ISA
