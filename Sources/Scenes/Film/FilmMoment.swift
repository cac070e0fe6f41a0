// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Where everything is at one frame of a film.
struct FilmMoment {
  /// The scene, its people and its car moved.
  let street: Street
  /// How far each person has walked, in pixels.
  let walked: [Float]
  /// How far the car has driven, in pixels.
  let driven: Float
  /// The place of the scene in the picture's upper left corner.
  let origin: Point

  /// Where what each pixel shows was at another frame, and whether it is a person or the car.
  func motion(
    to other: FilmMoment, _ size: ImageSize
  ) -> (shifts: [SIMD2<Float>], isMoving: [Bool]) {
    let camera = SIMD2(origin.x - other.origin.x, origin.y - other.origin.y)
    var shifts = [SIMD2<Float>](repeating: camera, count: size.pixelCount)
    var isMoving = [Bool](repeating: false, count: size.pixelCount)
    let canvas = SceneCanvas(size: size, origin: origin)
    func move(_ shapes: [Shape], by distance: Float) {
      for pixel in canvas.pixels(mostlyIn: shapes) {
        shifts[pixel] = camera + SIMD2(distance, 0)
        isMoving[pixel] = true
      }
    }
    // From back to front, as they are painted.
    for (index, person) in street.people.enumerated() {
      move(person.shapes, by: other.walked[index] - walked[index])
    }
    move(street.car.shapes, by: other.driven - driven)
    return (shifts, isMoving)
  }
}
