// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing
import Volumes

@Suite("Transforms of ITK", .tags(.unit)) struct TransformFileTests {
  private static func file(
    _ type: String, _ parameters: String, _ fixed: String = "1 2 3"
  ) -> String {
    """
    #Insight Transform File V1.0
    #Transform 0
    #Not for diagnosis
    Transform: \(type)_double_3_3
    Parameters: \(parameters)
    FixedParameters: \(fixed)

    """
  }

  private func read(_ text: String) throws -> AffineTransform3D {
    try AffineTransform3D(itkTransform: Array(text.utf8))
  }

  /// What SimpleITK 2.5.7 wrote, and to where it maps (10, 20, 30) in its coordinates.
  @Test(
    "files of SimpleITK map a point to where SimpleITK does",
    arguments: [
      (
        "Euler3DTransform", "0.1 0.2 0.3 4 5 6", "1 2 3 0",
        [13.98629006985519, 25.94875612636285, 35.347509029205185]
      ),
      (
        "Euler3DTransform", "0.1 0.2 0.3 4 5 6", "1 2 3",
        [13.98629006985519, 25.94875612636285, 35.347509029205185]
      ),
      (
        "Euler3DTransform", "0.1 0.2 0.3 4 5 6", "1 2 3 1",
        [14.370382925480436, 25.82447747875095, 35.30275596742408]
      ),
      (
        "VersorRigid3DTransform", "0.11920159847703672 0 0.158935464636049 4 5 6", "1 2 3",
        [8.960736713934661, 20.074332811274076, 39.779447464549]
      ),
      (
        "AffineTransform", "1.1 0.2 0.3 -0.1 0.9 0.05 0.02 0.1 1 4 5 6", "1 2 3",
        [26.6, 23.65, 37.98]
      ),
      (
        "MatrixOffsetTransformBase", "1.1 0.2 0.3 -0.1 0.9 0.05 0.02 0.1 1 4 5 6", "1 2 3",
        [26.6, 23.65, 37.98]
      ),
    ])
  func simpleITK(type: String, parameters: String, fixed: String, wanted: [Double]) throws {
    let map = try read(Self.file(type, parameters, fixed))
    let found = map(SIMD3(-10, -20, 30))
    #expect(abs(-found.x - wanted[0]) < 1e-12 && abs(-found.y - wanted[1]) < 1e-12)
    #expect(abs(found.z - wanted[2]) < 1e-12)
  }

  @Test("its own text is read as the same map, to the bit")
  func ownText() throws {
    let map = AffineTransform3D.motion(
      third: 12.3, first: -45.6, shift: SIMD3(1.0 / 3, -700, 1e-17), about: SIMD3(3, 2, 1))
    #expect(try read(map.itkTransform) == map)
    #expect(!AffineTransform3D.identity.itkTransform.contains("-0"))
    #expect(try read(AffineTransform3D.identity.itkTransform) == .identity)
    try withTemporaryFolder { root in
      try map.write(itkTransform: "\(root)/t.tfm")
      #expect(try AffineTransform3D(itkTransform: "\(root)/t.tfm") == map)
      let error = #expect(throws: VolumesError.self) {
        try map.write(itkTransform: "\(root)/t.tfm", replacing: false)
      }
      #expect(error?.code == .exists)
    }
  }

  @Test(
    "NumPy finds a landmark of the base at the same place of the overlay",
    .enabled(if: Python.hasSciPy, "SciPy is not installed"))
  func landmark() throws {
    let map = AffineTransform3D.motion(third: 31, first: -14, shift: SIMD3(9, -4, 17))
    let printed = try Python.run(Self.script, map.itkTransform)
    let found = try JSONDecoder().decode([Double].self, from: Data(printed.utf8))
    let wanted = map(SIMD3(41, -23, 67))
    for axis in 0..<3 { #expect(abs(found[axis] - wanted[axis]) < 1e-9) }
  }

  /// A landmark 41 mm at the right, 23 at the back, 67 up.
  private static let script = """
    import sys, json, numpy as np
    fields = dict(line.split(': ') for line in sys.argv[1].splitlines() if ': ' in line)
    numbers = np.array(fields['Parameters'].split(), float)
    matrix, translation = numbers[:9].reshape(3, 3), numbers[9:]
    left_back_up = np.array([-41, 23, 67])
    left, back, up = matrix @ left_back_up + translation
    print(json.dumps([-left, -back, up]))
    """

  @Test(
    "what is no single transform that keeps left and right is refused, and it is said why",
    arguments: [
      ("", "does not begin with"), ("#Insight Transform File V2.0\n", "does not begin with"),
      ("#Insight Transform File V1.0\nParameters: 1\n", "\"Transform:\" is missing"),
      (
        file("Euler3DTransform", "1 2 3 4 5 6") + "Parameters: 1", "line 7: a second \"Parameters\""
      ),
      (file("Euler3DTransform", "1 2 3 4 5 6") + "Other: 1", "line 7: \"Other: 1\""),
      (file("BSplineTransform", "1"), "a transform \"BSplineTransform_double_3_3\""),
      (file("Euler3DTransform", "1 2 3 4 5"), "5 parameters and 3 fixed ones"),
      (file("Euler3DTransform", "1 2 3 4 5 6", "1 2"), "6 parameters and 2 fixed ones"),
      (file("Euler3DTransform", "1 2 x 4 5 6"), "\"x\" is no finite number"),
      (file("Euler3DTransform", "1 2 inf 4 5 6"), "\"inf\" is no finite number"),
      (file("VersorRigid3DTransform", "0.8 0.8 0 4 5 6"), "a versor of length 1.13"),
      (file("AffineTransform", "-1 0 0 0 1 0 0 0 1 0 0 0"), "it mirrors or flattens"),
      (file("AffineTransform", "1 0 0 0 1 0 0 0 0 0 0 0"), "it mirrors or flattens"),
      (file("AffineTransform", "1e300 0 0 0 1e300 0 0 0 1e300 0 0 0"), "it mirrors or flattens"),
    ])
  func refused(text: String, words: String) {
    let error = #expect(throws: VolumesError.self) { try read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test("a file larger than any transform is refused before it is read")
  func tooLarge() {
    let error = #expect(throws: VolumesError.self) {
      try AffineTransform3D(itkTransform: [UInt8](repeating: 0x20, count: 1 << 17))
    }
    #expect(error?.code == .tooLarge)
  }

  @Test("lines may end as on Windows, and comments and spaces do not matter")
  func spaces() throws {
    let text = Self.file("Euler3DTransform", "  0.1 0.2\t0.3 4 5 6  ") + "\n# a comment\n"
    let plain = try read(Self.file("Euler3DTransform", "0.1 0.2 0.3 4 5 6"))
    #expect(try read(text.replacingOccurrences(of: "\n", with: "\r\n")) == plain)
  }
}
