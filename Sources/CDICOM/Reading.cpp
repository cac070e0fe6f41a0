// SPDX-License-Identifier: Apache-2.0
#include "CDICOM.h"

#ifdef DAEFUSE_GDCM

#include <gdcmImageReader.h>
#include <gdcmSequenceOfItems.h>
#include <gdcmTrace.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <streambuf>

namespace {

// Bytes in memory as a stream that can be sought in.
class MemoryBuffer : public std::streambuf {
 public:
  MemoryBuffer(const uint8_t *bytes, size_t count) {
    char *first = const_cast<char *>(reinterpret_cast<const char *>(bytes));
    setg(first, first, first + count);
  }

 protected:
  pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override {
    const off_type start = from == std::ios_base::beg   ? 0
                           : from == std::ios_base::cur ? gptr() - eback()
                                                        : egptr() - eback();
    const off_type place = start + offset;
    if (place < 0 || place > egptr() - eback()) return pos_type(off_type(-1));
    setg(eback(), eback() + place, egptr());
    return pos_type(place);
  }

  pos_type seekpos(pos_type place, std::ios_base::openmode mode) override {
    return seekoff(off_type(place), std::ios_base::beg, mode);
  }
};

gdcm::Tag tag_of(uint32_t tag) { return gdcm::Tag(tag >> 16, tag & 0xffff); }

cd_status fail(char *message, cd_status status, const char *text) {
  std::snprintf(message, CD_MESSAGE_CAPACITY, "%s", text);
  return status;
}

// Runs `body`; no exception of C++ leaves it.
template <typename Body>
cd_status guarded(char *message, Body body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc &) {
    return fail(message, CD_OUT_OF_MEMORY, "memory ran out");
  } catch (const std::exception &error) {
    return fail(message, CD_DAMAGED, error.what());
  } catch (...) {
    return fail(message, CD_DAMAGED, "GDCM gave no reason");
  }
}

void silence() {
  static std::once_flag once;
  std::call_once(once, [] {
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
    gdcm::Trace::DebugOff();
  });
}

}  // namespace

namespace {

using Items = gdcm::SmartPointer<gdcm::SequenceOfItems>;

// Looks for what GDCM takes for granted, and ends the process where it is missing.
class CheckedReader : public gdcm::ImageReader {
 public:
  bool lacks_place = false;

 protected:
  bool ReadImage(gdcm::MediaStorage const &storage) override {
    lacks_place = storage == gdcm::MediaStorage::NuclearMedicineImageStorage && !has_place();
    return !lacks_place && gdcm::ImageReader::ReadImage(storage);
  }

 private:
  // Whether the first detector, where there is one, says where it is.
  bool has_place() const {
    const gdcm::DataSet &set = GetFile().GetDataSet();
    const gdcm::Tag detectors(0x0054, 0x0022), position(0x0020, 0x0032);
    if (!set.FindDataElement(detectors)) return true;
    const Items items = set.GetDataElement(detectors).GetValueAsSQ();
    if (!items || items->GetNumberOfItems() == 0) return true;
    return items->GetItem(1).GetNestedDataSet().FindDataElement(position);
  }
};

}  // namespace

struct cd_file {
  CheckedReader reader;
  bool has_image = false;
  // Sequences as they were parsed: GDCM keeps some as bytes, and would parse those anew each time.
  mutable std::map<const gdcm::DataElement *, Items> parsed;
};

namespace {

// The items of a sequence in a data set; null where it has none.
Items items_of(const cd_file *file, const gdcm::DataSet &set, uint32_t tag) {
  if (!set.FindDataElement(tag_of(tag))) return nullptr;
  const gdcm::DataElement &element = set.GetDataElement(tag_of(tag));
  const auto known = file->parsed.find(&element);
  if (known != file->parsed.end()) return known->second;
  return file->parsed[&element] = element.GetValueAsSQ();
}

// The data set that a path of items leads to; null where it leads nowhere.
const gdcm::DataSet *data_set(const cd_file *file, const cd_step *path, size_t depth) {
  const gdcm::DataSet *set = &file->reader.GetFile().GetDataSet();
  for (size_t level = 0; level < depth; level++) {
    Items items = items_of(file, *set, path[level].tag);
    if (!items || path[level].item >= items->GetNumberOfItems()) return nullptr;
    set = &items->GetItem(path[level].item + 1).GetNestedDataSet();
  }
  return set;
}

bool sample_of(gdcm::PixelFormat::ScalarType type, cd_sample *sample) {
  switch (type) {
    case gdcm::PixelFormat::UINT8: *sample = CD_UINT8; return true;
    case gdcm::PixelFormat::INT8: *sample = CD_INT8; return true;
    // Twelve bits lie in sixteen.
    case gdcm::PixelFormat::UINT12:
    case gdcm::PixelFormat::UINT16: *sample = CD_UINT16; return true;
    case gdcm::PixelFormat::INT12:
    case gdcm::PixelFormat::INT16: *sample = CD_INT16; return true;
    case gdcm::PixelFormat::UINT32: *sample = CD_UINT32; return true;
    case gdcm::PixelFormat::INT32: *sample = CD_INT32; return true;
    case gdcm::PixelFormat::FLOAT32: *sample = CD_FLOAT32; return true;
    case gdcm::PixelFormat::FLOAT64: *sample = CD_FLOAT64; return true;
    default: return false;
  }
}

}  // namespace

