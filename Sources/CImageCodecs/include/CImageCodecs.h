// SPDX-License-Identifier: Apache-2.0

/// C interface to the image libraries: libspng, TurboJPEG, libtiff, libwebp and libexif; and to
/// readers of three simple formats.
///
/// Every format has the same functions: read the layout, decode and, where it is written, encode.
/// All work from memory to memory; files are the caller's business. Nothing here prints, and
/// nothing here keeps state between calls, so any function may run on any thread.
///
/// Samples are row-major and interleaved in the machine's byte order, without row padding.
/// Decoders do not apply the orientation: they report it in the layout.
#ifndef C_IMAGE_CODECS_H
#define C_IMAGE_CODECS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __clang__
#pragma clang assume_nonnull begin
#else
#define _Nullable
#endif

/// Bytes that every `message` argument must have room for, the closing zero included.
/// A message is one line without a file name. It says why a function failed or, with `CI_OK`, what
/// is odd about a file that was read all the same; where there is nothing to say it is not touched.
#define CI_MESSAGE_CAPACITY 256

typedef enum ci_status {
  CI_OK = 0,
  /// The bytes are not a whole, valid file of the format.
  CI_DAMAGED = 1,
  /// A valid file of a kind that is not read, such as CMYK or an animation.
  CI_UNSUPPORTED = 2,
  CI_OUT_OF_MEMORY = 3,
  /// The encoder refused the image, such as one too large for the format.
  CI_NOT_ENCODABLE = 4
} ci_status;

typedef enum ci_sample {
  CI_UINT8 = 0,
  CI_UINT16 = 1,
  /// 0...1 nominally.
  CI_FLOAT32 = 2
} ci_sample;

/// What the numbers of a thermal image count.
typedef enum ci_unit {
  CI_UNKNOWN_UNIT = 0,
  CI_CELSIUS = 1,
  CI_KELVIN = 2,
  /// Hundredths of a kelvin.
  CI_CENTIKELVIN = 3
} ci_unit;

/// What one image's samples look like in memory.
typedef struct ci_layout {
  uint32_t width;
  uint32_t height;
  /// 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha (never premultiplied).
  uint32_t channels;
  ci_sample sample;
  /// How the rows are to be turned for display: EXIF's and TIFF's 1...8; 1 as stored.
  uint32_t orientation;
  /// Bytes that decoding takes beside the samples, at most; encoders do not look at it.
  uint64_t working_bytes;
  /// The page that is wanted, counted from 1, which the caller of a layout function sets; 0 stands
  /// for 1. A file with one page has no other.
  uint32_t page;
  /// How many pages the file has.
  uint32_t pages;
  /// What a tag says that the numbers count.
  ci_unit unit;
  /// Whether 0 is white in the file: it has `white` less each color then.
  int is_inverted;
  float white;
} ci_layout;

/// Bytes made by an encoder; give them back with `ci_buffer_release`.
typedef struct ci_buffer {
  uint8_t *_Nullable bytes;
  size_t count;
  void (*_Nullable release)(void *_Nullable bytes);
} ci_buffer;

/// Bytes of one sample: 1, 2 or 4.
size_t ci_sample_byte_count(ci_sample sample);

/// Bytes that the samples of `layout` take, or 0 where that overflows.
size_t ci_layout_byte_count(const ci_layout *layout);

/// Frees an encoder's bytes with the function that their library wants, and empties the buffer.
void ci_buffer_release(ci_buffer *buffer);

// Reading a layout looks at the header only: memory use does not depend on the image's size.
// `bytes` stay the caller's.

ci_status ci_png_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);
ci_status ci_jpeg_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);
ci_status ci_tiff_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);
ci_status ci_webp_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);

/// Windows bitmaps.
ci_status ci_bmp_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);
/// Netpbm's PGM and PPM. 16 bits have the file's own numbers, whatever its greatest one.
ci_status ci_pnm_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);
/// NumPy arrays.
ci_status ci_npy_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message);

/// Bytes that a time takes at most, the closing zero included.
#define CI_TIME_CAPACITY 32

/// When a photograph was taken, as the EXIF data of a JPEG file says: "2026:11:29 08:15:00", and a
/// fraction of a second as further digits behind a point. The file's beginning is enough. Returns 0
/// where it says nothing.
int ci_jpeg_time(const uint8_t *bytes, size_t count, char text[_Nonnull CI_TIME_CAPACITY]);

// Decoding fills `samples`, which the caller owns and which must hold
// `ci_layout_byte_count(layout)` bytes, with `layout` as read from the same bytes.
// On failure the content of `samples` is unspecified.

ci_status ci_png_decode(const uint8_t *bytes, size_t count, const ci_layout *layout, void *samples,
                        char *message);
ci_status ci_jpeg_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message);
ci_status ci_tiff_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message);
ci_status ci_webp_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message);

ci_status ci_bmp_decode(const uint8_t *bytes, size_t count, const ci_layout *layout, void *samples,
                        char *message);
ci_status ci_pnm_decode(const uint8_t *bytes, size_t count, const ci_layout *layout, void *samples,
                        char *message);
ci_status ci_npy_decode(const uint8_t *bytes, size_t count, const ci_layout *layout, void *samples,
                        char *message);

// Encoding reads `samples`, which stay the caller's, and fills `encoded`, which then belongs to
// the caller; on failure `encoded` is left empty. `quality` is 1...100 for a lossy file, and 0 for
// a lossless one where the format can. The layout's orientation is not written.

/// 8 and 16 bits; `quality` is not used.
ci_status ci_png_encode(const void *samples, const ci_layout *layout, int quality,
                        ci_buffer *encoded, char *message);
/// 8 bits without alpha, baseline, no chroma subsampling; `quality` 0 stands for 95.
ci_status ci_jpeg_encode(const void *samples, const ci_layout *layout, int quality,
                         ci_buffer *encoded, char *message);
/// 8 and 16 bits and float, Deflate with a predictor; `quality` is not used.
ci_status ci_tiff_encode(const void *samples, const ci_layout *layout, int quality,
                         ci_buffer *encoded, char *message);
/// 8 bits RGB, with or without alpha; `quality` 0 is lossless.
ci_status ci_webp_encode(const void *samples, const ci_layout *layout, int quality,
                         ci_buffer *encoded, char *message);

#ifdef __clang__
#pragma clang assume_nonnull end
#endif
#ifdef __cplusplus
}
#endif

#endif
