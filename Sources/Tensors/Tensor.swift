// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// An array of numbers of one type on one device, with LibTorch's autograd.
///
/// A tensor is a reference: in-place operations, whose names end in `_` as in PyTorch, show in
/// every view of it. It is not `Sendable`; one task or actor owns it.
///
/// Operations trap on shapes that do not agree, with both shapes, and report failures of the
/// engine as ``withTensorErrors(_:)`` says.
package final class Tensor {
  /// Owned; nil where the operation that should have made the tensor failed.
  private(set) var handle: OpaquePointer?

  init(handle: OpaquePointer?) {
    self.handle = handle
  }

  deinit {
    ct_tensor_free(handle)
  }

  /// Makes this object hold a copy of `source`, dtype, device and layout included, for all who
  /// refer to it. It stays a leaf that records gradients if it was one; a gradient is forgotten.
  package func replaceContents(with source: Tensor) {
    let recordsGradient = requiresGradient
    let copy = withoutGradients { source.detached().cloned() }
    swap(&handle, &copy.handle)
    if recordsGradient { requiresGradient = true }
  }

  /// Whether the operation that should have made this tensor failed.
  var isFailed: Bool { handle == nil }
}

// MARK: Facts

extension Tensor {
  /// The number of dimensions.
  package var rank: Int { shape.count }

  /// The size of each dimension.
  package var shape: [Int] {
    // A failed tensor answers to any dimension that is asked for.
    guard let handle else { return Array(repeating: 1, count: 8) }
    let rank = Int(ct_tensor_rank(handle))
    return [Int](unsafeUninitializedCapacity: rank) { buffer, count in
      buffer.withMemoryRebound(to: Int64.self) { ct_tensor_shape(handle, $0.baseAddress) }
      count = rank
    }
  }

  /// The number of elements.
  package var count: Int { shape.reduce(1, *) }

  /// The type of the elements.
  package var dtype: DType {
    guard let handle else { return .float32 }
    guard let dtype = DType(rawValue: ct_tensor_dtype(handle)) else {
      fatalError("the engine made a tensor of a type that DType does not name")
    }
    return dtype
  }

  /// Where the elements are.
  package var device: Device {
    guard let handle else { return .cpu }
    let device = ct_tensor_device(handle)
    return Device(type: device.type, index: device.index)
  }

  /// Whether the elements lie in the order of `format`, without gaps.
  package func isContiguous(_ format: MemoryFormat = .contiguous) -> Bool {
    handle.map { ct_tensor_is_contiguous($0, format.rawValue) } ?? true
  }

  /// Whether both are views of the same storage.
  package func sharesStorage(with other: Tensor) -> Bool {
    guard let handle, let other = other.handle else { return false }
    return ct_tensor_shares_storage(handle, other)
  }
}

extension [Int] {
  /// Calls `body` with the values as CTorch takes them.
  func withDimensions<Result>(_ body: (UnsafePointer<Int64>?, Int) -> Result) -> Result {
    withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: Int64.self) { body($0.baseAddress, $0.count) }
    }
  }
}
