// SPDX-License-Identifier: Apache-2.0

import Datasets
public import Imaging

/// The images of a folder as frames, in the order of their names as people count.
public struct FrameFolder: FrameSource {
  /// What messages call it.
  public var name: String { path }
  /// Whether frames come by themselves.
  public let isLive = false
  private let path: String
  private let frameRate: FrameRate
  private let policy: ImageDecodingPolicy

  /// Names a folder, the rate that its frames are to have, and how much reading one may cost.
  public init(path: String, rate: FrameRate, policy: ImageDecodingPolicy = .standard) {
    (self.path, frameRate, self.policy) = (path, rate, policy)
  }

  /// Begins to read; see ``FrameSource/open()``.
  public func open() throws -> any FrameReader {
    let paths = try ImageFolder(path: path).paths(without: [])
    return Reader(paths: paths[...], rate: frameRate, policy: policy)
  }

  private final class Reader: FrameReader {
    let rate: FrameRate?
    let interruption: @Sendable () -> Void = {}
    private var paths: ArraySlice<String>
    private let frameRate: FrameRate
    private let policy: ImageDecodingPolicy

    init(paths: ArraySlice<String>, rate: FrameRate, policy: ImageDecodingPolicy) {
      (self.paths, self.rate, frameRate, self.policy) = (paths, rate, rate, policy)
    }

    func next() throws -> VideoFrame? {
      let index = paths.startIndex
      guard let path = paths.popFirst() else { return nil }
      return VideoFrame(
        image: try Image(contentsOf: path, policy: policy), time: frameRate.time(ofFrame: index))
    }
  }
}
