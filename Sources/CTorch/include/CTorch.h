// SPDX-License-Identifier: Apache-2.0

/// CTorch: the C face of LibTorch that `Tensors` stands on.
///
/// Conventions, the same for every function:
/// - A `ct_tensor *` (or `ct_generator *`, `ct_group *`, `ct_script *`) that a function returns is
///   owned by the caller, who ends it with `ct_tensor_free` (`ct_generator_free` and so on).
///   Arguments are borrowed for the call.
/// - A function that can fail takes `char **error` last. On failure it returns NULL (tensors,
///   generators, groups) or false and stores a message, which the caller ends with `ct_error_free`.
///   On success `*error` is left alone. No C++ exception crosses this interface.
/// - A NULL tensor, generator or group argument is a failure, never a crash, wherever a function
///   can fail. The facts of a tensor (rank, shape, dtype, device, ...) need a tensor; one that has
///   no such fact answers 0, false, the CPU, or CT_UNKNOWN_DTYPE.
/// - Shapes and dimension lists are `int64_t` arrays with their count; negative dimensions count
///   from the end, as in PyTorch.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ct_tensor ct_tensor;
typedef struct ct_generator ct_generator;
typedef struct ct_group ct_group;
typedef struct ct_script ct_script;

typedef int32_t ct_dtype;
enum {
  CT_FLOAT32, CT_BFLOAT16, CT_FLOAT16, CT_FLOAT64, CT_INT64, CT_UINT8, CT_BOOL,
  CT_DTYPE_COUNT,
  /// Of a tensor whose type has no number here.
  CT_UNKNOWN_DTYPE = -1
};

typedef int32_t ct_device_type;
enum { CT_CPU, CT_CUDA, CT_MPS };

/// A device: its type and index; the index counts for CUDA alone.
typedef struct {
  ct_device_type type;
  int32_t index;
} ct_device;

typedef int32_t ct_memory_format;
enum { CT_CONTIGUOUS, CT_CHANNELS_LAST };

typedef int32_t ct_padding_mode;
enum { CT_PAD_CONSTANT, CT_PAD_REFLECT, CT_PAD_REPLICATE };

void ct_error_free(char *error);

// Engine ------------------------------------------------------------------------------------------

/// LibTorch's version, such as "2.13.0". Static storage.
const char *ct_version(void);
/// How many threads an operation that this thread calls may use on the CPU.
int32_t ct_thread_count(void);
/// Sets that number for this thread and no other; 0 goes back to LibTorch's own choice.
bool ct_set_thread_count(int32_t count, char **error);
/// Number of devices of a type that this process can use; 1 for the CPU.
int32_t ct_device_count(ct_device_type type);
/// Why LibTorch's CUDA libraries could not be loaded; NULL where they could. Static storage.
const char *ct_cuda_load_failure(void);
/// Makes this process retain the memory that it frees for what it allocates next, where the C
/// library is glibc; elsewhere nothing.
void ct_retain_freed_memory(void);

// Tensor: life, facts, bytes ----------------------------------------------------------------------

void ct_tensor_free(ct_tensor *tensor);
int64_t ct_tensor_rank(const ct_tensor *tensor);
/// Writes `ct_tensor_rank` sizes.
void ct_tensor_shape(const ct_tensor *tensor, int64_t *shape);
ct_dtype ct_tensor_dtype(const ct_tensor *tensor);
ct_device ct_tensor_device(const ct_tensor *tensor);
bool ct_tensor_is_contiguous(const ct_tensor *tensor, ct_memory_format format);
bool ct_tensor_requires_grad(const ct_tensor *tensor);
/// Whether two tensors are views of one storage.
bool ct_tensor_shares_storage(const ct_tensor *a, const ct_tensor *b);

ct_tensor *ct_tensor_full(const int64_t *shape, size_t rank, double value, ct_dtype dtype,
                          ct_device device, char **error);
