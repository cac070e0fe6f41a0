// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// What the processes of a training do together. All make the same calls in the same order.
///
/// Every call throws `TensorError` where a process is lost, which it names.
package protocol Collective {
  /// This process, from 0; 0 is the one that writes.
  var rank: Int { get }
  /// The number of processes.
  var size: Int { get }
  /// The group that statistics of batches are to be summed over; nil for a single process.
  var group: ProcessGroup? { get }
  /// Why tensors of GPUs take the way through memory of the CPU to others, if they do.
  var detour: String? { get }

  /// Replaces the gradient of each parameter by the mean over all ranks. One that is missing counts
  /// as zeros, unless it is missing on all ranks and stays so.
  func averageGradients(of parameters: [(key: String, tensor: Tensor)]) throws

  /// Overwrites tensors, parameters or buffers, by those of rank 0.
  func broadcast(_ tensors: [(key: String, tensor: Tensor)]) throws

  /// The sum over all ranks, number by number.
  func sum(_ values: [Double]) throws -> [Double]

  /// Waits for all ranks.
  func barrier() throws
}
