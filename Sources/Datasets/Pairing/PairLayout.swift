// SPDX-License-Identifier: Apache-2.0

/// A way in which one path holds pairs, such as a folder with a folder for each modality.
public struct PairLayout: Sendable {
  /// What it is called.
  public let name: String
  /// What such a path looks like, in one sentence.
  public let summary: String
  /// The source at a path; nil where the path is of another layout.
  private let open: @Sendable (_ path: String) throws -> (any PairSource)?

  init(
    name: String, summary: String,
    open: @escaping @Sendable (_ path: String) throws -> (any PairSource)?
  ) {
    (self.name, self.summary, self.open) = (name, summary, open)
  }

  /// All layouts, in the order in which they are tried. The last one takes any path, so that its
  /// error says what is wanted.
  public static let all: [PairLayout] = [.folderOfBoth, .dataFolder]

  /// The pairs at a path, in the first layout that it fits.
  ///
  /// - Throws: ``DatasetError`` for a path of no layout, or that cannot be read.
  public static func source(at path: String) throws -> any PairSource {
    for layout in all {
      if let source = try layout.open(path) { return source }
    }
    preconditionFailure("PairLayout: the last layout refused \(path)")
  }
}

extension PairLayout {
  /// A folder whose images are of both kinds.
  private static let folderOfBoth = Self(
    name: "folder of both kinds",
    summary: "A folder of images whose names tell the kinds (1_vis, 1_ir), or of radiometric files"
      + " (FLIR), each of which holds a photo of the scene too."
  ) { path in
    guard (try? DataFolder(path: path)) == nil, (try? ImageNames(path: path)) != nil else {
      return nil
    }
    do { return try FolderPairing().list(in: path) } catch let error as DatasetError
      where error.code == .noPairs
    { return nil }
  }
}
