// SPDX-License-Identifier: Apache-2.0

/// C interface to GDCM, which reads DICOM files: the values of elements, and pixels.
///
/// All work from memory to memory. Nothing here prints or keeps state between calls: any thread may
/// use a file, one at a time. GDCM walks nested sequences by recursion and makes room for whatever
/// length an element says, so the caller checks both before.
#ifndef CDICOM_H
#define CDICOM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __clang__
#pragma clang assume_nonnull begin
#else
#define _Nullable
#define _Nonnull
#endif

/// Bytes that every `message` argument must have room for, the closing zero included. A message is
/// one line without a file name that says why a function failed.
#define CD_MESSAGE_CAPACITY 256

typedef enum cd_status {
  CD_OK = 0,
  /// The bytes are not a whole, valid file.
  CD_DAMAGED = 1,
  /// A valid file of a kind that is not read, such as one without an image.
  CD_UNSUPPORTED = 2,
  CD_OUT_OF_MEMORY = 3,
  /// Built without GDCM.
  CD_UNAVAILABLE = 4,
  /// A file of nuclear medicine that does not say where its first detector is, as it has to.
  CD_UNPLACED = 5
} cd_status;

typedef enum cd_sample {
  CD_UINT8 = 0,
  CD_INT8 = 1,
  CD_UINT16 = 2,
  CD_INT16 = 3,
  CD_UINT32 = 4,
  CD_INT32 = 5,
  CD_FLOAT32 = 6,
  CD_FLOAT64 = 7
} cd_sample;

/// A file that was read, pixels not yet decoded.
typedef struct cd_file cd_file;

/// An item of a sequence: group and element of the sequence as 0xggggeeee, and which item of it,
/// counted from 0.
typedef struct cd_step {
  uint32_t tag;
  uint32_t item;
} cd_step;

/// What the decoded pixels look like: frame by frame, row by row, in the machine's byte order.
typedef struct cd_layout {
  uint32_t columns;
  uint32_t rows;
  uint32_t frames;
  /// 1 gray, 3 colors.
  uint32_t samples;
  cd_sample sample;
} cd_layout;

/// Whether GDCM was there at the build; where it was not, `cd_open` fails with `CD_UNAVAILABLE`.
int cd_is_available(void);

/// Whether this is a build with a sanitizer whose shadow takes terabytes of addresses, so that a
/// limit of those would leave none.
int cd_wants_address_space(void);

/// Reads a file. `bytes` stay the caller's, and are not needed afterwards.
cd_status cd_open(
  const uint8_t *bytes, size_t count, cd_file *_Nullable *_Nonnull file, char *message);

void cd_close(cd_file *_Nullable file);

/// Copies the bytes of an element's value, in the machine's byte order, as far as `capacity` goes;
/// the element is within `depth` nested items, the outermost first, or, of group 0002, in the
/// file's head. Returns how many bytes the value has; -1 where there is none or where it is a
/// sequence.
ptrdiff_t cd_copy_value(
  const cd_file *file, const cd_step *_Nullable path, size_t depth, uint32_t tag,
  uint8_t *_Nullable target, size_t capacity);

/// How many items a sequence has; 0 where there is none.
size_t cd_item_count(
  const cd_file *file, const cd_step *_Nullable path, size_t depth, uint32_t tag);

/// Says what the pixels look like without decoding them.
cd_status cd_read_layout(const cd_file *file, cd_layout *layout, char *message);

/// Decodes all pixels, without any rescaling, into `count` bytes: as many as the layout says.
cd_status cd_decode(const cd_file *file, uint8_t *target, size_t count, char *message);

#ifdef __clang__
#pragma clang assume_nonnull end
#endif
#ifdef __cplusplus
}
#endif
#endif
