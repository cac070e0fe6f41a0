// SPDX-License-Identifier: Apache-2.0

// Loops over pixels of eight bits a channel, which the frames of films are: compiled once for each
// width of the processor's vectors, so that they take a fraction of what Swift's take. Both give
// bit for bit what Swift's loops for other samples would.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, full range) of `count` pixels of RGB, 0...1.
void daefuse_luminance_rgb8(const uint8_t *rgb, float *luminance, size_t count);

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
