// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

/// Real pictures, where the data folder is at hand.
@Suite(.tags(.data)) struct DataSetTests {
  /// `DAEFUSE_DATA`, or `shared/data` beside the package.
  private static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["DAEFUSE_DATA"] { return URL(filePath: path) }
    return URL(filePath: #filePath).appending(path: "../../../../shared/data").standardized
  }()

  private static func files(_ name: String) -> [String] {
    let folder = folder.appending(path: name)
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (names ?? []).sorted().filter { !$0.hasPrefix(".") }.map {
      folder.appending(path: $0).path(percentEncoded: false)
    }
  }

  @Test(.enabled(if: !files("tno_test/ir").isEmpty, "the data folder is absent"))
  func tnoPicturesAreGrayHoweverStored() throws {
    let (infrared, visible) = (Self.files("tno_test/ir"), Self.files("tno_test/vi"))
    #expect(infrared.count > 10 && infrared.count == visible.count)
    for path in infrared + visible {
      #expect(try Image(contentsOf: path).isGray, "\(path)")
    }
  }
}