/// Copies `byte_count` bytes, row-major, which must be what shape and dtype take.
ct_tensor *ct_tensor_from_bytes(const void *bytes, size_t byte_count, const int64_t *shape,
                                size_t rank, ct_dtype dtype, char **error);
/// A tensor over the caller's memory, row-major, which must outlive it and all of its views.
ct_tensor *ct_tensor_over_bytes(void *bytes, const int64_t *shape, size_t rank, ct_dtype dtype,
                                char **error);
/// Copies the elements, row-major, to `bytes`, which must hold just that many.
bool ct_tensor_copy_bytes(const ct_tensor *tensor, void *bytes, size_t byte_count, char **error);
ct_tensor *ct_tensor_arange(int64_t count, ct_dtype dtype, ct_device device, char **error);
ct_tensor *ct_tensor_to(const ct_tensor *tensor, ct_dtype dtype, ct_device device,
                        bool non_blocking, char **error);
ct_tensor *ct_tensor_contiguous(const ct_tensor *tensor, ct_memory_format format, char **error);
ct_tensor *ct_tensor_clone(const ct_tensor *tensor, char **error);
ct_tensor *ct_tensor_detach(const ct_tensor *tensor, char **error);
ct_tensor *ct_tensor_pin_memory(const ct_tensor *tensor, char **error);
/// Overwrites the elements of `tensor` with those of `source`, converting; broadcasts.
bool ct_tensor_copy_(ct_tensor *tensor, const ct_tensor *source, char **error);
bool ct_tensor_fill_(ct_tensor *tensor, double value, char **error);
/// The value of a one-element tensor.
bool ct_tensor_item(const ct_tensor *tensor, double *value, char **error);

// Elementwise -------------------------------------------------------------------------------------

#define CT_UNARY_OPERATIONS(APPLY)                                                              \
  APPLY(neg) APPLY(abs) APPLY(exp) APPLY(log) APPLY(sqrt) APPLY(rsqrt) APPLY(square)            \
  APPLY(reciprocal) APPLY(sigmoid) APPLY(tanh) APPLY(relu) APPLY(silu) APPLY(softplus)          \
  APPLY(log_sigmoid) APPLY(floor) APPLY(round) APPLY(sin) APPLY(cos) APPLY(acos) APPLY(isfinite) \
  APPLY(logical_not)

#define CT_BINARY_OPERATIONS(APPLY)                                                             \
  APPLY(add) APPLY(sub) APPLY(mul) APPLY(div) APPLY(pow) APPLY(maximum) APPLY(minimum)          \
  APPLY(eq) APPLY(ne) APPLY(lt) APPLY(le) APPLY(gt) APPLY(ge)                                   \
  APPLY(logical_and) APPLY(logical_or) APPLY(matmul)

#define CT_SCALAR_OPERATIONS(APPLY)                                                             \
  APPLY(add) APPLY(sub) APPLY(mul) APPLY(div) APPLY(pow)                                        \
  APPLY(eq) APPLY(ne) APPLY(lt) APPLY(le) APPLY(gt) APPLY(ge)

#define CT_DECLARE_UNARY(name) ct_tensor *ct_##name(const ct_tensor *a, char **error);
#define CT_DECLARE_BINARY(name) \
  ct_tensor *ct_##name(const ct_tensor *a, const ct_tensor *b, char **error);
#define CT_DECLARE_SCALAR(name) \
  ct_tensor *ct_##name##_scalar(const ct_tensor *a, double b, char **error);

/// `ct_neg(a, error)` and so on: ATen's operation of that name.
CT_UNARY_OPERATIONS(CT_DECLARE_UNARY)
/// `ct_add(a, b, error)` and so on: ATen's operation of that name, broadcasting.
CT_BINARY_OPERATIONS(CT_DECLARE_BINARY)
/// `ct_add_scalar(a, b, error)` and so on: the second operand is a number.
CT_SCALAR_OPERATIONS(CT_DECLARE_SCALAR)

