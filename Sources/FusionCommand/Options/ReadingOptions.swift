// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Imaging

/// How large an image may be that is read.
struct ReadingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Most pixels of an image that is read, a guard against files that unfold to more than there "
        + "is memory for.", valueName: "count"))
  var maxPixels = ImageDecodingPolicy.standard.maximumPixelCount

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The page of TIFF files with several, counted from 1.", valueName: "number"))
  var page: Int?

  @Option(
    help: ArgumentHelp(
      "Swap the bytes of 16-bit samples; auto: of gray PNG files that are far smoother then."))
  var swapBytes = ByteOrder.recognized

  @Flag(
    help: """
      Of radiometric files (FLIR, DJI) take the picture that the camera's screen showed, not what \
      was measured.
      """)
  var screenPicture = false

  func validate() throws {
    guard (page ?? 1) > 0 else {
      throw ValidationError("--page is \(page ?? 0); 1 or more is wanted")
    }
    guard (1...Self.limit).contains(maxPixels) else {
      throw ValidationError("--max-pixels is \(maxPixels); 1 to \(Self.limit) is wanted")
    }
  }

  /// The options that are not at their defaults.
  var changed: [String] {
    [
      ("--max-pixels", maxPixels != ImageDecodingPolicy.standard.maximumPixelCount),
      ("--page", page != nil), ("--swap-bytes", swapBytes != .recognized),
      ("--screen-picture", screenPicture),
    ].filter(\.1).map(\.0)
  }

  /// The limits as the library takes them. Where more pixels than usual are allowed, memory is
  /// allowed in proportion.
  var policy: ImageDecodingPolicy {
    let standard = ImageDecodingPolicy.standard
    let share = max(1, Double(maxPixels) / Double(standard.maximumPixelCount))
    var policy = ImageDecodingPolicy(
      maximumByteCount: Int(share * Double(standard.maximumByteCount)),
      maximumPixelCount: maxPixels, page: page)
    policy.byteOrder = swapBytes
    policy.takesScreenPicture = screenPicture
    return policy
  }

  /// More than any file format holds in both directions together.
  private static let limit = 1 << 40
}

extension ByteOrder: ExpressibleByArgument {}
