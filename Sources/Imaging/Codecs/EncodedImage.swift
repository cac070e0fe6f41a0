// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// The bytes of an image file of a known format.
struct EncodedImage {
  let bytes: [UInt8]
  let format: StoredFormat
  let path: String

  /// The picture.
  ///
  /// - Throws: ``ImagingError`` where it cannot be read, or costs more than the policy allows.
  func decoded(_ policy: ImageDecodingPolicy) throws(ImagingError) -> Image {
    let (layout, oddity) = try checkedLayout(policy)
    var image =
      switch layout.sample {
      case CI_UINT16: try ordered(decoded(UInt16.self, layout), policy.byteOrder)
      case CI_FLOAT32: try decoded(Float.self, layout)
      default: try decoded(UInt8.self, layout)
      }
    image.notes.warnings.insert(contentsOf: [oddity].compactMap(\.self), at: 0)
    image.notes.unit = TemperatureUnit(layout.unit)
    image.notes.inversion = layout.is_inverted == 0 ? nil : layout.white
    return image
  }

  /// What the header says, and what is odd about it.
  ///
  /// - Throws: ``ImagingError`` where it cannot be read, or names more than the policy allows.
  func checkedLayout(
    _ policy: ImageDecodingPolicy
  ) throws(ImagingError) -> (layout: ci_layout, oddity: String?) {
    var layout = ci_layout()
    layout.page = UInt32(clamping: policy.page ?? 0)
    let oddity = try bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
      guard let start = buffer.baseAddress else { return nil as String? }
      return try callCodec(path: path) {
        Decoder(format).readLayout(start, buffer.count, &layout, $0)
      }
    }
    // A JPEG has no size before its frame's header.
    if format == .jpeg, layout.width == 0 {
      throw ImagingError(.damaged, path: path, "damaged: the file ends early")
    }
    if policy.ignoresOrientation { layout.orientation = Orientation.normal.rawValue }
    try policy.check(layout, fileByteCount: bytes.count, path: path)
    return (layout, oddity)
  }

  /// A picture of 16 bits with its bytes in the right order.
  private func ordered(_ image: Image, _ order: ByteOrder) -> Image {
    guard case .uint16(let values) = image.samples, order != .stored else { return image }
    let isFound =
      order == .recognized && format == .png && image.colorModel == .gray
      && areSwapped(values, width: image.size.width)
    guard order == .swapped || isFound else { return image }
    var swapped = Image(
      size: image.size, colorModel: image.colorModel, samples: .uint16(values.map(\.byteSwapped)),
      alpha: image.alpha.map(swapped))
    swapped.notes = image.notes
    if isFound {
      swapped.notes.warnings.append("its bytes are in the wrong order; they are swapped")
    }
    return swapped
  }

  /// Alpha of 16 bits with its bytes in the other order.
  private func swapped(_ alpha: Plane) -> Plane {
    Plane(size: alpha.size, values: alpha.values.map { UInt16(unit: $0).byteSwapped.unit })
  }

  /// No copy lives longer than it is needed: `ImageDecodingPolicy` counts on that.
  private func decoded<S: Sample>(
    _ type: S.Type, _ layout: ci_layout
  ) throws(ImagingError) -> Image {
    let stored = ImageSize(width: Int(layout.width), height: Int(layout.height))
    let orientation = Orientation(rawValue: layout.orientation) ?? .normal
    var values: [S]
    let damage: String?
    (values, damage) = try samples(layout)
    if orientation != .normal {
      values = orientation.apply(to: values, size: stored, channels: Int(layout.channels))
    }
    var image = Image(
      size: orientation.displayed(stored), interleaved: consume values,
      channels: Int(layout.channels))
    image.notes.warnings = [damage.map { "damaged, but read: \($0)" }].compactMap(\.self)
    return image
  }

  private func samples<S: Sample>(_ layout: ci_layout) throws(ImagingError) -> ([S], String?) {
    let count = Int(layout.width) * Int(layout.height) * Int(layout.channels)
    var result: Result<String?, ImagingError> = .success(nil)
    let values = [S](unsafeUninitializedCapacity: count) { samples, initialized in
      result = fill(samples, layout)
      if case .success = result { initialized = count }
    }
    return (values, try result.get())
  }

  private func fill<S: Sample>(
    _ samples: UnsafeMutableBufferPointer<S>, _ layout: ci_layout
  ) -> Result<String?, ImagingError> {
    bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(ImagingError) in
        guard let start = buffer.baseAddress, let target = samples.baseAddress else { return nil }
        return try callCodec(path: path) { message in
          withUnsafePointer(to: layout) {
            Decoder(format).decode(start, buffer.count, $0, target, message)
          }
        }
      }
    }
  }
}

extension TemperatureUnit {
  fileprivate init?(_ unit: ci_unit) {
    switch unit {
    case CI_CELSIUS: self = .celsius
    case CI_KELVIN: self = .kelvin
    case CI_CENTIKELVIN: self = .centikelvin
    default: return nil
    }
  }
}
