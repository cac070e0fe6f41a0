// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Tensor {
  /// A tensor whose every element is `value`.
  package convenience init(
    full value: Double, _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) {
    self.init(
      handle: Tensors.handle("full", []) { error in
        shape.withDimensions { sizes, rank in
          ct_tensor_full(sizes, rank, value, dtype.rawValue, ct_device(device), error)
        }
      })
  }

  /// A tensor of zeros.
  package static func zeros(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    Tensor(full: 0, shape, dtype: dtype, device: device)
  }

  /// A tensor of ones.
  package static func ones(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    Tensor(full: 1, shape, dtype: dtype, device: device)
  }

  /// 0, 1, ..., count - 1.
  package static func range(
    _ count: Int, dtype: DType = .int64, device: Device = .cpu
  ) -> Tensor {
    tensor("range", []) {
      ct_tensor_arange(Int64(count), dtype.rawValue, ct_device(device), $0)
    }
  }

  /// A scalar.
  package convenience init(_ value: Double, dtype: DType = .float32) {
    self.init(full: value, [], dtype: dtype)
  }

  /// Copies `values`, row-major, into a tensor of `shape` on the CPU.
  ///
  /// Traps where the number of values is not that of the shape.
  package convenience init<Element: TensorElement>(_ values: [Element], _ shape: [Int]) {
    precondition(
      values.count == shape.reduce(1, *), "\(values.count) values given for shape \(shape)")
    let made = values.withUnsafeBytes {
      Tensor.handle(copying: $0, shape: shape, dtype: Element.dtype)
    }
    self.init(handle: made)
  }

  /// A tensor of `shape` on the CPU over the memory of `values`, row-major: what reads or writes it
  /// does so on all threads, where copying into a tensor of its own takes one.
  ///
  /// The memory must outlive the tensor and all of its views. Traps where the number of values is
  /// not that of the shape.
  package convenience init<Element: TensorElement>(
    over values: UnsafeMutableBufferPointer<Element>, _ shape: [Int]
  ) {
    precondition(
      values.count == shape.reduce(1, *), "\(values.count) values given for shape \(shape)")
    self.init(
      handle: Tensors.handle("init(over:)", []) { error in
        shape.withDimensions { sizes, rank in
          ct_tensor_over_bytes(values.baseAddress, sizes, rank, Element.dtype.rawValue, error)
        }
      })
  }

  /// Copies raw bytes, row-major, into a tensor of `shape` and `dtype` on the CPU.
  package convenience init(bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType) {
    self.init(handle: Tensor.handle(copying: bytes, shape: shape, dtype: dtype))
  }

  private static func handle(
    copying bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType
  ) -> OpaquePointer? {
    Tensors.handle("init(bytes:)", []) { error in
      shape.withDimensions { sizes, rank in
        ct_tensor_from_bytes(bytes.baseAddress, bytes.count, sizes, rank, dtype.rawValue, error)
      }
    }
  }
}

/// A Swift number that a tensor can hold.
package protocol TensorElement: BitwiseCopyable, Sendable {
  /// The tensor's name for it.
  static var dtype: DType { get }
}

extension Float: TensorElement {
  package static var dtype: DType { .float32 }
}

extension Double: TensorElement {
  package static var dtype: DType { .float64 }
}

extension Int64: TensorElement {
  package static var dtype: DType { .int64 }
}

extension UInt8: TensorElement {
  package static var dtype: DType { .uint8 }
}

extension ct_device {
  init(_ device: Device) {
    self.init(type: device.code.type, index: device.code.index)
  }
}
