// SPDX-License-Identifier: Apache-2.0

// Tensors: life, facts, bytes, conversions.
#include "Boundary.hpp"

using namespace ctorch;

void ct_tensor_free(ct_tensor *tensor) { delete tensor; }

int64_t ct_tensor_rank(const ct_tensor *tensor) {
  return fact<int64_t>(0, [&] { return tensor->value.dim(); });
}

void ct_tensor_shape(const ct_tensor *tensor, int64_t *shape) {
  fact(false, [&] {
    const auto sizes = tensor->value.sizes();
    std::copy(sizes.begin(), sizes.end(), shape);
    return true;
  });
}

ct_dtype ct_tensor_dtype(const ct_tensor *tensor) {
  return fact<ct_dtype>(CT_UNKNOWN_DTYPE, [&] { return dtype_code(tensor->value.scalar_type()); });
}

ct_device ct_tensor_device(const ct_tensor *tensor) {
  return fact<ct_device>({CT_CPU, 0}, [&]() -> ct_device {
    const auto device = tensor->value.device();
    const auto type = device.is_cuda() ? CT_CUDA : device.is_mps() ? CT_MPS : CT_CPU;
    return {type, device.has_index() ? device.index() : 0};
  });
}

bool ct_tensor_is_contiguous(const ct_tensor *tensor, ct_memory_format format) {
  return fact(false, [&] { return tensor->value.is_contiguous(memory_format(format)); });
}

bool ct_tensor_requires_grad(const ct_tensor *tensor) {
  return fact(false, [&] { return tensor->value.requires_grad(); });
}

bool ct_tensor_shares_storage(const ct_tensor *a, const ct_tensor *b) {
  return fact(false, [&] { return a->value.is_alias_of(b->value); });
}

ct_tensor *ct_tensor_full(const int64_t *shape, size_t rank, double value, ct_dtype dtype,
                          ct_device device, char **error) {
  return tensor_boundary(
      error, [&] { return at::full(sizes(shape, rank), value, options(dtype, device)); });
}

ct_tensor *ct_tensor_from_bytes(const void *bytes, size_t byte_count, const int64_t *shape,
                                size_t rank, ct_dtype dtype, char **error) {
  return tensor_boundary(error, [&] {
    auto tensor = at::empty(sizes(shape, rank), options(dtype, {CT_CPU, 0}));
    TORCH_CHECK(tensor.nbytes() == byte_count, byte_count, " bytes given for a tensor of ",
                tensor.nbytes());
    if (byte_count) std::memcpy(tensor.mutable_data_ptr(), bytes, byte_count);
    return tensor;
  });
}

ct_tensor *ct_tensor_over_bytes(void *bytes, const int64_t *shape, size_t rank, ct_dtype dtype,
                                char **error) {
  return tensor_boundary(
      error, [&] { return at::from_blob(bytes, sizes(shape, rank), options(dtype, {CT_CPU, 0})); });
}

bool ct_tensor_copy_bytes(const ct_tensor *tensor, void *bytes, size_t byte_count, char **error) {
  return action_boundary(error, [&] {
    const auto source = unwrap(tensor).detach().to(at::kCPU).contiguous();
    TORCH_CHECK(source.nbytes() == byte_count, "room for ", byte_count, " bytes, tensor of ",
                source.nbytes());
    if (byte_count) std::memcpy(bytes, source.const_data_ptr(), byte_count);
  });
}

ct_tensor *ct_tensor_arange(int64_t count, ct_dtype dtype, ct_device device, char **error) {
  return tensor_boundary(error, [&] { return at::arange(count, options(dtype, device)); });
}

ct_tensor *ct_tensor_to(const ct_tensor *tensor, ct_dtype dtype, ct_device wanted,
                        bool non_blocking, char **error) {
  return tensor_boundary(error, [&] {
    return unwrap(tensor).to(device(wanted), scalar_type(dtype), non_blocking);
  });
}

/// Strides of one channel fit both orders. LibTorch takes them for row-major ones, and so gives a
/// convolution's many channels in that order; these say that channels-last is meant.
static at::Tensor with_strides_of_channels_last(const at::Tensor &x) {
  return x.view({x.size(0), x.size(2), x.size(3), x.size(1)}).permute({0, 3, 1, 2});
}

ct_tensor *ct_tensor_contiguous(const ct_tensor *tensor, ct_memory_format format, char **error) {
  return tensor_boundary(error, [&] {
    const at::Tensor x = unwrap(tensor).contiguous(memory_format(format));
    const bool fits_both = format == CT_CHANNELS_LAST && x.is_contiguous();
    return fits_both ? with_strides_of_channels_last(x) : x;
  });
}

ct_tensor *ct_tensor_clone(const ct_tensor *tensor, char **error) {
  return tensor_boundary(error, [&] { return unwrap(tensor).clone(); });
}

ct_tensor *ct_tensor_detach(const ct_tensor *tensor, char **error) {
  return tensor_boundary(error, [&] { return unwrap(tensor).detach(); });
}

ct_tensor *ct_tensor_pin_memory(const ct_tensor *tensor, char **error) {
  return tensor_boundary(error, [&] { return unwrap(tensor).pin_memory(); });
}

bool ct_tensor_copy_(ct_tensor *tensor, const ct_tensor *source, char **error) {
  return action_boundary(error, [&] { unwrap(tensor).copy_(unwrap(source)); });
}

bool ct_tensor_fill_(ct_tensor *tensor, double value, char **error) {
  return action_boundary(error, [&] { unwrap(tensor).fill_(value); });
}

bool ct_tensor_item(const ct_tensor *tensor, double *value, char **error) {
  return action_boundary(error, [&] { *value = unwrap(tensor).item().toDouble(); });
}
