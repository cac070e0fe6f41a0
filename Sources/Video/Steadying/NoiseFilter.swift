// SPDX-License-Identifier: Apache-2.0

import Imaging
import Synchronization

/// Averages a film's noise over time where nothing moves.
///
/// A frame x becomes y = x + k (y' - x), y' being what became of the frame before: a recursive
/// filter that motion opens (Dubois and Sabri, Noise reduction in image sequences using
/// motion-compensated temporal filtering, IEEE Trans. Communications 32, 1984; without
/// compensation). k = K (1 - m² / r²)² where the mean square m² of the differences x - y' over 3x3
/// pixels is below r², and 0 where it is not: what moves, a cut and a step of brightness pass as
/// they are.
final class NoiseFilter: Sendable {
  /// r, 0...1: 10 gray levels of 255.
  static let reach: Float = 10 / 255

  /// K, 0 to 1.
  private let strength: Float
  private let last = Mutex<Plane?>(nil)

  init(strength: Float) { self.strength = strength }

  /// What becomes of the next frame; frames have to come in their order.
  func callAsFunction(_ frame: Plane) -> Plane {
    last.withLock { last in
      let settled = last.flatMap { $0.size == frame.size ? averaged(frame, $0) : nil } ?? frame
      last = settled
      return settled
    }
  }

  /// Begins anew with the next frame.
  func forget() { last.withLock { $0 = nil } }

  private func averaged(_ frame: Plane, _ last: Plane) -> Plane {
    let (width, height) = (frame.size.width, frame.size.height)
    let differences = zip(last.values, frame.values).map { $0 - $1 }
    let lines = differences.withUnsafeBufferPointer { rowSums($0, width) }
    let (bound, strength) = (9 * Self.reach * Self.reach, strength)
    var settled = frame
    settled.values.withUnsafeMutableBufferPointer { values in
      for y in 0..<height {
        let (above, here) = (max(y - 1, 0) * width, y * width)
        let below = min(y + 1, height - 1) * width
        for x in 0..<width {
          let squares = lines[above + x] + lines[here + x] + lines[below + x]
          let rest = max(1 - squares / bound, 0)
          values[here + x] += strength * rest * rest * differences[here + x]
        }
      }
    }
    return settled
  }

  /// The squares of three values side by side summed, the border repeated.
  private func rowSums(_ values: UnsafeBufferPointer<Float>, _ width: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: values.count) { sums, count in
      for start in stride(from: 0, to: values.count, by: width) {
        for x in 0..<width {
          let left = values[start + max(x - 1, 0)]
          let right = values[start + min(x + 1, width - 1)]
          let middle = values[start + x]
          sums.initializeElement(
            at: start + x, to: left * left + middle * middle + right * right)
        }
      }
      count = values.count
    }
  }
}
