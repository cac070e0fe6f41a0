// SPDX-License-Identifier: Apache-2.0

/// Where an environment has the program's caches: what `DAEFUSE_CACHE` names, else the folder
/// `daefuse` in the user's folder for caches; nil where the environment names none.
package func cacheFolder(in environment: [String: String]) -> String? {
  func path(_ name: String) -> String? {
    environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
  return path("DAEFUSE_CACHE") ?? path("XDG_CACHE_HOME").map { "\($0)/daefuse" }
    ?? path("HOME").map { "\($0)/.cache/daefuse" }
}