/// exact: by the error function; otherwise the tanh approximation.
ct_tensor *ct_gelu(const ct_tensor *a, bool exact, char **error);
ct_tensor *ct_leaky_relu(const ct_tensor *a, double negative_slope, char **error);
ct_tensor *ct_clamp(const ct_tensor *a, double low, double high, char **error);
ct_tensor *ct_where(const ct_tensor *condition, const ct_tensor *a, const ct_tensor *b,
                    char **error);
/// In-place `a += alpha * b`; for optimizers and running sums, outside of autograd. Of integers,
/// alpha must be a whole number below 2^53.
bool ct_add_(ct_tensor *a, const ct_tensor *b, double alpha, char **error);
bool ct_mul_scalar_(ct_tensor *a, double factor, char **error);
bool ct_clamp_(ct_tensor *a, double low, double high, char **error);

// Reductions --------------------------------------------------------------------------------------

/// Over `dims`, or over everything where `rank` is 0.
ct_tensor *ct_sum(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep, char **error);
ct_tensor *ct_mean(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep, char **error);
ct_tensor *ct_amax(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep, char **error);
ct_tensor *ct_amin(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep, char **error);
/// Square root of the sum of squares.
ct_tensor *ct_norm(const ct_tensor *a, const int64_t *dims, size_t rank, bool keep, char **error);
ct_tensor *ct_argmax(const ct_tensor *a, int64_t dim, bool keep, char **error);
ct_tensor *ct_all(const ct_tensor *a, char **error);
ct_tensor *ct_any(const ct_tensor *a, char **error);

// Shape -------------------------------------------------------------------------------------------

ct_tensor *ct_reshape(const ct_tensor *a, const int64_t *shape, size_t rank, char **error);
ct_tensor *ct_permute(const ct_tensor *a, const int64_t *dims, size_t rank, char **error);
ct_tensor *ct_transpose(const ct_tensor *a, int64_t dim0, int64_t dim1, char **error);
ct_tensor *ct_expand(const ct_tensor *a, const int64_t *shape, size_t rank, char **error);
ct_tensor *ct_squeeze(const ct_tensor *a, int64_t dim, char **error);
ct_tensor *ct_unsqueeze(const ct_tensor *a, int64_t dim, char **error);
ct_tensor *ct_select(const ct_tensor *a, int64_t dim, int64_t index, char **error);
ct_tensor *ct_slice(const ct_tensor *a, int64_t dim, int64_t start, int64_t end, int64_t step,
                    char **error);
/// Writes `count` views of equal size, which divides that of `dim`, to `parts`; on failure none.
bool ct_split(const ct_tensor *a, int64_t dim, size_t count, ct_tensor **parts, char **error);
/// `count` sums, each of the values of `[n]` at whose places `index`, int64, has its number.
ct_tensor *ct_sum_at(const ct_tensor *a, const ct_tensor *index, int64_t count, char **error);
ct_tensor *ct_index_select(const ct_tensor *a, int64_t dim, const ct_tensor *index, char **error);
ct_tensor *ct_gather(const ct_tensor *a, int64_t dim, const ct_tensor *index, char **error);
ct_tensor *ct_flip(const ct_tensor *a, const int64_t *dims, size_t rank, char **error);
ct_tensor *ct_cat(const ct_tensor *const *tensors, size_t count, int64_t dim, char **error);
ct_tensor *ct_stack(const ct_tensor *const *tensors, size_t count, int64_t dim, char **error);

// Network operations ------------------------------------------------------------------------------

ct_tensor *ct_linear(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                     char **error);
/// `bias` may be NULL. `padding` is added on all four sides.
ct_tensor *ct_conv2d(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                     int64_t stride, int64_t padding, int64_t groups, char **error);
/// Training: normalizes by batch statistics and updates the running ones in place.
ct_tensor *ct_batch_norm(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                         ct_tensor *running_mean, ct_tensor *running_var, bool training,
                         double momentum, double eps, char **error);
