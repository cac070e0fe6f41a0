// SPDX-License-Identifier: Apache-2.0

/// Colors for heat, from cold to hot.
///
/// ``inferno`` and ``viridis`` are perceptually uniform (Smith and van der Walt 2015): equal steps
/// of heat look like equal steps. ``iron`` grows evenly lighter, too. ``rainbow`` tells more steps
/// apart, but is lightest in its middle: it hides shading and suggests borders that are none.
/// ``hot`` and ``pet`` are those that viewers of PET and SPECT know (DICOM PS3.6, Annex B).
public enum Palette: String, Sendable, CaseIterable {
  /// Black to white.
  case whiteHot = "white-hot"
  /// White to black.
  case blackHot = "black-hot"
  /// Black, violet, magenta, orange, yellow, white, as thermal cameras show it.
  case iron
  /// Blue, cyan, green, yellow, red.
  case rainbow
  /// Black, violet, red, orange, pale yellow.
  case inferno
  /// Violet, blue, green, yellow.
  case viridis
  /// Black, red, orange, white: DICOM's Hot Iron.
  case hot
  /// Black, green, blue, violet, orange, white: DICOM's PET.
  case pet

  /// 256 colors from the coldest to the hottest.
  public var colors: [RGB] {
    switch self {
    case .whiteHot: grays
    case .blackHot: grays.reversed()
    case .iron: ironColors
    case .rainbow: rainbowColors
    case .inferno: infernoColors
    case .viridis: viridisColors
    case .hot: hotColors
    case .pet: petColors
    }
  }

  /// Whether it is without color.
  public var isGray: Bool { self == .whiteHot || self == .blackHot }

  /// The color of a heat of 0...1, mixed of the two nearest ones; heat outside is clamped, and
  /// not-a-number is the coldest.
  public func color(at heat: Float) -> RGB {
    let colors = colors
    let position = clampedToUnit(heat) * Float(colors.count - 1)
    let below = Int(position)
    let above = min(below + 1, colors.count - 1)
    let share = position - Float(below)
    return RGB((1 - share) * colors[below].channels + share * colors[above].channels)
  }
}

private let grays = (0..<256).map { RGB(SIMD3(repeating: Float($0) / 255)) }
private let ironColors = parsed(PaletteTables.iron)
private let rainbowColors = parsed(PaletteTables.rainbow)
private let infernoColors = parsed(PaletteTables.inferno)
private let viridisColors = parsed(PaletteTables.viridis)
private let hotColors = parsed(PaletteTables.hot)
private let petColors = parsed(PaletteTables.pet)

/// The colors of six hexadecimal digits each.
private func parsed(_ digits: String) -> [RGB] {
  let numbers = digits.utf8.map { Float($0 < 58 ? $0 - 48 : $0 - 87) }
  let levels = stride(from: 0, to: numbers.count, by: 2).map { 16 * numbers[$0] + numbers[$0 + 1] }
  return stride(from: 0, to: levels.count, by: 3).map {
    RGB(SIMD3(levels[$0], levels[$0 + 1], levels[$0 + 2]) / 255)
  }
}
