// SPDX-License-Identifier: Apache-2.0

import Datasets
import TestBasics
import Testing

@Suite(.tags(.unit)) struct DataFolderTests {
  @Test(arguments: [
    ("visible", "infrared"), ("vi", "ir"), ("vi", "infrared"), ("mri", "ct"), ("mri", "pet"),
    ("mri", "spect"), ("visible", "lwir"), ("RGB", "Thermal"),
  ])
  func findsTheTwoModalities(_ first: String, _ second: String) throws {
    try withTree(["\(second)/1.png", "\(first)/1.png", "labels/1.txt", "v/1.png", "README"]) {
      root in
      let folder = try DataFolder(path: root)
      #expect(folder.first == "\(root)/\(first)")
      #expect(folder.second == "\(root)/\(second)")
      #expect(try folder.list().pairs.map(\.stem) == ["1"])
    }
  }

  @Test(arguments: [
    (["vi/", "labels/"], "holds labels, vi"),
    (["vi/", "ir/", "mri/", "ct/"], "holds ct, ir, mri, vi"),
    (["rgb/", "vis/", "thermal/"], "holds rgb, thermal, vis"),
    (["vi/", "ir"], "holds vi"),
    (["1.png"], "holds no folders"),
  ])
  func refusesOtherFolders(_ names: [String], _ found: String) throws {
    try withTree(names) { root in
      let error = #expect(throws: DatasetError.self) { try DataFolder(path: root) }
      #expect(error?.code == .unknownModalities)
      #expect(error?.message.hasPrefix("\(found); ") == true)
    }
  }

  @Test func refusesWhatIsNoFolder() throws {
    try withTree(["file"]) { root in
      let error = #expect(throws: DatasetError.self) { try DataFolder(path: "\(root)/file") }
      #expect(error?.code == .unreadableFolder)
    }
  }

  @Test(
    .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
    arguments: [("tno_test", 25), ("roadscene_test", 50), ("mri_pet_test", 42)])
  func pairsRealSets(_ set: String, _ count: Int) throws {
    let root = try #require(DataFolderLocation.path)
    let list = try DataFolder(path: "\(root)/\(set)").list()
    #expect(list.pairs.count == count)
    #expect(list.firstOnly.isEmpty && list.secondOnly.isEmpty)
  }
}
