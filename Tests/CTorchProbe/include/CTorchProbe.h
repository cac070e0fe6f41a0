// SPDX-License-Identifier: Apache-2.0

/// What CTorch.h has no way to ask or to make. The caller ends each tensor with `ct_tensor_free`.
#ifndef CTORCH_PROBE_H
#define CTORCH_PROBE_H

typedef struct ct_tensor ct_tensor;

#ifdef __cplusplus
extern "C" {
#endif

/// What the LibTorch that is loaded says of how it was built. Static storage.
const char *probe_configuration(void);
/// `[2]` of complex numbers, a type that ct_dtype does not name.
ct_tensor *probe_complex(void);
/// `[2, 2]` without a storage of its own.
ct_tensor *probe_sparse(void);
/// What a default-constructed `at::Tensor` is.
ct_tensor *probe_undefined(void);

#ifdef __cplusplus
}
#endif
#endif
