// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A made-up street in motion, seen by a visible and an infrared camera from exactly one place:
/// people walk, a car drives, the camera sways, and where everything was in the frame before is
/// known pixel by pixel. The same seed, size, condition and events give the same pixels on every
/// machine.
package struct RenderedFilm: Sendable {
  private let size: ImageSize
  private let condition: SceneCondition
  private let events: FilmEvents
  private let street: Street
  private let noise: [Noise]
  private let people: [FilmPath]
  private let car: FilmPath
  private let sway: (across: FilmPath, down: FilmPath)
  /// After how many frames the noise of the sensors comes again.
  private static let noisePeriod = 61

  /// A film.
  ///
  /// - Parameters:
  ///   - seed: Chooses the scene.
  ///   - size: The size of all frames.
  ///   - condition: What hides the people from the visible camera.
  ///   - isSwaying: Whether the camera moves: a hundredth of the width to either side.
  ///   - events: What happens besides.
  /// - Precondition: `size` is at least 16x16.
  package init(
    seed: UInt64, size: ImageSize = ImageSize(width: 640, height: 480), condition: SceneCondition,
    isSwaying: Bool = false, events: FilmEvents = FilmEvents()
  ) {
    precondition(
      size.width >= 16 && size.height >= 16, "RenderedFilm: size \(size), at least 16x16 wanted")
    var random = SceneRandom(seed: seed)
    // What the camera sees at the ends of its way is part of the scene.
    let reach = isSwaying ? max(0.01 * Float(size.width), 1) : 0
    let margin = 2 * Int(reach.rounded(.up))
    street = Street(
      size: ImageSize(width: size.width + margin, height: size.height + margin), random: &random)
    (self.size, self.condition, self.events) = (size, condition, events)
    let scale = street.layout.scale
    people = street.people.map { _ in
      FilmPath(reach: 0.06 * scale, pace: scale * random.within(0.002, 0.004))
    }
    // From the middle of the picture to either side, so that all of it is seen at any time.
    let room = max(0, street.layout.width / 2 - 1.1 * street.car.half)
    let middle = street.car.shapes[0].center.x - street.layout.width / 2
    car = FilmPath(reach: room, pace: scale * random.within(0.006, 0.01), start: middle)
    sway = (
      FilmPath(reach: reach, pace: 0.07 * reach), FilmPath(reach: reach / 2, pace: 0.05 * reach)
    )
    noise = (0..<Self.noisePeriod).map { _ in Noise(&random) }
  }

  /// A frame, counted from 0.
  /// - Precondition: `index` is 0 or more.
  package func frame(_ index: Int) -> FilmFrame {
    precondition(index >= 0, "RenderedFilm: frame \(index), 0 or more is wanted")
    let (scene, last) = (moment(index), moment(max(index - 1, 0)))
    let camera = camera(index)
    let visible = camera.visible(
      painted(scene), street.light(condition), street.smoke(condition))
    let motion = scene.motion(to: last, size)
    return FilmFrame(
      visible: visible, infrared: infrared(index), motion: motion.shifts,
      isMoving: motion.isMoving)
  }

  private func infrared(_ index: Int) -> Image {
    let shown = events.freeze.contains(index) ? max(events.freeze.lowerBound - 1, 0) : index
    let image = camera(shown).infrared(painted(moment(shown)))
    guard let start = events.gainFrame, index >= start, case .uint8(let levels) = image.samples
    else { return image }
    return Image(
      size: size, colorModel: .gray,
      samples: .uint8(levels.map { UInt8(min(max(Int($0) + events.gainStep, 0), 255)) }))
  }

  private func camera(_ index: Int) -> SceneCamera {
    SceneCamera(noise: noise[index % Self.noisePeriod])
  }

  private func painted(_ moment: FilmMoment) -> SceneCanvas {
    var canvas = SceneCanvas(size: size, origin: moment.origin)
    moment.street.paint(on: &canvas, condition: condition)
    return canvas
  }

  private func moment(_ index: Int) -> FilmMoment {
    var street = street
    let walked = people.map { $0(index) - $0(0) }
    let driven = car(index) - car(0)
    street.people = zip(street.people, walked).map { $0.moved(right: $1) }
    street.car = street.car.moved(right: driven)
    let margin = sway.across.reach.rounded(.up)
    let origin = Point(margin + sway.across(index), margin + sway.down(index))
    return FilmMoment(street: street, walked: walked, driven: driven, origin: origin)
  }
}
