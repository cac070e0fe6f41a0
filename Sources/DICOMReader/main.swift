// SPDX-License-Identifier: Apache-2.0

/// Reads DICOM files for `Volumes` in a process of its own: GDCM ends the process at what it does
/// not expect in a file. Not meant to be called by hand.
import CDICOM
import Foundation
import Volumes

if CommandLine.arguments.dropFirst() == ["probe"] { exit(DICOMFile.isAvailable ? 0 : 1) }
let input = FileHandle.standardInput.readDataToEndOfFile()
guard let request = Request(Array(CommandLine.arguments.dropFirst()), input: input) else {
  FileHandle.standardError.write(Data("daefuse-dicom: a part of daefuse, not a command\n".utf8))
  exit(2)
}
// The one that starts it ends it by its group.
setpgid(0, 0)
limitMemory(to: request.limits.memoryBytes)
do {
  try request.answer { try FileHandle.standardOutput.write(contentsOf: $0) }
} catch { exit(1) }

/// Lets allocations beyond `bytes` fail, and leaves no core file behind.
func limitMemory(to bytes: Int) {
  var memory = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
  var core = rlimit(rlim_cur: 0, rlim_max: 0)
  #if canImport(Glibc)
    if cd_wants_address_space() == 0 {
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)
    }
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
  #else
    setrlimit(RLIMIT_CORE, &core)
  #endif
}
