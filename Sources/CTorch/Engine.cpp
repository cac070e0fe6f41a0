// SPDX-License-Identifier: Apache-2.0

// The engine itself: version, devices, and how types are named on either side.
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>
#include <torch/headeronly/version.h>

#include <array>
#include <limits>
#include <string>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "Boundary.hpp"

namespace ctorch {

static constexpr std::array<at::ScalarType, CT_DTYPE_COUNT> scalar_types = {
    at::kFloat, at::kBFloat16, at::kHalf, at::kDouble, at::kLong, at::kByte, at::kBool};

at::ScalarType scalar_type(ct_dtype dtype) {
  TORCH_CHECK(dtype >= 0 && dtype < CT_DTYPE_COUNT, "no element type has the number ", dtype);
  return scalar_types[dtype];
}

ct_dtype dtype_code(at::ScalarType type) {
  for (size_t i = 0; i < scalar_types.size(); ++i) {
    if (scalar_types[i] == type) return static_cast<ct_dtype>(i);
  }
  TORCH_CHECK(false, "element type ", type, " is not one of Tensors' types");
}

at::Device device(ct_device device) {
  switch (device.type) {
    case CT_CUDA: return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device.index));
    case CT_MPS: return at::Device(at::kMPS, 0);
    default: return at::Device(at::kCPU);
  }
}

at::TensorOptions options(ct_dtype dtype, ct_device wanted) {
  return at::TensorOptions().dtype(scalar_type(dtype)).device(device(wanted));
}

at::MemoryFormat memory_format(ct_memory_format format) {
  return format == CT_CHANNELS_LAST ? at::MemoryFormat::ChannelsLast
                                    : at::MemoryFormat::Contiguous;
}

// The program links the CPU's libraries, which every LibTorch has. Those of a CUDA build register
// themselves when they are loaded, once; a CPU build has none. Returns why there are none.
static const std::string &load_cuda() {
  static const std::string failure = [] {
    if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) return std::string();
    const char *reason = dlerror();
    return std::string(reason ? reason : "libtorch_cuda.so could not be loaded");
  }();
  return failure;
}

}  // namespace ctorch

using namespace ctorch;

void ct_error_free(char *error) { free(error); }

const char *ct_version(void) { return TORCH_VERSION; }

int32_t ct_device_count(ct_device_type type) {
  return fact(0, [&]() -> int32_t {
    switch (type) {
      case CT_CUDA: (void)load_cuda(); return at::detail::getCUDAHooks().deviceCount();
      case CT_MPS: return at::hasMPS() ? 1 : 0;
      default: return 1;
    }
  });
}

const char *ct_cuda_load_failure(void) {
  return fact<const char *>("not enough memory", [] {
    const auto &failure = load_cuda();
    return failure.empty() ? nullptr : failure.c_str();
  });
}

void ct_retain_freed_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_ARENA_MAX, 1);  // a thread's own arena maps what is larger than 64 MB all the same
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}
