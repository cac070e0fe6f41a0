// SPDX-License-Identifier: Apache-2.0

/// What a rig file says of a lens.
struct LensContent: Codable {
  private let fx, fy, cx, cy, k1, k2, p1, p2, k3: Double

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case fx, fy, cx, cy, k1, k2, p1, p2, k3
  }

  init(_ lens: Lens) {
    (fx, fy) = (lens.focalLength.x, lens.focalLength.y)
    (cx, cy) = (lens.center.x, lens.center.y)
    (k1, k2, k3) = (lens.radial.x, lens.radial.y, lens.radial.z)
    (p1, p2) = (lens.tangential.x, lens.tangential.y)
  }

  /// The distortions that are not named are 0.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try decoder.refuseUnknownNames(besides: CodingKeys.allCases.map(\.stringValue), of: "a lens")
    fx = try values.decode(Double.self, forKey: .fx)
    fy = try values.decode(Double.self, forKey: .fy)
    cx = try values.decode(Double.self, forKey: .cx)
    cy = try values.decode(Double.self, forKey: .cy)
    func share(_ key: CodingKeys) throws -> Double {
      try values.decodeIfPresent(Double.self, forKey: key) ?? 0
    }
    (k1, k2, k3) = (try share(.k1), try share(.k2), try share(.k3))
    (p1, p2) = (try share(.p1), try share(.p2))
  }

  /// Why this is no lens; nil where it is one.
  var problem: String? {
    fx > 0 && fy > 0 ? nil : "has a focal length of \(fx), \(fy); numbers above 0 are wanted"
  }

  var lens: Lens {
    Lens(
      focalLength: SIMD2(fx, fy), center: SIMD2(cx, cy), radial: SIMD3(k1, k2, k3),
      tangential: SIMD2(p1, p2))
  }
}