/// Over the last dimension.
ct_tensor *ct_layer_norm(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                         double eps, char **error);
/// Over the channels of each pixel of `[N, C, H, W]`.
ct_tensor *ct_channel_norm(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                           double eps, char **error);
/// GELU of the first half of the channels, by the error function, times the second half.
ct_tensor *ct_gelu_gate(const ct_tensor *input, char **error);
ct_tensor *ct_softmax(const ct_tensor *input, int64_t dim, char **error);
ct_tensor *ct_log_softmax(const ct_tensor *input, int64_t dim, char **error);
ct_tensor *ct_attention(const ct_tensor *query, const ct_tensor *key, const ct_tensor *value,
                        char **error);
/// The cosine of every column of `a` to every column of `b`, `[N, L, C]` each: `[N, C, C]`.
ct_tensor *ct_cosines(const ct_tensor *a, const ct_tensor *b, char **error);
/// The channels' circular cross-correlations on a grid of `height` x `width`, added: at (y, x) the
/// sum of a(p + (y, x)) b(p), by Fourier transforms. `[N, C, h, w]` and `[N, C, h', w']`, zero
/// beyond their sizes: `[N, height, width]`.
ct_tensor *ct_correlate(const ct_tensor *a, const ct_tensor *b, int64_t height, int64_t width,
                        char **error);
/// Bilinear, corners not aligned, as `interpolate(mode="bilinear", align_corners=False)`;
/// `antialias` widens the kernel when shrinking.
ct_tensor *ct_resize_bilinear(const ct_tensor *input, int64_t height, int64_t width,
                              bool antialias, char **error);
ct_tensor *ct_pixel_shuffle(const ct_tensor *input, int64_t factor, char **error);
ct_tensor *ct_pixel_unshuffle(const ct_tensor *input, int64_t factor, char **error);
/// Pads height and width.
ct_tensor *ct_pad(const ct_tensor *input, int64_t left, int64_t right, int64_t top, int64_t bottom,
                  ct_padding_mode mode, char **error);
ct_tensor *ct_avg_pool2d(const ct_tensor *input, int64_t kernel, int64_t stride, char **error);
ct_tensor *ct_max_pool2d(const ct_tensor *input, int64_t kernel, int64_t stride, int64_t padding,
                         char **error);

// Fused operations --------------------------------------------------------------------------------
//
// Parts of the network in one call, for float32 on a CPU: what comes between their steps stays in
// the cache. They record no gradients. Each does what the plain operations do, to rounding.

/// Whether the fused operations take a tensor: `[N, C, H, W]`, float32 on the CPU, channels-last, C
/// a multiple of 8, and no gradients being recorded.
bool ct_is_fusible(const ct_tensor *tensor);
/// The same of an image that is to be folded: `[N, 1, H, W]`, row-major.
bool ct_is_fusible_image(const ct_tensor *tensor);

/// How the fused operations compute.
typedef enum {
  /// By the best instructions for float32 that this processor has.
  CT_KERNELS_FLOAT32,
  /// By those that every processor of its kind has; for tests.
  CT_KERNELS_BASELINE,
  /// By AVX2, where the processor has more, too; for tests. Where it has none, as
  /// `CT_KERNELS_FLOAT32`.
  CT_KERNELS_AVX2,
  /// Matrix products and 3x3 convolutions of what was rounded to bfloat16, summed in float32, all
  /// else in float32; where the processor does not multiply bfloat16, as `CT_KERNELS_FLOAT32`.
  CT_KERNELS_BFLOAT16,
} ct_kernels;

/// Sets how those that this thread calls compute; returns what was set before.
ct_kernels ct_set_kernels(ct_kernels kernels);
bool ct_has_bfloat16_kernels(void);

typedef struct {
  const ct_tensor *weight, *bias;
} ct_affine;

/// Restormer block: 1x1 convolutions `[out, in, 1, 1]`, depthwise ones `[C, 1, 3, 3]`; channels a
/// head, and of the feed-forward's halves, multiples of 8.
typedef struct {
  ct_affine norm1;
  const ct_tensor *qkv, *qkv_depthwise, *projection, *temperature;
  ct_affine norm2;
  const ct_tensor *in, *depthwise, *out;
} ct_block_weights;

