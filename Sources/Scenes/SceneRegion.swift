// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A part of a ``RenderedScene`` that only one of its two cameras sees.
package struct SceneRegion: Sendable, Equatable {
  /// What is there.
  package enum Content: String, Sendable {
    /// A person: warm.
    case person
    /// A car's engine: warm, under an even bonnet.
    case engine
    /// A sign: a pattern of paint, everywhere as warm as the rest.
    case sign
  }

  /// What is there.
  package let content: Content
  /// The size of the scene.
  package let size: ImageSize
  /// The pixels that lie wholly inside: row-major indices, ascending, at least one.
  package let pixels: [Int]

  /// The pixels around the region that belong to none of its edges: those whose distance to the
  /// nearest pixel of it, counted in king's moves, is 3...(2 + `width`).
  /// - Returns: Row-major indices, ascending.
  package func surroundings(width: Int = 3) -> [Int] {
    let far = grown(by: 2 + width)
    return far.subtracting(grown(by: 2)).sorted()
  }

  private func grown(by distance: Int) -> Set<Int> {
    var result: Set<Int> = []
    for pixel in pixels {
      let (row, column) = (pixel / size.width, pixel % size.width)
      for y in max(0, row - distance)...min(size.height - 1, row + distance) {
        for x in max(0, column - distance)...min(size.width - 1, column + distance) {
          result.insert(y * size.width + x)
        }
      }
    }
    return result
  }
}
