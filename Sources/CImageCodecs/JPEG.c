// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <limits.h>
#include <string.h>
#include <turbojpeg.h>

/// Slow exact DCT, as libjpeg-turbo's own tools use; a warning (such as missing data) is an error;
/// a progressive file of very many scans, which takes minutes to decode, is refused.
static const int decoder_flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;

static ci_status fail(char *message, ci_status status, tjhandle handle) {
  const char *text = tjGetErrorStr2(handle);
  // "tjDecompress2(): Premature end of JPEG file": the function's name helps no reader.
  const char *colon = strstr(text, "(): ");
  return ci_fail(message, status, "%s", colon ? colon + 4 : text);
}

static ci_status read_header(tjhandle handle, const uint8_t *bytes, size_t count,
                             ci_layout *layout, char *message) {
  int width = 0, height = 0, subsampling = -1, color_space = -1;
  const int code = tjDecompressHeader3(handle, bytes, (unsigned long)count, &width, &height,
                                       &subsampling, &color_space);
  // TurboJPEG decodes rare subsamplings that it has no name for, yet reports those as a failure.
  const int only_unnamed = subsampling < 0 && width > 0 && height > 0 && color_space >= 0;
  if (code && !only_unnamed) return fail(message, CI_DAMAGED, handle);
  if (color_space == TJCS_CMYK || color_space == TJCS_YCCK) {
    return ci_fail(message, CI_UNSUPPORTED, "a CMYK JPEG; wanted gray or RGB");
  }
  *layout = (ci_layout){.width = (uint32_t)width,
                        .height = (uint32_t)height,
                        .channels = color_space == TJCS_GRAY ? 1 : 3,
                        .sample = CI_UINT8,
                        .orientation = ci_exif_orientation(bytes, count)};
  // A progressive file's coefficients are all kept, two bytes each, to whole blocks.
  layout->working_bytes = ((uint64_t)layout->width + 16) * ((uint64_t)layout->height + 16) * 2 *
                          layout->channels;
  return CI_OK;
}

ci_status ci_jpeg_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  tjhandle handle = tjInitDecompress();
  if (!handle) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  const ci_status status = read_header(handle, bytes, count, layout, message);
  tjDestroy(handle);
  return status;
}

ci_status ci_jpeg_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message) {
  tjhandle handle = tjInitDecompress();
  if (!handle) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  ci_status status = CI_OK;
  const int format = layout->channels == 1 ? TJPF_GRAY : TJPF_RGB;
  // An image larger than the size named would be scaled down: `samples` never overflows.
  if (tjDecompress2(handle, bytes, (unsigned long)count, samples, (int)layout->width, 0,
                    (int)layout->height, format, decoder_flags)) {
    status = fail(message, CI_DAMAGED, handle);
  }
  tjDestroy(handle);
  return status;
}

static void release(void *bytes) { tjFree(bytes); }

ci_status ci_jpeg_encode(const void *samples, const ci_layout *layout, int quality,
                         ci_buffer *encoded, char *message) {
  *encoded = (ci_buffer){0};
  const int gray = layout->channels == 1;
  if (layout->sample != CI_UINT8 || !(gray || layout->channels == 3)) {
    return ci_fail(message, CI_NOT_ENCODABLE, "JPEG holds 8 bits, gray or RGB");
  }
  if (layout->width > 65500 || layout->height > 65500) {
    return ci_fail(message, CI_NOT_ENCODABLE, "%ux%u is too large for JPEG (65500 at most)",
                   layout->width, layout->height);
  }
  tjhandle handle = tjInitCompress();
  if (!handle) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  unsigned long size = 0;
  ci_status status = CI_OK;
  if (tjCompress2(handle, samples, (int)layout->width, 0, (int)layout->height,
                  gray ? TJPF_GRAY : TJPF_RGB, &encoded->bytes, &size,
                  gray ? TJSAMP_GRAY : TJSAMP_444, quality ? quality : 95, TJFLAG_ACCURATEDCT)) {
    status = fail(message, CI_NOT_ENCODABLE, handle);
  }
  tjDestroy(handle);
  encoded->count = size;
  encoded->release = release;
  if (status) ci_buffer_release(encoded);
  return status;
}
