// SPDX-License-Identifier: Apache-2.0

extension GraphValue {
  /// The matrix product of the last two dimensions.
  package func matmul(_ other: Self) -> Self { applying("MatMul", [other]) }

  /// Cross-correlation. Shape: `[N, in, H, W]`, weight `[out, in / groups, kernel, kernel]`;
  /// `padding` zeros on every side.
  package func conv2d(
    _ weight: Self, _ bias: Self?, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1
  ) -> Self {
    applying(
      "Conv", [weight] + (bias.map { [$0] } ?? []),
      [
        "kernel_shape": .integers([kernel, kernel]), "strides": .integers([stride, stride]),
        "pads": .integers([padding, padding, padding, padding]), "group": .integer(groups),
      ])
  }

  /// Layer normalization over the last dimension.
  package func layerNorm(weight: Self, bias: Self, epsilon: Double) -> Self {
    applying(
      "LayerNormalization", [weight, bias], ["axis": .integer(-1), "epsilon": .number(epsilon)])
  }

  /// Means over windows of `rows` x `columns`, `stride` from one to the next.
  package func averagePooled(rows: Int, columns: Int, stride: Int) -> Self {
    applying(
      "AveragePool", [],
      ["kernel_shape": .integers([rows, columns]), "strides": .integers([stride, stride])])
  }

  /// Bilinear resampling of `[N, C, H, W]` to `factor` times its sides, corners not aligned.
  package func enlarged(by factor: Int) -> Self {
    if factor == 1 { return self }
    let factors = [1, 1, factor, factor].map { Float($0).bitPattern.littleEndian }
    let bytes = factors.flatMap { factor in withUnsafeBytes(of: factor) { Array($0) } }
    return applying(
      "Resize", [nil, graph.constant(bytes, shape: [4], type: .float32)],
      ["mode": .text("linear"), "coordinate_transformation_mode": .text("half_pixel")])
  }

  /// `[N, C r r, H, W]` -> `[N, C, H r, W r]`.
  package func pixelShuffled(_ factor: Int) -> Self {
    if factor == 1 { return self }
    return applying("DepthToSpace", [], ["blocksize": .integer(factor), "mode": .text("CRD")])
  }

  /// `[N, 1, H r, W r]` -> `[N, r r, H, W]`. Of one channel alone: of several, ONNX has another
  /// order than PyTorch.
  package func imageUnshuffled(_ factor: Int) -> Self {
    applying("SpaceToDepth", [], ["blocksize": .integer(factor)])
  }
}
