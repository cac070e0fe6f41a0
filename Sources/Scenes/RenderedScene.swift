// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A made-up street seen by a visible and an infrared camera from exactly one place, so that what
/// only one of them sees is known pixel by pixel.
///
/// The visible camera alone sees the patterns of the signs; the infrared camera alone sees people
/// behind a hedge, in smoke or in the dark, and the heat of a car's engine. Both see the houses,
/// the road and the sky. The same seed, size and condition give the same pixels on every machine.
package struct RenderedScene: Sendable, Equatable {
  /// What the visible camera sees: RGB, 8 bits.
  package let visible: Image
  /// What the infrared camera sees, warm is light: gray, 8 bits.
  package let infrared: Image
  /// What the infrared camera alone sees: people and the engine, at least one of each.
  package let warmRegions: [SceneRegion]
  /// What the visible camera alone sees: signs, at least one.
  package let texturedRegions: [SceneRegion]

  /// Renders a scene.
  /// - Parameters:
  ///   - seed: Chooses the scene.
  ///   - size: The size of both images.
  ///   - condition: What hides the people from the visible camera.
  /// - Precondition: `size` is at least 16x16.
  package init(
    seed: UInt64, size: ImageSize = ImageSize(width: 640, height: 480), condition: SceneCondition
  ) {
    precondition(
      size.width >= 16 && size.height >= 16, "RenderedScene: size \(size), at least 16x16 wanted")
    var random = SceneRandom(seed: seed)
    let street = Street(size: size, random: &random)
    var canvas = SceneCanvas(size: size)
    street.paint(on: &canvas, condition: condition)
    let camera = SceneCamera(noise: Noise(&random))
    visible = camera.visible(canvas, street.light(condition), street.smoke(condition))
    infrared = camera.infrared(canvas)
    warmRegions =
      street.people.map { canvas.region(.person, $0.shapes) }
      + [canvas.region(.engine, [street.car.engine])]
    texturedRegions = street.signs.map { canvas.region(.sign, [$0.pattern]) }
  }
}

extension SceneCanvas {
  fileprivate func region(_ content: SceneRegion.Content, _ shapes: [Shape]) -> SceneRegion {
    SceneRegion(content: content, size: size, pixels: interior(of: shapes).sorted())
  }
}
