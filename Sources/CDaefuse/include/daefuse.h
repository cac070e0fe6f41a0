// SPDX-License-Identifier: Apache-2.0

/// daefuse for other languages: fuses pairs of registered images in memory. Four functions:
///
///     daefuse_fuser *fuser = daefuse_open("fast", NULL, NULL, 0);
///     if (!fuser || !daefuse_fuse(fuser, &visible, &infrared, &fused)) puts(daefuse_error());
///     daefuse_close(fuser);
///
/// Threads: every function may be called on any thread, at any time, those of Swift's own pool
/// included; the calling thread is busy until the function returns. A fuser fuses one pair at a
/// time; calls at the same time wait for each other. For pairs side by side open several fusers,
/// and share the CPU threads between them. A process that was forked cannot use fusers that were
/// opened before, nor open others: open the first one after the fork.
///
/// Errors: no argument ends the process, be it null, closed or out of range: the call fails, and
/// `daefuse_error` says why. Only buffers that are smaller than their `daefuse_image` says cannot
/// be found out.
#ifndef DAEFUSE_H
#define DAEFUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A network that was loaded, until `daefuse_close`.
typedef struct daefuse_fuser daefuse_fuser;

/// An image of 8-bit samples, in memory that is the caller's and is used during the call alone.
///
/// Of a radiometric JPEG file (FLIR, DJI) other decoders give the picture of the camera's screen,
/// false colors and a logo: what was measured is written as a gray picture by
/// `daefuse colorize FLIR0123.jpg -o thermal.png --palette white-hot --no-bar`.
typedef struct {
  /// The first row's first sample. Rows go from top to bottom, the samples of a pixel lie side by
  /// side.
  uint8_t *pixels;
  /// Pixels in a row, 16...65535.
  int32_t width;
  /// Rows, 16...65535.
  int32_t height;
  /// Samples of a pixel: 1 is gray, 3 are red, green, blue.
  int32_t channels;
  /// Bytes from the start of one row to that of the next one, `width * channels` or more; 0 stands
  /// for that.
  size_t stride;
} daefuse_image;

/// Loads a network.
///
/// Weights that are shipped lie in `daefuse_FusionModel.resources`, beside the library's file.
///
/// - model: A preset whose weights are shipped, "fast", "video" or "paper", or the path of a
///   .safetensors file; NULL: "fast".
/// - device: "cpu", "cuda", "cuda:N" or "mps"; "auto" or NULL: a GPU where there is one.
/// - precision: "float32" or "bfloat16"; "auto" or NULL: what is faster on this machine.
/// - threads: CPU threads that it uses, 1...1024; 0: one a core.
///
/// Returns NULL on failure. The caller ends what is returned with `daefuse_close`.
daefuse_fuser *daefuse_open(const char *model, const char *device, const char *precision,
                            int32_t threads);

/// Fuses a registered pair, and waits for the result: the pixels that `daefuse fuse` writes with
/// its options as they are.
///
/// - first: The visible image, or the MRI.
/// - second: The infrared image, or CT, PET or SPECT, of the same width and height.
/// - fused: Where the result goes, of the same width and height. With 1 channel it is gray; with 3
///   it has the color of `first`, or of `second` where that alone has color. Bytes between rows
///   stay as they are. It may be one of the two sources.
///
/// Returns false on failure; `fused` is then as it was.
bool daefuse_fuse(daefuse_fuser *fuser, const daefuse_image *first, const daefuse_image *second,
                  const daefuse_image *fused);

/// Ends a fuser: frees its memory, after the last call that fuses by it. NULL and what is closed
/// already are left alone.
void daefuse_close(daefuse_fuser *fuser);

/// Why the last call of `daefuse_open` or `daefuse_fuse` on this thread failed, in one line of
/// UTF-8: what was found and what was wanted; "" where it did not fail, or there was none. The text
/// is the library's, and stays until this thread's next call of either.
const char *daefuse_error(void);

#ifdef __cplusplus
}
#endif

#endif
