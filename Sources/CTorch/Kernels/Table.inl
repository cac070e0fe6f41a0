// The kernels of one instruction set, which DAEFUSE_ISA names.
#include "Convolution.hpp"
#include "Fusion.hpp"
#include "Pyramid.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

extern const Kernels table;
const Kernels table = {channel_transformer_block, convolution, fold_convolution,
                       convolution_unfold, pyramid_sum, fusion};

}  // namespace ctorch::kernels::DAEFUSE_ISA
