// SPDX-License-Identifier: Apache-2.0

extension LuminancePair {
  /// The pair with what the second image shows where the first one is saturated.
  ///
  /// A dazzled camera shows how bright something is and nothing else, so the other one's detail
  /// belongs there: a person before a headlamp. See ``Glare``. The second image is left alone:
  /// white bone of a CT and hot spots are no glare.
  var withoutGlare: LuminancePair {
    guard let glare = Glare(of: first, before: second) else { return self }
    return LuminancePair(
      first: glare.filled, second: second, firstValidity: firstValidity,
      secondValidity: secondValidity)
  }
}