/// `x + attention(norm1(x))`, then `x + feed_forward(norm2(x))`.
ct_tensor *ct_fused_transformer_block(const ct_tensor *x, const ct_block_weights *weights,
                                      char **error);

/// `max(y, slope y)` of `y = convolution + residual`; kernels of 1 or 3, padded to keep the size at
/// stride 1; `bias` and `residual` may be NULL; outputs a multiple of 8.
ct_tensor *ct_fused_convolution(const ct_tensor *x, const ct_tensor *weight, const ct_tensor *bias,
                                const ct_tensor *residual, int64_t stride, double slope,
                                char **error);

/// The pixel-unshuffle of `[N, 1, H, W]`, row-major, by `fold`, then a padded 3x3 convolution
/// `[C, fold fold, 3, 3]`, C a multiple of 8, channels-last.
ct_tensor *ct_fused_fold_convolution(const ct_tensor *image, int64_t fold, const ct_tensor *weight,
                                     const ct_tensor *bias, char **error);
/// A padded 3x3 convolution `[fold fold + M, C, 3, 3]`: the sigmoid of its first channels,
/// pixel-shuffled, `[N, 1, H fold, W fold]`, row-major; in `others`, which the caller releases, the
/// M pixel-shuffled by `other_fold`, f, `[N, M / f f, H f, W f]`, row-major. f divides `fold`.
ct_tensor *ct_fused_convolution_unfold(const ct_tensor *x, int64_t fold, int64_t other_fold,
                                       const ct_tensor *weight, const ct_tensor *bias,
                                       ct_tensor **others, char **error);

/// Whether `ct_fused_token_block` takes a tensor: `[N, L, D]`, float32 on the CPU, row-major, and
/// no gradients being recorded.
bool ct_is_fusible_tokens(const ct_tensor *tensor);

/// Weights of a Vision Transformer's block as its modules keep them; linear layers `[out, in]`.
typedef struct {
  ct_affine norm1, qkv, projection, norm2, expansion, contraction;
} ct_token_block_weights;

/// `x + attention(norm1(x))`, then `x + contraction(gelu(expansion(norm2(x))))`; the L tokens have
/// rows of `columns`, and `pooling` a side share the mean of their keys and of their values. D over
/// the heads and what the expansion gives are multiples of 8.
ct_tensor *ct_fused_token_block(const ct_tensor *x, int64_t columns, int64_t pooling, int64_t heads,
                                const ct_token_block_weights *weights, char **error);

/// Means of `reduction` pixels a side of `count` images `[N, 1, H, W]`, row-major as all here, one
/// batch after the other, `[count N, 1, H' / reduction, W' / reduction]`; H' and W' are the next
/// multiples. The outer `frame` pixels, and what lies beyond, show what is next to them inside.
ct_tensor *ct_fused_means(const ct_tensor *const *images, size_t count, int64_t frame,
                          int64_t reduction, int64_t multiple, char **error);

/// `w a + (1 - w) b + g (a - mean(a)) + h (b - mean(b)) + p (mean(a) - l) + q (mean(b) - m)` of
/// images `[N, 1, H, W]`: w is `share`, of `reduction` pixels a side for each of its own, resized
/// bilinearly, at least of the images' size; g, h, p and q are `reach tanh(x)` of `gains`,
/// `[N, 4, h, w]`, then resized bilinearly to the size that w has then; means are over windows of
/// an odd number of pixels, the border repeated; l and m are `levels`, `[N, 2, 1, 1]`.
ct_tensor *ct_fused_gain_blend(const ct_tensor *share, const ct_tensor *gains,
                               const ct_tensor *levels, const ct_tensor *first,
                               const ct_tensor *second, int64_t reduction, int64_t window,
                               double reach, char **error);

