// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing
import Volumes

@Suite(
  "Registration of scans", .tags(.data),
  .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice))
struct SharedRegistrationTests {
  /// 10 mm and 7 degrees each.
  private static let starts: [AffineTransform3D] = [
    .motion(third: 7, first: 0, shift: SIMD3(6, 8, 0)),
    .motion(third: 0, first: -7, shift: SIMD3(0, -6, 8)),
    .motion(third: -5, first: 5, shift: SIMD3(-8, 0, -6)),
  ]

  /// Both files of a pair are registered, so what is to be found is the identity.
  @Test(
    "a pair that was moved by 10 mm and 7 degrees comes back",
    arguments: [
      ("stroke/T1.nii.gz", "stroke/FLAIR.nii.gz", 0.5), ("mni/T1.nii", "mni/scct.nii", 2),
    ])
  func comesBack(base: String, overlay: String, millimeters: Double) throws {
    let folder = "\(try #require(DataFolderLocation.path))/volumes"
    let (base, overlay) = (
      try Volume(nifti: "\(folder)/\(base)"), try Volume(nifti: "\(folder)/\(overlay)")
    )
    let middle = base.grid.toPatient(SIMD3<Double>(base.grid.counts &- 1) / 2)
    for start in Self.starts {
      #expect(start.distance(to: .identity, about: middle) > 8)
      let found = try RigidRegistration()(base, overlay, from: start)
      #expect(found.isBetter)
      #expect(found.placement.distance(to: .identity, about: middle) < millimeters)
    }
  }
}
