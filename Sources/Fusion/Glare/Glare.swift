// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The areas in which an image is saturated and another one of the same scene is not.
///
/// In them the image s becomes `s + w c (e - 2 r)`: e is what the other image differs by from its
/// mean over the saturated pixels around, r the standard deviation of that, so that the detail
/// finds room below white. `c = r² / (r² + (10/255)²)` leaves white what the other image shows as
/// flat or as noise, such as a sky. w rises from 0 to 1 from the areas' border inwards. Means are
/// over some 30x30 pixels, of squares of 4x4.
///
/// Source: this project.
struct Glare {
  /// From where on a pixel is saturated.
  static let white: Float = 250.0 / 255
  /// Saturated pixels that are too few to show anything.
  private static let fewest = 64
  /// Pixels a side of the squares that sums are kept of.
  private static let cell = 4
  /// Squares from the middle one of a mean to its sides.
  private static let reach = 3
  /// The standard deviation of which half is left.
  private static let noise: Float = 10.0 / 255
  /// The most room that is made below white.
  private static let mostRoom: Float = 0.3

  private let image: Plane
  private let other: Plane
  private let places: [Int]

  /// Nil where there are no such areas.
  init?(of image: Plane, before other: Plane) {
    places = image.values.indices.filter {
      image.values[$0] >= Self.white && other.values[$0] < Self.white
    }
    guard places.count >= Self.fewest else { return nil }
    (self.image, self.other) = (image, other)
  }

  /// The image with the other one's detail in those areas.
  var filled: Plane {
    let squares = Squares(other, at: places, cell: Self.cell, reach: Self.reach)
    var filled = image
    for place in places {
      let (share, mean, deviation) = squares.around(place)
      let weight = min(max(2 * share - 0.5, 0), 1)
      let square = deviation * deviation
      let strength = weight * square / (square + Self.noise * Self.noise)
      let room = min(2 * deviation, Self.mostRoom)
      filled.values[place] += strength * (other.values[place] - mean - room)
    }
    return filled
  }
}
