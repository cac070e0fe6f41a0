// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import TestSupport
import Testing

/// All eight columns of the tables for a picture that a formula paints, by `Benchmarks/metrics.py`:
/// another implementation, and no data set is needed.
@Suite("a painted picture", .tags(.unit))
struct PaintedPictureTests {
  /// What NumPy and SciPy say.
  static let reference = [
    "EN": 7.690614955440646,
    "SD": 58.81350825305349,
    "SF": 17.24068366272684,
    "MI": 5.735628536541754,
    "SCD": 0.9345765508678836,
    "VIF": 1.0652427231768318,
    "Qabf": 0.5567277843073758,
    "SSIM": 1.6523176911368935,
  ]

  @Test("NumPy says the same", arguments: Metric.tableColumns)
  func score(_ metric: Metric) throws {
    let first = picture(61, 53) { x, y in (x * x + 3 * y * y) / 40 % 256 }
    let second = picture(61, 53) { x, y in x * y / 8 % 256 }
    let scene = try FusedTriple(
      name: "painted", fused: SimpleFusion.average.fuse(first, second), first: first,
      second: second)
    let wanted = try #require(Self.reference[metric.name])
    let found = try metric.value(of: scene, profile: .cddfuse)
    let tolerance = try #require(ReferenceTests.tolerances[metric])
    #expect(abs(found - wanted) <= tolerance * abs(wanted))
  }
}
