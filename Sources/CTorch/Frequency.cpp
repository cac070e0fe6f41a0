// SPDX-License-Identifier: Apache-2.0

// What is computed by Fourier transforms.
#include "Boundary.hpp"

using namespace ctorch;

ct_tensor *ct_correlate(const ct_tensor *a, const ct_tensor *b, int64_t height, int64_t width,
                        char **error) {
  return tensor_boundary(error, [&] {
    const std::vector<int64_t> size = {height, width};
    const at::Tensor &first = unwrap(a), &second = unwrap(b);
    const at::Tensor x = at::fft_rfft2(first, size);
    const at::Tensor y = at::fft_rfft2(second, size);
    return at::fft_irfft2((x * y.conj()).sum(1), size);
  });
}
