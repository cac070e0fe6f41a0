// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Image {
  /// Where the file itself says that nothing was seen: alpha is 0, a float sample is not-a-number
  /// or infinite, or all samples are one of the `noData` values, in the file's own units. Nil where
  /// it says so nowhere.
  func statedMask(noData: [Double] = [], _ memory: FrameMemory? = nil) -> ValidityMask? {
    let mask = ValidityMask.union(
      alpha.map { memory?.mask($0) ?? ValidityMask(alpha: $0) },
      .union(unknownMask, noData.isEmpty ? nil : self.mask(of: noData)))
    return mask.flatMap { $0.isInvalid.contains(true) ? $0 : nil }
  }

  /// This image with not-a-number at the pixels of a mask, where its samples are floats: as
  /// brightness they are 0 then, and not what stands for missing data.
  func blanked(_ mask: ValidityMask?) -> Image {
    guard let mask, case .float(let values) = samples else { return self }
    let channels = colorModel.channelCount
    let known = values.enumerated().map { mask.isInvalid[$0 / channels] ? .nan : $1 }
    return Image(size: size, colorModel: colorModel, samples: .float(known), alpha: alpha)
  }

  /// Where a float sample is no number that could be shown.
  private var unknownMask: ValidityMask? {
    guard case .float(let values) = samples, values.contains(where: { !$0.isFinite }) else {
      return nil
    }
    var isInvalid = [Bool](repeating: false, count: size.pixelCount)
    let channels = colorModel.channelCount
    for (index, value) in values.enumerated() where !value.isFinite {
      isInvalid[index / channels] = true
    }
    return ValidityMask(size: size, isInvalid: isInvalid)
  }

  /// Where all samples of a pixel are one of the values.
  private func mask(of noData: [Double]) -> ValidityMask {
    let (wanted, numbers) = (noData.map(Float.init), numbers)
    let channels = colorModel.channelCount
    return ValidityMask(
      size: size,
      isInvalid: (0..<size.pixelCount).map { pixel in
        let samples = numbers[pixel * channels..<(pixel + 1) * channels]
        return wanted.contains { value in samples.allSatisfy { $0 == value } }
      })
  }

  /// The samples in the file's own units.
  private var numbers: [Float] {
    let numbers =
      switch samples {
      case .uint8(let values): values.map(Float.init)
      case .uint16(let values): values.map(Float.init)
      case .float(let values): values
      }
    return notes.inversion.map { white in numbers.map { white - $0 } } ?? numbers
  }
}
