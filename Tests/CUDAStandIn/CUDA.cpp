// SPDX-License-Identifier: Apache-2.0

// A CUDA device made of the CPU's memory, in a library of the name by which the engine looks for
// CUDA's. Its operators are the CPU's, so what a program does with it is everything but CUDA's
// kernels: which tensor lives where, autocast, copies, generators, checkpoints, ranks. As on a real
// device, an operator whose operands are not all there is a failure.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/EmptyTensor.h>
#include <ATen/Functions.h>
#include <ATen/NativeFunctions.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <cstdlib>

namespace {

const at::Device here(at::kCUDA, 0);
const at::DispatchKeySet keys(at::DispatchKey::CUDA);

// Memory -----------------------------------------------------------------------------------------

struct Memory final : at::Allocator {
  at::DataPtr allocate(size_t size) override {
    void *data = std::aligned_alloc(64, (size + 64) / 64 * 64);
    return {data, data, &std::free, here};
  }

  at::DeleterFnPtr raw_deleter() const override { return &std::free; }

  void copy_data(void *target, const void *source, size_t count) const override {
    default_copy_data(target, source, count);
  }
};

Memory memory;

// The device -------------------------------------------------------------------------------------

// LibTorch looks it up by its name.
struct CUDAHooks final : at::CUDAHooksInterface {
  explicit CUDAHooks(at::CUDAHooksArgs) {}
  void init() const override {}
  bool hasCUDA() const override { return true; }
  bool isBuilt() const override { return true; }
  bool isAvailable() const override { return true; }
  bool hasPrimaryContext(at::DeviceIndex) const override { return true; }
  at::DeviceIndex deviceCount() const override { return 1; }
  int getNumGPUs() const override { return 1; }
  at::DeviceIndex current_device() const override { return 0; }
  at::Allocator *getCUDADeviceAllocator() const override { return &memory; }
  at::Allocator *getPinnedMemoryAllocator() const override { return at::getCPUAllocator(); }
  bool isPinnedPtr(const void *) const override { return false; }
  const at::Generator &getDefaultGenerator(at::DeviceIndex) const override {
    return at::detail::getDefaultCPUGenerator();
  }
  at::Generator getNewGenerator(at::DeviceIndex) const override {
    return at::make_generator<at::CPUGeneratorImpl>();
  }
};

// Nothing is ever under way, so there is nothing to wait for.
struct Guard final : c10::impl::NoOpDeviceGuardImpl<at::kCUDA> {
  at::Device exchangeDevice(at::Device) const override { return here; }
  at::Device getDevice() const override { return here; }
  at::Stream getStream(at::Device) const noexcept override { return stream(); }
  at::Stream exchangeStream(at::Stream) const noexcept override { return stream(); }
  void *getStreamNativeHandle(const at::Stream) const override { return nullptr; }
  void record(void **, const at::Stream &, at::DeviceIndex, c10::EventFlag) const override {}
  void block(void *, const at::Stream &) const override {}
  bool queryEvent(void *) const override { return true; }

