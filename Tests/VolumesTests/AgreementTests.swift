// SPDX-License-Identifier: Apache-2.0

import Flow
import TestBasics
import Testing

@testable import Volumes

@Suite("Normalized mutual information", .tags(.unit)) struct AgreementTests {
  @Test("its slope is that of central differences, also where the turn is large")
  func slope() throws {
    // The overlay is so large that no point leaves it.
    let pair = try RegistrationPair(
      RenderedHead.make(.first), RenderedHead.make(.second, SIMD3(80, 80, 80)),
      start: .motion(third: 20, first: 10, shift: SIMD3(4, -3, 5)))
    let agreement = try pair.agreement(.init(millimeters: 8, samples: 20_000), seed: 3)
    var motion = RigidMotion(about: pair.foreground.middle)
    motion.turn = SIMD3(0.1, -0.25, -0.3)
    motion.shift = SIMD3(2, 5, -3)
    let found = try #require(agreement.slope(motion))
    func information(_ motion: RigidMotion) throws -> Double {
      try #require(agreement.information(pair.start.after(motion.map)))
    }
    #expect(try abs(information(motion) - found.information) < 1e-12)
    for axis in 0..<3 {
      for (key, analytic, step) in [
        (\RigidMotion.turn, found.turning, 0.002), (\RigidMotion.shift, found.shifting, 0.15),
      ] {
        var (less, more) = (motion, motion)
        less[keyPath: key][axis] -= step
        more[keyPath: key][axis] += step
        let numeric = try (information(more) - information(less)) / (2 * step)
        let largest = max(abs(analytic.x), abs(analytic.y), abs(analytic.z))
        #expect(abs(numeric - analytic[axis]) < 0.04 * largest, "\(axis): \(numeric), \(analytic)")
      }
    }
  }

  @Test("blocks of voxels are means, lie at their voxels' middle, and leave out what was not seen")
  func blocks() throws {
    let volume = try RenderedVolume.make(SIMD3(17, 16, 8), spacing: SIMD3(1, 2, 5)) {
      $0.x < -6 ? .nan : Float($0.x)
    }
    let window = ResolvedWindow(low: -8, high: 8, origin: nil)
    let binned = try BinnedVolume(volume, window, scale: 2)
    #expect(binned.grid.counts == SIMD3(8, 16, 8))
    #expect(binned.grid.spacing == SIMD3(2, 2, 5))
    for (place, point) in zip(binned.places, RenderedVolume.places(binned.grid)) {
      // Columns from -8 to -7 are unseen; from -6 to -5 all are seen.
      #expect(place.isNaN == (point.x < -6))
      if !place.isNaN {
        let share = Float((point.x + 8) / 16)
        #expect(abs(place - SoftJointHistogram.place(ofShare: share)) < 1e-4)
      }
    }
  }

  @Test("values between voxels are those of resampling, with their slope")
  func sampler() throws {
    let volume = try RenderedVolume.make(SIMD3(5, 6, 4)) { Float($0.x * $0.y - 2 * $0.z * $0.x) }
    var noise = SampleNoise(seed: 5)
    volume.values.withUnsafeBufferPointer { values in
      let counts = volume.grid.counts
      let (sampler, known) = (
        GradientSampler(values, counts), TrilinearSampler(values: values, counts: counts)
      )
      for _ in 0..<200 {
        let point = SIMD3(4 * noise.next(), 5 * noise.next(), 3 * noise.next())
        let found = sampler(SIMD3<Float>(point))
        #expect(abs(found.w - known(point)) < 1e-4)
        let at = SIMD3<Float>(volume.grid.toPatient(point))
        #expect(abs(found.x - (at.y - 2 * at.z)) < 1e-4)
        #expect(abs(found.y - at.x) < 1e-4 && abs(found.z + 2 * at.x) < 1e-4)
      }
      #expect(sampler(SIMD3(4, 5, 3)).w == known(SIMD3(4, 5, 3)))
      for outside in [SIMD3<Float>(4.01, 2, 2), SIMD3(2, -0.01, 2), SIMD3(1, 1, .nan)] {
        #expect(sampler(outside).w.isNaN)
      }
    }
  }

  @Test("a hill of six numbers is climbed to its top")
  func hill() throws {
    // Narrow and bent: a step along the slope alone hardly gets anywhere.
    func height(_ at: QuasiNewton.Point) -> (value: Double, slope: QuasiNewton.Point)? {
      var (value, slope) = (0.0, QuasiNewton.Point())
      for pair in stride(from: 0, to: 6, by: 2) {
        let (x, y) = (at[pair], at[pair + 1])
        value -= (1 - x) * (1 - x) + 20 * (y - x * x) * (y - x * x)
        slope[pair] = 2 * (1 - x) + 80 * x * (y - x * x)
        slope[pair + 1] = -40 * (y - x * x)
      }
      return at[0] > 2 ? nil : (value, slope)
    }
    let search = QuasiNewton(firstStep: 0.5, longestStep: 1, shortestStep: 1e-6, mostTries: 300)
    let top = try #require(try search.climb(from: .init(-1, 1, 0, 2, -1, -1, 0, 0), height))
    for number in 0..<6 { #expect(abs(top[number] - 1) < 1e-3) }
    #expect(try search.climb(from: .init(repeating: 3), height) == nil)
  }
}