typedef struct {
  double minimum_share, contrast, maximum_gain, levelling, softening, black;
  bool steady;
} ct_contrast_rule;

/// The blend of two images, `[N, 1, H, W]`, row-major, with the contrast and the level that the
/// rule gives it (`CentredContrast` of Fusion). `weights`: how much each pixel counts in means and
/// deviations; null: all alike.
ct_tensor *ct_fused_centred_contrast(const ct_tensor *blend, const ct_tensor *first,
                                     const ct_tensor *second, const ct_tensor *weights,
                                     ct_contrast_rule rule, char **error);

/// Bilinear, corners not aligned; and the sum of images so resized to the size of `base`, and of
/// `base`.
ct_tensor *ct_fused_resize(const ct_tensor *x, int64_t height, int64_t width, char **error);
ct_tensor *ct_fused_pyramid_sum(const ct_tensor *base, const ct_tensor *const *levels,
                                size_t count, char **error);

typedef struct {
  ct_affine query_norm, context_norm;
  const ct_tensor *query, *key_value, *projection, *temperature;
} ct_cross_attention_weights;

/// The cross-attention of `C[high, low]`, the first images in the first half of the batch and the
/// second ones in the other half, merged, then reduced to C channels by a 1x1 convolution.
ct_tensor *ct_fused_cross_attention(const ct_tensor *high, const ct_tensor *low,
                                    const ct_cross_attention_weights *first_from_second,
                                    const ct_cross_attention_weights *second_from_first,
                                    ct_affine merge, ct_affine reduce, char **error);

// Autograd ----------------------------------------------------------------------------------------

bool ct_tensor_set_requires_grad(ct_tensor *tensor, bool requires_grad, char **error);
/// `gradient` may be NULL for a one-element tensor. Accumulates into the leaves' gradients.
bool ct_tensor_backward(const ct_tensor *tensor, const ct_tensor *gradient, bool retain_graph,
                        char **error);
/// The accumulated gradient; NULL without an error where there is none.
ct_tensor *ct_tensor_grad(const ct_tensor *tensor, char **error);
/// Sets the gradient; NULL clears it.
bool ct_tensor_set_grad(ct_tensor *tensor, const ct_tensor *gradient, char **error);
/// Whether this thread records operations; returns what was set before.
bool ct_set_grad_mode(bool enabled);
/// Autocast of this thread on a device type: entering stores the state to leave with in `before`.
typedef struct {
  bool enabled;
  ct_dtype dtype;
} ct_autocast;
bool ct_autocast_enter(ct_device_type type, ct_autocast wanted, ct_autocast *before, char **error);
bool ct_autocast_leave(ct_device_type type, ct_autocast before, char **error);

// Random numbers ----------------------------------------------------------------------------------

ct_generator *ct_generator_make(ct_device device, uint64_t seed, char **error);
void ct_generator_free(ct_generator *generator);
/// The whole state as a uint8 tensor.
ct_tensor *ct_generator_state(const ct_generator *generator, char **error);
bool ct_generator_set_state(ct_generator *generator, const ct_tensor *state, char **error);
/// Uniform in low ..< high.
ct_tensor *ct_random_uniform(const int64_t *shape, size_t rank, double low, double high,
                             ct_dtype dtype, ct_device device, ct_generator *generator,
                             char **error);
ct_tensor *ct_random_normal(const int64_t *shape, size_t rank, double mean, double deviation,
                            ct_dtype dtype, ct_device device, ct_generator *generator,
                            char **error);
/// Integers in low ..< high.
ct_tensor *ct_random_integers(const int64_t *shape, size_t rank, int64_t low, int64_t high,
                              ct_device device, ct_generator *generator, char **error);

// Optimization ------------------------------------------------------------------------------------

typedef struct {
  double learning_rate, beta1, beta2, weight_decay, eps;
  /// AdamW: weight decay apart from the gradient.
  bool decoupled;
} ct_adam_settings;