 private:
  static at::Stream stream() { return at::Stream(at::Stream::DEFAULT, here); }
};

// Operators --------------------------------------------------------------------------------------

// Numbers, tensors of no dimension, may be elsewhere, as on a real device.
template <typename Name>
void expect_here(const Name &name, at::ArrayRef<at::Tensor> tensors) {
  for (const auto &tensor : tensors)
    TORCH_CHECK(!tensor.defined() || tensor.dim() == 0 || tensor.device() == here, name, " mixes ",
                tensor.device(), " with ", here);
}

void on_the_cpu(const c10::OperatorHandle &op, torch::jit::Stack *stack) {
  for (const auto &argument : torch::jit::last(*stack, op.schema().arguments().size())) {
    if (argument.isTensor()) expect_here(op.operator_name(), {argument.toTensor()});
    if (argument.isTensorList()) expect_here(op.operator_name(), argument.toTensorVector());
  }
  at::native::cpu_fallback(op, stack);
}

using Sizes = at::IntArrayRef;
using Type = std::optional<at::ScalarType>;
using Layout = std::optional<at::Layout>;
using Place = std::optional<at::Device>;
using Flag = std::optional<bool>;
using Format = std::optional<at::MemoryFormat>;

at::Tensor empty(at::IntArrayRef size, Type type, Layout, Place, Flag, Format format) {
  return at::detail::empty_generic(size, &memory, keys, at::dtype_or_default(type), format);
}

at::Tensor empty_strided(at::IntArrayRef size, at::IntArrayRef stride, Type type, Layout, Place,
                         Flag) {
  return at::detail::empty_strided_generic(size, stride, &memory, keys, at::dtype_or_default(type));
}

// The same numbers as a tensor of the CPU.
at::Tensor plain(const at::Tensor &tensor) {
  if (!tensor.is_cuda()) return tensor;
  return at::from_blob(tensor.mutable_data_ptr(), tensor.sizes(), tensor.strides(),
                       tensor.options().device(at::kCPU));
}

at::Tensor &copy(at::Tensor &target, const at::Tensor &source, bool) {
  plain(target).copy_(plain(source));
  return target;
}

at::Tensor copy_from(const at::Tensor &source, const at::Tensor &target, bool) {
  plain(target).copy_(plain(source));
  return target;
}

at::Tensor copy_from_and_resize(const at::Tensor &source, const at::Tensor &target) {
  if (target.sizes() != source.sizes()) target.resize_(source.sizes());
  return copy_from(source, target, false);
}

const at::Tensor &resize(const at::Tensor &tensor, at::IntArrayRef size, Format) {
  const auto wanted =
      at::detail::computeStorageNbytesContiguous(size, tensor.itemsize(), tensor.storage_offset());
  const auto &storage = tensor.storage();
  if (wanted > storage.nbytes()) {
    storage.set_data_ptr_noswap(memory.allocate(wanted));
    storage.set_nbytes(wanted);
  }
  tensor.unsafeGetTensorImpl()->set_sizes_contiguous(size);
  return tensor;
}

at::Tensor view(const at::Tensor &self, at::IntArrayRef size) {
  return at::native::view(self, size);
}

at::Tensor reshape_alias(const at::Tensor &self, at::IntArrayRef size, at::IntArrayRef stride) {
  return at::native::as_strided_tensorimpl(self, size, stride);
}

at::Tensor moved(const at::Tensor &tensor) { return tensor.defined() ? tensor.to(here) : tensor; }

at::Tensor convolution(const at::Tensor &x, const at::Tensor &weight,
                       const std::optional<at::Tensor> &bias, Sizes stride, Sizes padding,
                       Sizes dilation, bool transposed, Sizes output_padding, int64_t groups) {
  expect_here("convolution", {x, weight, bias.value_or(x)});
  const auto added = bias && bias->defined() ? std::optional(plain(*bias)) : std::nullopt;
  return at::convolution(plain(x), plain(weight), added, stride, padding, dilation, transposed,
                         output_padding, groups)
      .to(here);
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> convolution_backward(
    const at::Tensor &gradient, const at::Tensor &x, const at::Tensor &weight,
    at::OptionalIntArrayRef bias, Sizes stride, Sizes padding, Sizes dilation, bool transposed,
    Sizes output_padding, int64_t groups, std::array<bool, 3> wanted) {
  expect_here("convolution_backward", {gradient, x, weight});
  const auto [of_x, of_weight, of_bias] =
      at::convolution_backward(plain(gradient), plain(x), plain(weight), bias, stride, padding,
                               dilation, transposed, output_padding, groups, wanted);
  return {moved(of_x), moved(of_weight), moved(of_bias)};
}

}  // namespace

// Where LibTorch looks for them ------------------------------------------------------------------

namespace at {
using ::CUDAHooks;
REGISTER_CUDA_HOOKS(CUDAHooks);
}  // namespace at

namespace c10::impl {
C10_REGISTER_GUARD_IMPL(CUDA, ::Guard);
}

namespace {
const bool has_memory = (c10::SetAllocator(c10::kCUDA, &memory), true);
}

TORCH_LIBRARY_IMPL(_, CUDA, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&on_the_cpu>());
}

TORCH_LIBRARY_IMPL(aten, CUDA, library) {
  library.impl("empty.memory_format", &empty);
  library.impl("empty_strided", &empty_strided);
  library.impl("copy_", &copy);
  library.impl("_copy_from", &copy_from);
  library.impl("_copy_from_and_resize", &copy_from_and_resize);
  library.impl("resize_", &resize);
  library.impl("view", &view);
  library.impl("_reshape_alias", &reshape_alias);
  library.impl("as_strided", &at::native::as_strided_tensorimpl);
  library.impl("unfold", &at::native::unfold);
  library.impl("convolution", &convolution);
  library.impl("convolution_backward", &convolution_backward);
}