int cd_is_available(void) { return 1; }

cd_status cd_open(const uint8_t *bytes, size_t count, cd_file **file, char *message) {
  *file = nullptr;
  return guarded(message, [&] {
    silence();
    MemoryBuffer buffer(bytes, count);
    std::istream stream(&buffer);
    auto opened = std::make_unique<cd_file>();
    opened->reader.SetStream(stream);
    opened->has_image = opened->reader.Read();
    if (!opened->has_image && opened->reader.GetFile().GetDataSet().IsEmpty())
      return fail(message, CD_DAMAGED, "GDCM cannot read it");
    *file = opened.release();
    return CD_OK;
  });
}

void cd_close(cd_file *file) { delete file; }

ptrdiff_t cd_copy_value(
  const cd_file *file, const cd_step *path, size_t depth, uint32_t tag, uint8_t *target,
  size_t capacity) {
  char message[CD_MESSAGE_CAPACITY];
  ptrdiff_t count = -1;
  guarded(message, [&] {
    const gdcm::DataSet *set = tag >> 16 == 2 ? &file->reader.GetFile().GetHeader()
                                              : data_set(file, path, depth);
    if (!set || !set->FindDataElement(tag_of(tag))) return CD_OK;
    const gdcm::ByteValue *found = set->GetDataElement(tag_of(tag)).GetByteValue();
    if (!found) return CD_OK;
    count = found->GetLength();
    if (found->GetPointer() && capacity > 0)
      std::memcpy(target, found->GetPointer(), std::min<size_t>(count, capacity));
    return CD_OK;
  });
  return count;
}

size_t cd_item_count(const cd_file *file, const cd_step *path, size_t depth, uint32_t tag) {
  char message[CD_MESSAGE_CAPACITY];
  size_t count = 0;
  guarded(message, [&] {
    const gdcm::DataSet *set = data_set(file, path, depth);
    Items found = set ? items_of(file, *set, tag) : nullptr;
    if (found) count = found->GetNumberOfItems();
    return CD_OK;
  });
  return count;
}

cd_status cd_read_layout(const cd_file *file, cd_layout *layout, char *message) {
  return guarded(message, [&] {
    if (file->reader.lacks_place)
      return fail(
        message, CD_UNPLACED,
        "position or orientation with the detector is missing: nothing says where its slices lie "
        "in the patient");
    if (!file->has_image) return fail(message, CD_UNSUPPORTED, "no image that GDCM reads");
    const gdcm::Image &image = file->reader.GetImage();
    const gdcm::PixelFormat &format = image.GetPixelFormat();
    layout->columns = image.GetDimension(0);
    layout->rows = image.GetDimension(1);
    layout->frames = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1;
    layout->samples = format.GetSamplesPerPixel();
    if (!sample_of(format.GetScalarType(), &layout->sample))
      return fail(message, CD_UNSUPPORTED, format.GetScalarTypeAsString());
    return CD_OK;
  });
}

cd_status cd_decode(const cd_file *file, uint8_t *target, size_t count, char *message) {
  return guarded(message, [&] {
    const gdcm::Image &image = file->reader.GetImage();
    if (image.GetBufferLength() != count)
      return fail(message, CD_DAMAGED, "its pixels are not as many as its header says");
    if (!image.GetBuffer(reinterpret_cast<char *>(target)))
      return fail(message, CD_DAMAGED, "its pixels cannot be decoded");
    return CD_OK;
  });
}

#endif
