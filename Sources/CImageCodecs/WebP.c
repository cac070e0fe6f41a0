// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

static ci_status fail(char *message, VP8StatusCode code) {
  switch (code) {
  case VP8_STATUS_OUT_OF_MEMORY:
    return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  case VP8_STATUS_UNSUPPORTED_FEATURE:
    return ci_fail(message, CI_UNSUPPORTED, "a WebP file of an unsupported kind");
  case VP8_STATUS_SUSPENDED:
  case VP8_STATUS_NOT_ENOUGH_DATA:
    return ci_fail(message, CI_DAMAGED, "the file ends early");
  default:
    return ci_fail(message, CI_DAMAGED, "invalid WebP data");
  }
}

/// The orientation in the file's EXIF chunk, which may come after the pixels; 1 where none is.
static uint32_t orientation(const uint8_t *bytes, size_t count) {
  const WebPData data = {.bytes = bytes, .size = count};
  WebPDemuxer *demuxer = WebPDemux(&data);
  if (!demuxer) return 1;
  uint32_t result = 1;
  WebPChunkIterator chunk;
  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk)) {
    result = ci_exif_orientation_of_block(chunk.chunk.bytes, chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
  }
  WebPDemuxDelete(demuxer);
  return result;
}

ci_status ci_webp_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  WebPBitstreamFeatures features;
  const VP8StatusCode code = WebPGetFeatures(bytes, count, &features);
  if (code != VP8_STATUS_OK) return fail(message, code);
  if (features.has_animation) {
    return ci_fail(message, CI_UNSUPPORTED, "an animated WebP; wanted a still image");
  }
  *layout = (ci_layout){.width = (uint32_t)features.width,
                        .height = (uint32_t)features.height,
                        .channels = features.has_alpha ? 4 : 3,
                        .sample = CI_UINT8,
                        .orientation = orientation(bytes, count)};
  // A lossless file's pixels as ARGB, and alpha.
  layout->working_bytes = 5 * (uint64_t)layout->width * layout->height;
  return CI_OK;
}

ci_status ci_webp_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message) {
  WebPDecoderConfig configuration;
  if (!WebPInitDecoderConfig(&configuration)) {
    return ci_fail(message, CI_UNSUPPORTED, "libwebp has another version than its header");
  }
  configuration.output.colorspace = layout->channels == 4 ? MODE_RGBA : MODE_RGB;
  configuration.output.is_external_memory = 1;
  configuration.output.u.RGBA.rgba = samples;
  configuration.output.u.RGBA.stride = (int)(layout->width * layout->channels);
  configuration.output.u.RGBA.size = ci_layout_byte_count(layout);
  const VP8StatusCode code = WebPDecode(bytes, count, &configuration);
  WebPFreeDecBuffer(&configuration.output);
  return code == VP8_STATUS_OK ? CI_OK : fail(message, code);
}

/// Sets lossless coding for quality 0, lossy otherwise; false where the libraries do not match.
static int configure(WebPConfig *configuration, int quality) {
  if (!WebPConfigInit(configuration)) return 0;
  if (quality) {
    configuration->quality = (float)quality;
    return 1;
  }
  configuration->exact = 1;  // keep the colors under fully transparent pixels
  return WebPConfigLosslessPreset(configuration, 1);
}

static int import(WebPPicture *picture, const void *samples, const ci_layout *layout) {
  picture->width = (int)layout->width;
  picture->height = (int)layout->height;
  const int stride = (int)(layout->width * layout->channels);
  return layout->channels == 4 ? WebPPictureImportRGBA(picture, samples, stride)
                               : WebPPictureImportRGB(picture, samples, stride);
}

ci_status ci_webp_encode(const void *samples, const ci_layout *layout, int quality,
                         ci_buffer *encoded, char *message) {
  *encoded = (ci_buffer){0};
  if (layout->sample != CI_UINT8 || layout->channels < 3) {
    return ci_fail(message, CI_NOT_ENCODABLE, "WebP holds 8-bit RGB");
  }
  if (layout->width > WEBP_MAX_DIMENSION || layout->height > WEBP_MAX_DIMENSION) {
    return ci_fail(message, CI_NOT_ENCODABLE, "%ux%u is too large for WebP (%d at most)",
                   layout->width, layout->height, WEBP_MAX_DIMENSION);
  }
  WebPConfig configuration;
  WebPPicture picture;
  if (!configure(&configuration, quality) || !WebPPictureInit(&picture)) {
    return ci_fail(message, CI_NOT_ENCODABLE, "libwebp has another version than its header");
  }
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  picture.use_argb = quality == 0;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  const int done = import(&picture, samples, layout) && WebPEncode(&configuration, &picture);
  const WebPEncodingError code = picture.error_code;
  WebPPictureFree(&picture);
  *encoded = (ci_buffer){.bytes = writer.mem, .count = writer.size, .release = WebPFree};
  if (done) return CI_OK;
  ci_buffer_release(encoded);
  return code == VP8_ENC_ERROR_OUT_OF_MEMORY || code == VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY
             ? ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory")
             : ci_fail(message, CI_NOT_ENCODABLE, "libwebp's error %u", code);
}
