// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing
import Volumes

@Suite("Rigid registration", .tags(.unit)) struct RigidRegistrationTests {
  private static let motions: [AffineTransform3D] = [
    .motion(third: 7, first: 0, shift: SIMD3(6, -8, 0)),
    .motion(third: -4, first: 6, shift: SIMD3(-7, 3, 6), about: SIMD3(20, -30, 10)),
    .motion(third: 15, first: -12, shift: SIMD3(10, 20, -8)),
  ]

  @Test(
    "a head of another contrast, on a grid of the other handedness, comes back from where it was moved",
    arguments: motions)
  func comesBack(motion: AffineTransform3D) throws {
    let base = try RenderedHead.make(.first)
    let overlay = try RenderedHead.make(
      .second, SIMD3(60, 66, 40), spacing: SIMD3(3.5, 3.5, 5), mirrored: true, moved: motion)
    let found = try RigidRegistration()(base, overlay)
    #expect(found.isBetter && found.informationAfter > found.informationBefore + 0.05)
    #expect(found.placement.distance(to: motion) < 0.5)
    // What is at the patient's right stays there.
    let placed = overlay.resampled(onto: base.grid, through: found.placement)
    let contrast = RenderedHead.Contrast.second
    for (side, tissue) in [(1.0, contrast.right), (-1, contrast.head)] {
      let index = base.grid.toIndices(RenderedHead.right * SIMD3(side, 1, 1))
      let value = placed[Int(index.x + 0.5), Int(index.y + 0.5), Int(index.z + 0.5)]
      #expect(abs(value - tissue) < 3)
    }
  }

  @Test("the search begins where it is told")
  func start() throws {
    let base = try RenderedHead.make(.first)
    let motion = AffineTransform3D.motion(third: 40, first: 0, shift: SIMD3(0, 0, 60))
    let overlay = try RenderedHead.make(.second, moved: motion)
    let near = AffineTransform3D.motion(third: 33, first: 2, shift: SIMD3(5, 0, 54))
    let found = try RigidRegistration()(base, overlay, from: near)
    #expect(found.start == near && found.isBetter)
    #expect(found.placement.distance(to: motion) < 0.5)
  }

  @Test("sides of which one is nothing beside another are refused")
  func unequal() throws {
    let base = try RenderedHead.make(.first)
    let thin = try VolumeGrid(
      counts: base.grid.counts,
      toPatient: AffineTransform3D(
        i: SIMD3(1e-12, 0, 0), j: SIMD3(0, 4, 0), k: SIMD3(0, 0, 4), origin: .zero))
    let volume = Volume(grid: thin, values: base.values)
    for (first, second, name) in [(volume, base, "base"), (base, volume, "overlay")] {
      let error = #expect(throws: VolumesError.self) { try RigidRegistration()(first, second) }
      #expect(
        error?.code == .geometry && error?.message.hasPrefix("the \(name)'s sides are") == true)
    }
  }

  @Test("voxels that were not seen tell nothing")
  func unseen() throws {
    let motion = Self.motions[0]
    let whole = try RenderedHead.make(.second, moved: motion)
    let values = zip(whole.values, RenderedVolume.places(whole.grid)).map { $1.z > 25 ? .nan : $0 }
    let found = try RigidRegistration()(
      RenderedHead.make(.first), Volume(grid: whole.grid, values: values))
    #expect(found.placement.distance(to: motion) < 0.5)
  }

  @Test("of a pair that is registered nothing is claimed, and its place is kept")
  func nothingToGain() throws {
    let found = try RigidRegistration()(RenderedHead.make(.first), RenderedHead.make(.second))
    #expect(!found.isBetter && found.placement == .identity)
    #expect(found.informationAfter < found.informationBefore + RigidRegistration.leastGain)
    #expect("\(found)".hasPrefix("left where it was: normalized mutual information did not rise"))
  }

  @Test("a pair that tells nothing of its place is refused")
  func refused() throws {
    let base = try RenderedHead.make(.first)
    let grid = base.grid
    var noise = XorShift(state: 7)
    let random = Volume(grid: grid, values: base.values.map { _ in noise.next() })
    let constant = Volume(grid: grid, values: base.values.map { _ in 4 })
    let unseen = Volume(grid: grid, values: base.values.map { _ in .nan })
    let ball = Volume(
      grid: grid, values: RenderedVolume.places(grid).map { ($0 * $0).sum() < 4900 ? 1 : 0 })
    let thin = try RenderedHead.make(.second, SIMD3(44, 54, 4))
    let aside = try RenderedHead.make(.second)
    let far = AffineTransform3D.motion(third: 0, first: 0, shift: SIMD3(150, 0, 0))
    for (overlay, start, words) in [
      (random, .identity, "no place stands out"), (ball, .identity, "no place stands out"),
      (constant, .identity, "all voxels of the overlay have one value"),
      (unseen, .identity, "all voxels of the overlay have one value"),
      (thin, .identity, "44x54x4 voxels"), (aside, far, "11 % of the smaller volume lie within"),
    ] as [(Volume, AffineTransform3D, String)] {
      let error = #expect(throws: VolumesError.self) {
        try RigidRegistration()(base, overlay, from: start)
      }
      #expect(error?.code == .registration)
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "") - \(words)")
    }
  }
}

/// Numbers of 0..<1 without a pattern (Marsaglia 2003).
private struct XorShift {
  var state: UInt64

  mutating func next() -> Float {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Float(state >> 40) / Float(1 << 24)
  }
}
