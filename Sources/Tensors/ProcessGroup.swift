// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// Processes, of one machine or of many, that compute together; each is a rank.
///
/// Every rank makes the same calls in the same order, from one task at a time, with tensors of one
/// shape and dtype. A call waits for all ranks, up to half an hour, as long as they beat: each
/// process has a thread that tells the others so.
///
/// A rank that does not beat for the silence limit is lost. Where a process ends, its connections
/// break, and a tenth of the limit three times over (3 s at most) is enough. The others' calls then
/// throw an error that names it: after 1.6 times the limit at the latest; so do all calls that
/// follow. Where rank 0 is lost and the store of the ranks with it, rank 0 is named.
///
/// Tensors of the CUDA device that the group is made for are NCCL's to add up and send, if every
/// rank has NCCL and such a device to itself; this has not been run on GPUs yet, and
/// `DAEFUSE_NCCL=0` of any rank turns it off. All others are Gloo's, over TCP, on the network by
/// which the store is reached, or on that which `GLOO_SOCKET_IFNAME` names; those of a GPU are
/// copied to memory of the CPU and back.
package final class ProcessGroup {
  /// Where the ranks meet, and which one this process is.
  package struct Address: Sendable, Equatable {
    /// The machine whose store the ranks meet at.
    package var host: String
    /// The store's port.
    package var port: UInt16
    /// This process, from 0.
    package var rank: Int
    /// How many there are.
    package var size: Int
    /// Whether this process opens the store: rank 0, unless a launcher has opened it.
    package var hostsStore: Bool
    /// Sets this run apart from others that use the same store.
    package var keyPrefix: String

    package init(
      host: String, port: UInt16, rank: Int, size: Int, hostsStore: Bool, keyPrefix: String
    ) {
      self.host = host
      self.port = port
      self.rank = rank
      self.size = size
      self.hostsStore = hostsStore
      self.keyPrefix = keyPrefix
    }
  }

  /// This process, from 0.
  package let rank: Int
  /// The number of processes.
  package let size: Int
  private let handle: OpaquePointer

  /// Joins the others, once all are there.
  ///
  /// - Parameters:
  ///   - address: Where, and as whom.
  ///   - device: What this rank computes on.
  ///   - silenceLimit: The time after which a rank that is not heard of is lost; also the time in
  ///     which all must have come.
  /// - Throws: `TensorError` where the store cannot be reached or some ranks do not come; it names
  ///   them.
  package init(
    _ address: Address, device: Device = .cpu, silenceLimit: Duration = .seconds(30)
  ) throws {
    rank = address.rank
    size = address.size
    var message: UnsafeMutablePointer<CChar>?
    let made = address.host.withCString { host in
      address.keyPrefix.withCString { prefix in
        var address = ct_group_address(
          host: host, port: address.port, rank: Int32(address.rank), size: Int32(address.size),
          device: ct_device(type: device.code.type, index: device.code.index),
          silence_limit: silenceLimit / .seconds(1), hosts_store: address.hostsStore,
          prefix: prefix)
        return ct_group_create(&address, &message)
      }
    }
    guard let made else { throw Self.failure("ProcessGroup", [], taking: message) }
    handle = made
  }

  deinit {
    ct_group_free(handle)
  }

  /// Why tensors of CUDA devices go through memory of the CPU, in one line; nil where they do not,
  /// or where no rank computes on a CUDA device.
  package var detour: String? { ct_group_detour(handle).map { String(cString: $0) } }
}

// MARK: Collectives

extension ProcessGroup {
  /// Adds up over all ranks, in place, outside of autograd; the same bits on every rank.
  ///
  /// - Throws: `TensorError` where a rank is lost.
  package func allReduce_(_ tensor: Tensor) throws {
    try perform("allReduce_", [tensor]) { ct_group_all_reduce_(handle, tensor.handle, $0) }
  }

  /// Overwrites the elements with those of rank `root`, outside of autograd.
  ///
  /// - Throws: `TensorError` where a rank is lost.
  package func broadcast_(_ tensor: Tensor, from root: Int = 0) throws {
    try perform("broadcast_", [tensor]) {
      ct_group_broadcast_(handle, tensor.handle, Int32(root), $0)
    }
  }

  /// Waits for all ranks.
  ///
  /// - Throws: `TensorError` where a rank is lost.
  package func barrier() throws {
    try perform("barrier", []) { ct_group_barrier(handle, $0) }
  }

  /// The sum over all ranks, through which gradients flow: that of an operand is the sum of those
  /// of all ranks' results. Every rank must run back through it.
  ///
  /// A rank that is lost is a failure of the engine, here and in `backward`: see
  /// ``withTensorErrors(_:)``.
  package func allReduced(_ operand: Tensor) -> Tensor {
    tensor("allReduced", [operand]) { ct_group_all_reduce(handle, operand.handle, $0) }
  }

  private func perform(
    _ operation: String, _ operands: [Tensor], _ body: (ErrorSlot) -> Bool
  ) throws {
    var message: UnsafeMutablePointer<CChar>?
    if !body(&message) { throw Self.failure(operation, operands, taking: message) }
  }

  private static func failure(
    _ operation: String, _ operands: [Tensor], taking message: UnsafeMutablePointer<CChar>?
  ) -> TensorError {
    defer { ct_error_free(message) }
    let text = message.map { String(cString: $0) } ?? "no message"
    return TensorError(operation: operation, shapes: operands.map(\.shape), message: text)
  }
}
