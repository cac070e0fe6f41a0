// SPDX-License-Identifier: Apache-2.0

import Files
import TestBasics
import Testing

/// Where caches are kept.
@Suite("files: the folder of caches", .tags(.unit)) struct CacheFolderTests {
  @Test("the folder is the one named, else the user's for caches")
  func folder() {
    let home = ["HOME": "/home/a"]
    #expect(cacheFolder(in: [:]) == nil)
    #expect(cacheFolder(in: home) == "/home/a/.cache/daefuse")
    let base = home.merging(["XDG_CACHE_HOME": "/b"]) { $1 }
    #expect(cacheFolder(in: base) == "/b/daefuse")
    #expect(cacheFolder(in: base.merging(["DAEFUSE_CACHE": "/c"]) { $1 }) == "/c")
    #expect(cacheFolder(in: ["XDG_CACHE_HOME": "b", "HOME": ""]) == nil, "not absolute")
  }
}
