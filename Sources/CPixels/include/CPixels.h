// SPDX-License-Identifier: Apache-2.0

// Loops over pixels that take most of the time of films and of alignment: compiled once for each
// width of the processor's vectors, so that they take a fraction of what Swift's take. All give bit
// for bit what the same loops in Swift would.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, full range) of `count` pixels of RGB, 0...1.
void daefuse_luminance_rgb8(const uint8_t *rgb, float *luminance, size_t count);

/// The four by four pixels of an image that a pixel of a warped one is made of.
struct daefuse_place {
  /// The first of them, row by row; below 0: there are none.
  int32_t first;
  /// How far the place lies right of the second column, 0 to 1.
  float right;
  /// How far it lies below the second row.
  float down;
};

/// Bicubic sums around `count` places of an image of 1 or 3 channels, rounded half up and clamped;
/// 0 where there is no place. One sample beyond a place's last pixel is read.
void daefuse_warp_bytes(const uint8_t *image, size_t width, size_t channels,
                        const struct daefuse_place *places, uint8_t *result, size_t count);
/// The same with 16 bits.
void daefuse_warp_words(const uint16_t *image, size_t width, size_t channels,
                        const struct daefuse_place *places, uint16_t *result, size_t count);
/// The same, neither rounded nor clamped.
void daefuse_warp_floats(const float *image, size_t width, size_t channels,
                         const struct daefuse_place *places, float *result, size_t count);

/// What chroma may do when it follows luminance.
struct daefuse_following {
  /// The squared luminance below which chroma follows less and less.
  float squared_floor;
  /// The most that chroma grows by.
  float largest_gain;
  /// How far beyond 0...1 red, green and blue may come out by rounding.
  float rounding;
};

/// `count` pixels of RGB with another luminance, 0...1: chroma grows and falls with it as
/// `Image.init(luminance:chroma:of:depth:)` documents.
///
/// `source` is the luminance of `rgb`.
void daefuse_follow_rgb8(const uint8_t *rgb, const float *source, const float *luminance,
                         uint8_t *result, size_t count, struct daefuse_following rule);

/// Convolution with a symmetric kernel along rows, then along columns; the picture is mirrored at
/// its borders, the outermost pixels not repeated.
///
/// `values` and `result` have `channels` numbers a pixel, row by row. `weights` are that of the
/// middle, then `reach` to either side. `scratch` has room for the picture and for a row with
/// `reach` pixels more at either end.
void daefuse_blur(const float *values, float *result, float *scratch, size_t width, size_t height,
                  size_t channels, const float *weights, size_t reach);

/// |across[d] dx + down[d] dy| in eight directions d for each of `count` slopes (dx, dy).
void daefuse_edges(const float *slopes, const float *across, const float *down, float *edges,
                   size_t count);

/// Subtracts from the eight values of each of `count` pixels the least of them; `squares` become
/// the sums of their squares.
void daefuse_subtract_least(float *values, float *squares, size_t count);
