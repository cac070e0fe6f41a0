// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What became of two volumes.
public struct FusedVolume: Sendable {
  /// How its slices are shown; its grid is the base's.
  public let view: SliceView
  /// Which values of the base were black and white.
  public var baseWindow: ResolvedWindow { base.window }
  /// The same of the overlay.
  public var overlayWindow: ResolvedWindow { overlay.window }
  let base: WindowedVolume
  let overlay: WindowedVolume
  /// Luminance of each voxel, 0...1.
  public var luminance: Volume { Volume(grid: view.grid, values: values) }
  /// Red, green and blue of each voxel, 8 bits, the first index fastest; nil for a gray volume.
  public private(set) var colors: [UInt8]?
  private var values: [Float]

  /// All black.
  init(_ slices: VolumeSlices) {
    (view, base, overlay) = (slices.view, slices.base, slices.overlay)
    values = [Float](repeating: 0, count: view.grid.voxelCount)
    colors = overlay.palette.isGray ? nil : [UInt8](repeating: 0, count: 3 * view.grid.voxelCount)
  }

  /// Puts a fused slice, in floats, in its place.
  mutating func put(_ image: Image, _ number: Int) {
    view.put(image.luminance().values, asSlice: number, into: &values)
    guard var colors, case .uint8(let samples) = image.rgbBytes.samples else { return }
    self.colors = nil  // so that it is not copied
    view.forEachPlace(ofSlice: number) { pixel, place in
      for channel in 0..<3 { colors[3 * place + channel] = samples[3 * pixel + channel] }
    }
    self.colors = colors
  }

  /// A slice as it is shown: gray of floats, or RGB of 8 bits.
  public func slice(_ number: Int) -> Image {
    let size = ImageSize(width: view.width, height: view.height)
    guard let colors else {
      return Image(
        size: size, colorModel: .gray,
        samples: .float(view.slice(number, of: luminance)))
    }
    var samples = [UInt8](repeating: 0, count: 3 * size.pixelCount)
    view.forEachPlace(ofSlice: number) { pixel, place in
      for channel in 0..<3 { samples[3 * pixel + channel] = colors[3 * place + channel] }
    }
    return Image(size: size, colorModel: .rgb, samples: .uint8(samples))
  }
}

extension Image {
  /// The picture as RGB of 8 bits.
  fileprivate var rgbBytes: Image {
    let rgb = isGray ? Image(heat: luminance(), palette: .whiteHot) : converted(to: .uint8)
    return rgb.colorModel == .rgb ? rgb : self
  }
}
