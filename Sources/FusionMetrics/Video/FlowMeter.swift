// SPDX-License-Identifier: Apache-2.0

package import Flow
package import Imaging

/// Follows a film under a flow: what of its changes no motion explains.
package struct FlowMeter: Sendable {
  private var last: Plane?
  private var steps = 0
  private var differences = 0.0
  private var shares = 0.0

  /// A meter that has seen nothing.
  package init() {}

  /// Adds the next frame.
  ///
  /// - Parameters:
  ///   - frame: As large as the one before.
  ///   - flow: From this frame to the one before; nil: this is the first.
  package mutating func add(_ frame: GrayImage, _ flow: DenseFlow?) {
    let levels = frame.brightness
    defer { last = levels }
    guard let last, let flow else { return }
    let difference = 255 * flow.difference(from: levels, to: last)
    let deviation = frame.deviation
    steps += 1
    differences += difference
    // A frame of one level shows nothing that could be unsteady.
    shares += deviation > 0 ? difference / deviation : 0
  }

  /// The mean over the steps of the difference that is left, in gray levels a frame; nil before the
  /// second frame.
  package var difference: Double? { steps > 0 ? differences / Double(steps) : nil }

  /// The mean of that difference over the frame's standard deviation: contrast costs nothing.
  package var differencePerDeviation: Double? { steps > 0 ? shares / Double(steps) : nil }
}

extension GrayImage {
  /// The levels as numbers, 0...1.
  package var brightness: Plane { Plane(size: size, values: levels.map { Float($0) / 255 }) }

  /// The standard deviation of the levels.
  fileprivate var deviation: Double {
    let count = Double(levels.count)
    let sum = levels.reduce(0) { $0 + Int($1) }
    let squares = levels.reduce(0) { $0 + Int($1) * Int($1) }
    let mean = Double(sum) / count
    return max(Double(squares) / count - mean * mean, 0).squareRoot()
  }
}
