// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

/// Places that cannot be written to: a typed error, and nothing half-written is left.
@Suite(.tags(.unit)) struct BadOutputTests {
  private let image = Pattern.smooth(.uint8, .rgb)

  @Test(arguments: ["image.bmp", "image", "image.", "png"])
  func unknownExtensionsAreRefused(_ name: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: ImagingError.self) { try image.write(to: folder.path(name)) }
    #expect(error?.code == .unknownExtension)
    #expect(error?.message.contains("wanted png, jpg") == true)
    #expect(try folder.names().isEmpty)
  }

  @Test func missingFoldersAreTold() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("none/image.png")
    let error = #expect(throws: ImagingError.self) { try image.write(to: path) }
    #expect(error?.code == .unwritable)
    #expect(error?.description == "\(path): cannot be written: No such file or directory")
  }

  @Test func aFolderIsNotReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("folder.png")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: ImagingError.self) { try image.write(to: path) }
    #expect(error?.code == .unwritable)
    #expect(try folder.names() == ["folder.png"])
  }

  @Test func aFileThatIsThereStaysWhereItIsNotToBeReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.png")
    try image.write(to: path, replacing: false)
    let other = Pattern.smooth(.uint8, .gray)
    let error = #expect(throws: ImagingError.self) { try other.write(to: path, replacing: false) }
    #expect(error?.code == .exists)
    #expect(try Image(contentsOf: path) == image)
  }

  @Test func throughALinkItsTargetIsWritten() throws {
    let folder = try TemporaryFolder()
    let target = try folder.file("target.png", [])
    try #require(symlink("target.png", folder.path("link.png")) == 0)
    try image.write(to: folder.path("link.png"))
    #expect(try Image(contentsOf: target) == image)
  }

  /// Root may write anywhere, so the test needs another user.
  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func closedFoldersAreTold() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path(""), 0o500)
    defer { chmod(folder.path(""), 0o700) }
    let error = #expect(throws: ImagingError.self) { try image.write(to: folder.path("a.png")) }
    #expect(error?.message == "cannot be written: Permission denied")
  }

  /// A limit on the size of files stands in for a full disk: both fail in the middle of writing. It
  /// holds for a whole process, so the test has one of its own.
  @Test func nothingIsLeftWhenWritingFailsHalfway() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      let image = Pattern.smooth(.uint8, .rgb, width: 300, height: 300)
      let error = #expect(throws: ImagingError.self) { try image.write(to: folder.path("a.jpg")) }
      #expect(error?.message == "cannot be written: File too large")
      #expect(try folder.names().isEmpty)
    }
  }

  @Test(arguments: ["png", "jpg", "tif", "webp"])
  func sizesThatAFormatCannotHoldAreRefused(_ fileExtension: String) throws {
    let folder = try TemporaryFolder()
    let wide = Pattern.smooth(.uint8, .gray, width: 70000, height: 1)
    let path = folder.path("wide.\(fileExtension)")
    guard ["jpg", "webp"].contains(fileExtension) else {
      try wide.write(to: path)
      #expect(try Image(contentsOf: path) == wide)
      return
    }
    let error = #expect(throws: ImagingError.self) { try wide.write(to: path) }
    #expect(error?.code == .notEncodable)
    #expect(error?.message.contains("70000x1 is too large") == true)
    #expect(try folder.names().isEmpty)
  }
}
