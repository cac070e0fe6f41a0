// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import TestSupport
import Testing

/// Scores that can be worked out on paper.
@Suite("formulas by hand", .tags(.unit))
struct FormulaTests {
  private func score(
    _ metric: Metric, _ fused: GrayImage, _ first: GrayImage, _ second: GrayImage,
    _ profile: MetricProfile = .cddfuse
  ) throws -> Double {
    let triple = try FusedTriple(name: "paper", fused: fused, first: first, second: second)
    return try metric.value(of: triple, profile: profile)
  }

  /// Black on the left, white on the right.
  private let halves = picture(8, 8) { x, _ in x < 4 ? 0 : 255 }
  /// Black above, white below: independent of `halves`.
  private let layers = picture(8, 8) { _, y in y < 4 ? 0 : 255 }

  @Test func entropyAndDeviation() throws {
    #expect(try score(.entropy, halves, layers, layers) == 1)
    #expect(try score(.standardDeviation, halves, layers, layers) == 127.5)
    let all = picture(16, 16) { x, y in 16 * y + x }
    #expect(try score(.entropy, all, all, all) == 8)
  }

  @Test func slopes() throws {
    // 3 levels a column and 4 a row: every gradient is (3, 4).
    let slope = picture(10, 12) { x, y in 3 * x + 4 * y }
    #expect(try score(.spatialFrequency, slope, slope, slope) == 5)
    #expect(try abs(score(.averageGradient, slope, slope, slope) - 12.5.squareRoot()) < 1e-12)
    // One step of 10 between 3 columns: differences are 0 and 10; slopes are 0, 5 and 10.
    let step = picture(3, 2) { x, _ in x < 2 ? 0 : 10 }
    #expect(try abs(score(.spatialFrequency, step, step, step) - 50.0.squareRoot()) < 1e-12)
    #expect(try abs(score(.averageGradient, step, step, step) - 5 / 2.0.squareRoot()) < 1e-12)
  }

  @Test func information() throws {
    #expect(try score(.mutualInformation, halves, layers, layers) == 0)
    let nats = try score(.mutualInformation, halves, halves, layers)
    #expect(abs(nats - 0.693147180559945) < 1e-12)
    #expect(try abs(score(.mutualInformation, halves, halves, layers, .standard) - 1) < 1e-12)
  }

  @Test func noise() throws {
    // A chessboard of 4 levels about 100 has a deviation of nearly 2 in tiles of odd side.
    let board = picture(28, 14) { x, y in 100 + ((x + y) % 2 == 0 ? 2 : -2) }
    let weak = picture(28, 14) { x, y in 100 + ((x + y) % 2 == 0 ? 1 : -1) }
    let flat = picture(28, 14) { _, _ in 100 }
    #expect(try score(.flatNoise, board, weak, flat) == 2)
    #expect(try score(.flatNoise, flat, weak, board) == 0)
    #expect(try score(.flatNoise, board, flat, flat).isNaN)
    // Of eight tiles the two flattest count: the left ones, where nothing is added.
    let edge = picture(28, 14) { x, y in x < 7 ? ((x + y) % 2) : 20 * ((x + y) % 2) }
    let added = picture(28, 14) { x, y in x < 7 ? ((x + y) % 2) : 200 * ((x + y) % 2) }
    #expect(try score(.flatNoise, added, edge, flat) == 1)
  }

  @Test func clipping() throws {
    // Left black in a source too, whichever it is; right white in none.
    let (black, dark) = (flat(0, width: 8, height: 8), flat(9, width: 8, height: 8))
    #expect(try score(.clipping, halves, black, dark) == 50)
    #expect(try score(.clipping, halves, dark, black) == 50)
    #expect(try score(.clipping, halves, halves, layers) == 0)
    let gray = halves.map { 100 + $0 / 10 }
    #expect(try score(.clipping, gray, halves, layers) == 0)
  }

  @Test func checkerboard() throws {
    let board = picture(17, 17) { x, y in 100 + ((x + y) % 2 == 0 ? 2 : -2) }
    let weak = picture(17, 17) { x, y in 100 + ((x + y) % 2 == 0 ? 1 : 0) }
    let step = picture(17, 17) { x, _ in x < 9 ? 0 : 200 }
    #expect(try score(.checkerboard, board, weak, step) == 4)
    #expect(try score(.checkerboard, step, weak, step) == 0)
    #expect(try score(.checkerboard, board, step, step) == .infinity)
    #expect(try score(.checkerboard, step, step, step).isNaN)
  }