/// One fused step in place on all parameters (`_fused_adam_`, `_fused_adamw_`). `steps` holds a
/// float32 scalar tensor a parameter, already counted up.
bool ct_adam_step(ct_tensor *const *parameters, ct_tensor *const *gradients,
                  ct_tensor *const *averages, ct_tensor *const *square_averages,
                  ct_tensor *const *steps, size_t count, ct_adam_settings settings, char **error);

// Groups of processes -----------------------------------------------------------------------------
//
// Every rank calls the same functions in the same order, from one thread at a time, with tensors of
// one shape and dtype; each call waits for all. The collectives are Gloo's, in memory of the CPU;
// what is elsewhere is copied there and back, but for tensors on the CUDA device that the group was
// made for: those are NCCL's, if every rank has NCCL and a CUDA device that no other has. (NCCL's
// way has not been run on GPUs yet. The environment variable DAEFUSE_NCCL=0 of any rank has all go
// without it.)
//
// A rank is lost when it has not beaten for `silence_limit` seconds; when a collective breaks
// because its process has ended, after 0.3 of that, and 3 s at most. The others' calls then fail
// with a message that names it, at most 0.6 of the limit later, and so do all calls after that.

typedef struct {
  /// Where the store of the ranks listens.
  const char *host;
  uint16_t port;
  int32_t rank, size;
  /// What this rank computes on.
  ct_device device;
  /// Seconds, for the coming together as well; the default of all callers is 30.
  double silence_limit;
  /// Whether this rank is to open the store: rank 0, unless the launcher has.
  bool hosts_store;
  /// Sets the keys of this run apart from those of others in the same store.
  const char *prefix;
} ct_group_address;

/// Waits until all ranks are there.
ct_group *ct_group_create(const ct_group_address *address, char **error);
void ct_group_free(ct_group *group);
/// Why collectives of CUDA tensors go through memory of the CPU, in one line; NULL where they do
/// not, or where no rank computes on a CUDA device. The group's own storage.
const char *ct_group_detour(const ct_group *group);
/// Version of the NCCL that is there, as 22809 for 2.28.9; 0 where there is none. One that lacks a
/// function that is needed is a failure.
bool ct_nccl_version(int32_t *version, char **error);
/// Adds up over all ranks, in place, outside of autograd; the same bits on every rank.
bool ct_group_all_reduce_(const ct_group *group, ct_tensor *tensor, char **error);
/// The sum over all ranks, through which gradients flow: that of an operand is the sum of those of
/// all ranks' results. Every rank must run back through it, in the same order.
ct_tensor *ct_group_all_reduce(const ct_group *group, const ct_tensor *tensor, char **error);
/// Overwrites the elements with those of rank `root`, outside of autograd.
bool ct_group_broadcast_(const ct_group *group, ct_tensor *tensor, int32_t root, char **error);
bool ct_group_barrier(const ct_group *group, char **error);

// TorchScript -------------------------------------------------------------------------------------
//
// What is read is code of strangers: it runs while it is read, and may read and write files.

/// Reads a file that `torch.jit.save` wrote, onto a device, for inference.
ct_script *ct_script_load(const char *path, ct_device device, char **error);
void ct_script_free(ct_script *script);
/// The fewest and the most arguments that `forward` takes.
bool ct_script_arity(const ct_script *script, size_t *fewest, size_t *most, char **error);
/// Runs `forward` without gradients. Of the tensors that it gives, alone or in a tuple or list,
/// the one of number `output`, from 0, as float32.
ct_tensor *ct_script_forward(ct_script *script, const ct_tensor *const *inputs, size_t count,
                             size_t output, char **error);
/// A module as a file that `torch.jit.load` reads, bytes `[size]`: `source` holds its methods in
/// TorchScript, `tensors` become its buffers under `names`. `notes` lie in the file as
/// `notes.json`, for `_extra_files`.
ct_tensor *ct_script_compile(const char *source, const char *const *names,
                             const ct_tensor *const *tensors, size_t count, const char *notes,
                             char **error);

#ifdef __cplusplus
}
#endif
#endif
