// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Batch normalization (Ioffe and Szegedy 2015), as `torch.nn.BatchNorm2d`.
///
/// `y = (x - mean) / sqrt(variance + epsilon) * weight + bias` a channel: by the batch's statistics
/// in training, by the running ones else or where it ``isFrozen``. Shape: `[N, C, H, W]` in and
/// out. With a ``group``, the batch is that of all its ranks.
package final class BatchNorm2d: Module {
  @Parameter package var weight: Tensor
  @Parameter package var bias: Tensor
  @Buffer(key: "running_mean") package var runningMean: Tensor
  @Buffer(key: "running_var") package var runningVariance: Tensor
  @Buffer(key: "num_batches_tracked") package var batchCount: Tensor

  /// The ranks whose batches count as one in training; nil: this process's batch alone.
  package var group: ProcessGroup?
  /// Whether the running statistics are kept and gone by in training too.
  package var isFrozen = false

  let momentum = 0.1
  let epsilon = 1e-5

  package init(_ channels: Int) {
    weight = .ones([channels])
    bias = .zeros([channels])
    _runningMean.wrappedValue = .zeros([channels])
    _runningVariance.wrappedValue = .ones([channels])
    _batchCount.wrappedValue = .zeros([], dtype: .int64)
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    let gathers = isTraining && !isFrozen
    if gathers { batchCount.add_(.ones([], dtype: .int64, device: batchCount.device)) }
    if gathers, let group, group.size > 1 { return normalized(x, over: group) }
    return x.batchNorm(
      weight: weight, bias: bias, runningMean: runningMean, runningVariance: runningVariance,
      training: gathers, momentum: momentum, epsilon: epsilon)
  }
}

extension Module {
  /// Sets ``BatchNorm2d/isFrozen`` of every one in the tree.
  package final func freezeBatchNorms(_ isFrozen: Bool) {
    for case let norm as BatchNorm2d in modules { norm.isFrozen = isFrozen }
  }
}
