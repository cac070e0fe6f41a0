// SPDX-License-Identifier: Apache-2.0

#include "JPEGSegments.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

/// Slow exact DCT, as libjpeg-turbo's own tools use; a progressive file of very many scans, which
/// takes minutes to decode, is refused.
static const int decoder_flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;

static const char premature_end[] = "Premature end of JPEG file";

/// The library's text of its last failure or warning.
static const char *last_text(tjhandle handle) {
  const char *text = tjGetErrorStr2(handle);
  // "tjDecompress2(): Premature end of JPEG file": the function's name helps no reader.
  const char *colon = strstr(text, "(): ");
  return colon ? colon + 4 : text;
}

static ci_status fail(char *message, ci_status status, tjhandle handle) {
  return ci_fail(message, status, "%s", last_text(handle));
}

static int begins(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

/// Whether a warning is about what costs no pixel, so that every viewer shows the picture: stray
/// bytes between segments, odd scan parameters, unknown versions, no end marker.
static int is_harmless(tjhandle handle) {
  static const char stray[] = " extraneous bytes before marker ";
  static const char *const harmless[] = {
      "Unknown Adobe color transform",
      "Inconsistent progression sequence",
      "Warning: unknown JFIF revision",
      "Invalid SOS parameters for sequential JPEG",
      "Corrupt JPEG data: bad ICC marker",
      premature_end,
  };
  if (tjGetErrorCode(handle) != TJERR_WARNING) return 0;
  const char *text = last_text(handle);
  for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
    if (begins(text, harmless[i])) return 1;
  }
  return begins(text, "Corrupt JPEG data: ") && strstr(text, stray) != NULL;
}

/// Names what is not read, where it is a kind of JPEG that this library is not made for.
static ci_status check_kind(const ci_jpeg_segments *s, const char *text, char *message) {
  if (begins(text, "Unsupported marker type 0xf7")) {
    return ci_fail(message, CI_UNSUPPORTED, "JPEG-LS; wanted an ordinary JPEG");
  }
  if (s->frame && (s->frame & 3) == 3) {
    return ci_fail(message, CI_UNSUPPORTED, "a lossless JPEG; wanted an ordinary one");
  }
  if (!s->frame || s->precision == 8) return CI_OK;
  return ci_fail(message, CI_UNSUPPORTED, "a JPEG of %u bits a sample; wanted 8", s->precision);
}

static ci_status read_header(tjhandle handle, const uint8_t *bytes, size_t count,
                             ci_layout *layout, char *message) {
  const ci_jpeg_segments segments = ci_jpeg_read_segments(bytes, count);
  int width = 0, height = 0, subsampling = -1, color_space = -1;
  const int code = tjDecompressHeader3(handle, bytes, (unsigned long)count, &width, &height,
                                       &subsampling, &color_space);
  // TurboJPEG decodes rare subsamplings that it has no name for, yet reports those as a failure.
  const int only_unnamed = subsampling < 0 && width > 0 && height > 0 && color_space >= 0;
  if (code && !only_unnamed && !is_harmless(handle)) {
    const ci_status status = check_kind(&segments, last_text(handle), message);
    if (status) return status;
    const int is_unsupported = begins(last_text(handle), "Unsupported");
    return fail(message, is_unsupported ? CI_UNSUPPORTED : CI_DAMAGED, handle);
  }
  if (color_space == TJCS_CMYK || color_space == TJCS_YCCK) {
    return ci_fail(message, CI_UNSUPPORTED, "a CMYK JPEG; wanted gray or RGB");
  }
  *layout = (ci_layout){.width = (uint32_t)width,
                        .height = (uint32_t)height,
                        .channels = color_space == TJCS_GRAY ? 1 : 3,
                        .sample = CI_UINT8,
                        .orientation = segments.orientation};
  // A progressive file's coefficients are all kept, two bytes each, to whole blocks.
  layout->working_bytes = ((uint64_t)layout->width + 16) * ((uint64_t)layout->height + 16) * 2 *
                          layout->channels;
  // An odd file is copied to be mended.
  if (segments.is_odd || segments.ends_in_zero) layout->working_bytes += count + 2;
  return CI_OK;
}

ci_status ci_jpeg_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  tjhandle handle = tjInitDecompress();
  if (!handle) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  const ci_status status = read_header(handle, bytes, count, layout, message);
  tjDestroy(handle);
  return status;
}

/// One attempt. An image larger than the size named would be scaled down: `samples` never
/// overflows.
static int decompress(tjhandle handle, const uint8_t *bytes, size_t count, const ci_layout *layout,
                      void *samples, int flags) {
  const int format = layout->channels == 1 ? TJPF_GRAY : TJPF_RGB;
  return tjDecompress2(handle, bytes, (unsigned long)count, samples, (int)layout->width, 0,
                       (int)layout->height, format, decoder_flags | flags);
}

/// Decodes a copy without what is odd, so that stray bytes and a missing end marker are told from
/// missing pixels: the library reports the first thing alone.
static ci_status decode_sound(tjhandle handle, const uint8_t *bytes, size_t count,
                              const ci_layout *layout, void *samples, char *message) {
  uint8_t *sound = malloc(count + 2);
  if (!sound) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  const size_t used = ci_jpeg_copy_sound(bytes, count, sound);
  ci_status status = CI_OK;
  if (decompress(handle, sound, used, layout, samples, TJFLAG_STOPONWARNING)) {
    // What is left of harmless oddities, such as an unknown version, cannot be mended.
    if (!is_harmless(handle) || begins(last_text(handle), premature_end)) {
      status = fail(message, CI_DAMAGED, handle);
    } else if (decompress(handle, sound, used, layout, samples, 0) && !is_harmless(handle)) {
      status = fail(message, CI_DAMAGED, handle);
    }
  }
  free(sound);
  return status;
}

/// Whether a file that was decoded is whole without the 0 before its end marker, too: a few stray
/// bytes there are read ahead by the library, which says nothing of them. Rows decoded once more
/// are the same.
static int has_stray_end(tjhandle handle, const uint8_t *bytes, size_t count,
                         const ci_layout *layout, void *samples) {
  if (!ci_jpeg_read_segments(bytes, count).ends_in_zero) return 0;
  uint8_t *shorter = malloc(count + 2);
  if (!shorter) return 0;
  const size_t used = ci_jpeg_copy_sound(bytes, count, shorter);
  memmove(shorter + used - 3, shorter + used - 2, 2);
  const int is_whole =
      !decompress(handle, shorter, used - 1, layout, samples, TJFLAG_STOPONWARNING);
  free(shorter);
  return is_whole;
}

ci_status ci_jpeg_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message) {
  tjhandle handle = tjInitDecompress();
  if (!handle) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  ci_status status = CI_OK;
  if (decompress(handle, bytes, count, layout, samples, TJFLAG_STOPONWARNING)) {
    if (is_harmless(handle)) {
      char warning[CI_MESSAGE_CAPACITY];
      const char *text = last_text(handle);
      ci_fail(warning, CI_OK, "%s", begins(text, premature_end) ? "no end marker" : text);
      status = decode_sound(handle, bytes, count, layout, samples, message);
      if (!status) memcpy(message, warning, sizeof warning);
    } else {
      status = fail(message, CI_DAMAGED, handle);
    }
  } else if (has_stray_end(handle, bytes, count, layout, samples)) {
    ci_fail(message, CI_OK, "stray bytes before the end marker");
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
