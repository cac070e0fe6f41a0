// SPDX-License-Identifier: Apache-2.0

import Files

/// Writes a file that appears under its name once all is written.
final class FileOutput: ByteOutput {
  var name: String { file.path }
  private let file: AtomicFile

  /// - Throws: ``VideoError`` where no file can be made there, or one is there and stays.
  init(path: String, replacing: Bool) throws {
    do { file = try AtomicFile(path: path, replacing: replacing) } catch { throw VideoError(error) }
  }

  func write(_ bytes: [UInt8]) throws {
    do { try file.append(bytes) } catch { throw VideoError(error) }
  }

  func finish() throws {
    do { try file.moveIntoPlace() } catch { throw VideoError(error) }
  }
}
