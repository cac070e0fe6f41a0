// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Tensor {
  /// The same values as another type, or on another device; `self` where nothing changes.
  /// `nonBlocking` copies from pinned memory to a GPU without waiting.
  package func to(
    _ dtype: DType? = nil, device: Device? = nil, nonBlocking: Bool = false
  ) -> Tensor {
    let dtype = dtype ?? self.dtype
    let device = device ?? self.device
    if dtype == self.dtype && device == self.device { return self }
    return tensor("to", [self]) {
      ct_tensor_to(handle, dtype.rawValue, ct_device(device), nonBlocking, $0)
    }
  }

  /// The same values in the order of `format`; shares the storage where they lie so already.
  package func contiguous(_ format: MemoryFormat = .contiguous) -> Tensor {
    tensor("contiguous", [self]) { ct_tensor_contiguous(handle, format.rawValue, $0) }
  }

  /// A copy of its own, in the same memory format.
  package func cloned() -> Tensor {
    tensor("cloned", [self]) { ct_tensor_clone(handle, $0) }
  }

  /// The same storage, outside of the autograd graph.
  package func detached() -> Tensor {
    tensor("detached", [self]) { ct_tensor_detach(handle, $0) }
  }

  /// A copy in page-locked memory, from which a CUDA device copies without waiting.
  package func pinned() -> Tensor {
    tensor("pinned", [self]) { ct_tensor_pin_memory(handle, $0) }
  }

  /// Overwrites the elements with those of `source`, converting and broadcasting.
  package func copy_(_ source: Tensor) {
    run("copy_", [self, source], shapesAgree: { source.broadcasts(to: shape) }) {
      ct_tensor_copy_(handle, source.handle, $0)
    }
  }

  /// Overwrites every element.
  package func fill_(_ value: Double) {
    run("fill_", [self]) { ct_tensor_fill_(handle, value, $0) }
  }
}

// MARK: Back to Swift

extension Tensor {
  /// The elements, row-major, converted to `Element` where they are of another type.
  package func values<Element: TensorElement>(as type: Element.Type = Element.self) -> [Element] {
    let source = to(Element.dtype)
    let count = source.isFailed ? 0 : source.count
    return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      source.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      initialized = count
    }
  }

  /// Copies the elements, row-major, to `bytes`, which must hold just that many.
  package func copyBytes(to bytes: UnsafeMutableRawBufferPointer) {
    run("copyBytes", [self]) {
      ct_tensor_copy_bytes(handle, bytes.baseAddress, bytes.count, $0)
    }
  }

  /// The value of a one-element tensor. Waits for the device.
  package func item() -> Double {
    precondition(isFailed || count == 1, "item of a tensor of shape \(shape); one element wanted")
    var value = 0.0
    run("item", [self]) { ct_tensor_item(handle, &value, $0) }
    return value
  }
}
