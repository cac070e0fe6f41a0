// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// What is not to outlive this process where a signal ends it at once: files that are not whole
/// yet, and programs that it has started.
///
/// It is one for the process, as signals are.
package enum Unfinished {
  private struct State {
    var files: Set<String> = []
    var folders: Set<String> = []
    var programs: Set<Int32> = []
  }

  private static let state = Mutex(State())

  /// A file that is not whole yet.
  package static func add(file path: String) {
    state.withLock { _ = $0.files.insert(path) }
  }

  /// A file that is whole, or gone.
  package static func forget(file path: String) {
    state.withLock { _ = $0.files.remove(path) }
  }

  /// A folder of such files, which goes when they are gone.
  package static func add(folder path: String) {
    state.withLock { _ = $0.folders.insert(path) }
  }

  /// A folder that is gone.
  package static func forget(folder path: String) {
    state.withLock { _ = $0.folders.remove(path) }
  }

  /// A program that leads a process group of its own.
  package static func add(program identifier: Int32) {
    state.withLock { _ = $0.programs.insert(identifier) }
  }

  /// A program that has ended: its number may soon be another one's.
  package static func forget(program identifier: Int32) {
    state.withLock { _ = $0.programs.remove(identifier) }
  }

  /// Kills the programs, so that none makes its file anew, and removes the files. What is added
  /// meanwhile waits: this is for who ends the process next.
  package static func end() {
    state.withLock { state in
      for program in state.programs { kill(-program, SIGKILL) }
      for program in state.programs {
        var status: Int32 = 0
        waitpid(program, &status, 0)
      }
      for file in state.files { unlink(file) }
      for folder in state.folders { rmdir(folder) }
      state = State()
    }
  }
}
