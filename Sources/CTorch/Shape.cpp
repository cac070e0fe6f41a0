// SPDX-License-Identifier: Apache-2.0

// Views, indexing and joining.
#include <memory>

#include "Boundary.hpp"

using namespace ctorch;

ct_tensor *ct_reshape(const ct_tensor *a, const int64_t *shape, size_t rank, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).reshape(sizes(shape, rank)); });
}

ct_tensor *ct_permute(const ct_tensor *a, const int64_t *dims, size_t rank, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).permute(sizes(dims, rank)); });
}

ct_tensor *ct_transpose(const ct_tensor *a, int64_t dim0, int64_t dim1, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).transpose(dim0, dim1); });
}

ct_tensor *ct_expand(const ct_tensor *a, const int64_t *shape, size_t rank, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).expand(sizes(shape, rank)); });
}

ct_tensor *ct_squeeze(const ct_tensor *a, int64_t dim, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).squeeze(dim); });
}

ct_tensor *ct_unsqueeze(const ct_tensor *a, int64_t dim, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).unsqueeze(dim); });
}

ct_tensor *ct_select(const ct_tensor *a, int64_t dim, int64_t index, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).select(dim, index); });
}

ct_tensor *ct_slice(const ct_tensor *a, int64_t dim, int64_t start, int64_t end, int64_t step,
                    char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).slice(dim, start, end, step); });
}

bool ct_split(const ct_tensor *a, int64_t dim, size_t count, ct_tensor **parts, char **error) {
  return action_boundary(error, [&] {
    const at::Tensor &x = unwrap(a);
    TORCH_CHECK(count > 0, "dimension ", dim, " of ", x.sizes(), " in no part");
    const std::vector<at::Tensor> views = x.split(x.size(dim) / static_cast<int64_t>(count), dim);
    TORCH_CHECK(views.size() == count, "dimension ", dim, " of ", x.sizes(), " in ", count);
    std::vector<std::unique_ptr<ct_tensor>> owned;  // until there is memory for all
    owned.reserve(count);
    for (const at::Tensor &view : views) owned.push_back(std::make_unique<ct_tensor>(view));
    for (size_t i = 0; i < count; ++i) parts[i] = owned[i].release();
  });
}

ct_tensor *ct_sum_at(const ct_tensor *a, const ct_tensor *index, int64_t count, char **error) {
  return tensor_boundary(error, [&] {
    const at::Tensor &x = unwrap(a);
    return at::zeros({count}, x.options()).index_add(0, unwrap(index), x);
  });
}

ct_tensor *ct_index_select(const ct_tensor *a, int64_t dim, const ct_tensor *index, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).index_select(dim, unwrap(index)); });
}

ct_tensor *ct_gather(const ct_tensor *a, int64_t dim, const ct_tensor *index, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).gather(dim, unwrap(index)); });
}

ct_tensor *ct_flip(const ct_tensor *a, const int64_t *dims, size_t rank, char **error) {
  return tensor_boundary(error, [&] { return unwrap(a).flip(sizes(dims, rank)); });
}

ct_tensor *ct_cat(const ct_tensor *const *tensors, size_t count, int64_t dim, char **error) {
  return tensor_boundary(error, [&] { return at::cat(unwrap_all(tensors, count), dim); });
}

ct_tensor *ct_stack(const ct_tensor *const *tensors, size_t count, int64_t dim, char **error) {
  return tensor_boundary(error, [&] { return at::stack(unwrap_all(tensors, count), dim); });
}
