// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// What is fed with bytes that a fuzzer made up.
package struct Subject: Sendable {
  /// The word on the command line.
  package let name: String
  /// Tries bytes, and stops the process where something is wrong with what came of them. False
  /// where the bytes are not for this subject, so that they are not kept.
  package let accepts: @Sendable ([UInt8]) -> Bool

  /// A subject.
  package init(_ name: String, _ accepts: @escaping @Sendable ([UInt8]) -> Bool) {
    self.name = name
    self.accepts = accepts
  }
}

/// Runs libFuzzer over the subject that the first argument names; the others are libFuzzer's own.
package func fuzz(_ subjects: [Subject]) -> Int32 {
  let arguments = CommandLine.arguments
  guard arguments.count > 1, let subject = subjects.first(where: { $0.name == arguments[1] }) else {
    print("wanted: \(subjects.map(\.name).joined(separator: ", ")), then libFuzzer's arguments")
    return 2
  }
  chosen = subject
  var pointers = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
  var count = Int32(pointers.count - 1)
  return pointers.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    return runDriver(&count, &start) { bytes, count in
      let input = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
      return chosen?.accepts(input) == true ? 0 : -1
    }
  }
}

/// Set once, before the fuzzer calls back: a C function cannot carry it.
nonisolated(unsafe) private var chosen: Subject?

/// libFuzzer's entry for programs that have a `main` of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
