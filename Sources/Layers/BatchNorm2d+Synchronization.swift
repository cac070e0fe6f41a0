// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension Module {
  /// Makes every ``BatchNorm2d`` of the tree normalize by the batches of all ranks of `group`
  /// together; nil: each rank by its own.
  package final func synchronizeBatchNorms(over group: ProcessGroup?) {
    for case let norm as BatchNorm2d in modules { norm.group = group }
  }
}

extension BatchNorm2d {
  /// Normalizes by the mean and variance over the batches of all ranks, whose sizes may differ, and
  /// moves the running statistics by them, as `torch.nn.SyncBatchNorm`. Gradients flow to every
  /// rank's batch, so all ranks must run back. Computes in float32, or in float64 if `x` is that.
  func normalized(_ x: Tensor, over group: ProcessGroup) -> Tensor {
    let values = x.to(x.dtype == .float64 ? .float64 : .float32)
    let ownCount = Tensor(full: Double(x.count / x.size(1)), [1], dtype: values.dtype)
    let sums = group.allReduced(
      Tensor.concatenated([values.sum(0, 2, 3), ownCount.to(device: x.device)], dim: 0))
    let count = sums.slice(x.size(1)..<x.size(1) + 1, dim: 0).detached()
    let mean = sums.slice(0..<x.size(1), dim: 0) / count
    let centered = values - perChannel(mean)
    // From the global mean, as the difference of two large sums would lose digits.
    let variance = group.allReduced(centered.squared().sum(0, 2, 3)) / count
    moveRunningStatistics(mean.detached(), variance.detached(), count)
    let scale = (variance + epsilon).reciprocalSquareRoot() * weight
    return (centered * perChannel(scale) + perChannel(bias)).to(x.dtype)
  }

  /// The running variance is the unbiased one, over `count` pixels of all ranks.
  private func moveRunningStatistics(_ mean: Tensor, _ variance: Tensor, _ count: Tensor) {
    withoutGradients {
      let unbiased = variance * (count / (count - 1))
      for (running, new) in [(runningMean, mean), (runningVariance, unbiased)] {
        running.multiply_(1 - momentum)
        running.add_(new.to(running.dtype), times: momentum)
      }
    }
  }

  /// `[C]` -> `[1, C, 1, 1]`
  private func perChannel(_ values: Tensor) -> Tensor { values.reshaped(1, -1, 1, 1) }
}