  @Test func salience() throws {
    // One pixel of 121 levels above 31x31 others: 120.874 above the mean of all.
    let body = picture(40, 40) { x, y in x == 20 && y == 20 ? 221 : 100 }
    let half = picture(40, 40) { x, y in x == 20 && y == 20 ? 110 : 49 }
    let dark = picture(40, 40) { x, y in x == 20 && y == 20 ? 0 : 121 }
    let flat = flat(100, width: 40, height: 40)
    #expect(try abs(score(.warmContrast, body, body, flat) - 1) < 1e-12)
    #expect(try abs(score(.warmContrast, half, body, flat) - 61.0 / 121) < 1e-12)
    #expect(try abs(score(.warmContrast, dark, body, flat) + 1) < 1e-12)
    #expect(try score(.warmContrast, body, flat, body).isNaN)
    #expect(try abs(score(.brightContrast, half, flat, body) - 61.0 / 121) < 1e-12)
    #expect(try score(.brightContrast, body, body, flat).isNaN)
    // At a corner the window is 16x16 of what there is; 32 levels are too few to stand out.
    let corner = picture(40, 40) { x, y in x == 0 && y == 0 ? 132 : 100 }
    #expect(try score(.warmContrast, flat, corner, flat).isNaN)
  }

  @Test func errors() throws {
    let (dark, light, middle) = (flat(100), flat(120), flat(110))
    #expect(try score(.meanSquaredError, middle, dark, light) == 100)
    #expect(try score(.meanSquaredError, dark, dark, light) == 200)
    // The peak is F's maximum, 110, or 255.
    #expect(try abs(score(.peakSignalToNoiseRatio, middle, dark, light) - 20.8278537) < 1e-6)
    let standard = try score(.peakSignalToNoiseRatio, middle, dark, light, .standard)
    #expect(abs(standard - 28.1308036) < 1e-6)
  }

  @Test func correlations() throws {
    let opposite = halves.map { 255 - $0 }
    #expect(try score(.correlationCoefficient, halves, halves, opposite) == 0)
    #expect(try score(.correlationCoefficient, halves, halves, halves) == 1)
    // F = A + B with independent A and B: what B adds is exactly B.
    let (a, b) = (halves.map { $0 / 5 }, layers.map { $0 / 5 })
    let sum = GrayImage(size: a.size, levels: zip(a.levels, b.levels).map { $0 + $1 })
    #expect(try score(.sumOfCorrelationsOfDifferences, sum, a, b) == 2)
  }

  @Test func similarity() throws {
    // Of two flat images only the luminance term is left: (2 x y + C1) / (x^2 + y^2 + C1).
    let (x, y) = (100.0, 120.0)
    for (profile, range) in [(MetricProfile.cddfuse, 2.0), (.standard, 255.0)] {
      let constant = 0.0001 * range * range
      let term = (2 * x * y + constant) / (x * x + y * y + constant)
      let found = try score(.structuralSimilarity, flat(100), flat(100), flat(120), profile)
      #expect(abs(found - (profile == .cddfuse ? 1 + term : (1 + term) / 2)) < 1e-12)
    }
  }

  @Test("opposite slopes are one direction by the paper, and opposed in the published code")
  func edges() throws {
    let rising = picture(12, 12) { x, y in 100 + 8 * x + y }
    let falling = rising.map { 300 - $0 }
    let defined = try score(.edgePreservation, falling, rising, rising, .standard)
    let same = try score(.edgePreservation, rising, rising, rising, .standard)
    #expect(abs(defined - same) < 1e-12)
    // Nearly vertical gradients on either side of the vertical: angles near pi/2 and -pi/2.
    let (left, right) = (
      picture(12, 12) { x, y in 20 * y + x }, picture(12, 12) { x, y in 20 * y + 11 - x }
    )
    #expect(try score(.edgePreservation, left, right, right, .standard) > 0.9)
    #expect(try score(.edgePreservation, left, right, right, .cddfuse) < 0.5)
  }

  @Test("each source's edges are kept or lost by themselves, however much stronger the other's are")
  func edgesOfEach() throws {
    let strong = picture(12, 12) { x, _ in 20 * x }
    let weak = picture(12, 12) { _, y in 100 + 2 * y }
    let plain = flat(100, width: 12, height: 12)
    let whole = try score(.edgePreservation, strong, strong, strong, .standard)
    for profile in MetricProfile.allCases {
      #expect(try abs(score(.firstEdges, strong, strong, weak, profile) - whole) < 1e-12)
      #expect(try score(.secondEdges, strong, strong, weak, profile) < 1e-3)
      #expect(try score(.firstEdges, weak, strong, weak, profile) < 1e-3)
      #expect(try abs(score(.secondEdges, weak, strong, weak, profile) - whole) < 1e-12)
      #expect(try score(.firstEdges, strong, plain, strong, profile).isNaN)
    }
    // Qabf weighs them by their gradients, ten to one here.
    let total = try score(.edgePreservation, weak, strong, weak, .standard)
    let shares = (
      try score(.firstEdges, weak, strong, weak), try score(.secondEdges, weak, strong, weak)
    )
    #expect(abs(total - (10 * shares.0 + shares.1) / 11) < 1e-9)
  }
}
