// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// A stream of random numbers on one device, with a state that can be read and set.
package final class RandomGenerator {
  private let handle: OpaquePointer?
  /// The device that its tensors are made on.
  package let device: Device

  /// A stream that the seed decides.
  package init(seed: UInt64, device: Device = .cpu) {
    self.device = device
    handle = Tensors.handle("RandomGenerator", []) { error in
      ct_generator_make(ct_device(device), seed, error)
    }
  }

  deinit {
    ct_generator_free(handle)
  }

  /// The whole state, as `uint8`; setting it continues the stream from there.
  package var state: Tensor {
    get { tensor("state", []) { ct_generator_state(handle, $0) } }
    set { run("state", [newValue]) { ct_generator_set_state(handle, newValue.handle, $0) } }
  }

  /// Numbers spread evenly over `range`.
  package func uniform(
    _ shape: [Int], in range: Range<Double> = 0..<1, dtype: DType = .float32
  ) -> Tensor {
    tensor("uniform", []) { error in
      shape.withDimensions { sizes, rank in
        ct_random_uniform(
          sizes, rank, range.lowerBound, range.upperBound, dtype.rawValue, ct_device(device),
          handle, error)
      }
    }
  }

  /// Numbers of a normal distribution.
  package func normal(
    _ shape: [Int], mean: Double = 0, deviation: Double = 1, dtype: DType = .float32
  ) -> Tensor {
    tensor("normal", []) { error in
      shape.withDimensions { sizes, rank in
        ct_random_normal(
          sizes, rank, mean, deviation, dtype.rawValue, ct_device(device), handle, error)
      }
    }
  }

  /// Integers spread evenly over `range`; `int64`.
  package func integers(_ shape: [Int], in range: Range<Int>) -> Tensor {
    tensor("integers", []) { error in
      shape.withDimensions { sizes, rank in
        ct_random_integers(
          sizes, rank, Int64(range.lowerBound), Int64(range.upperBound), ct_device(device), handle,
          error)
      }
    }
  }
}
