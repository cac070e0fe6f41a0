// SPDX-License-Identifier: Apache-2.0

// The functions of `daefuse.h`, which has their documentation.
public import CDaefuse
import FusionModel

/// `daefuse_open` of `daefuse.h`.
@_cdecl("daefuse_open")
public func open(
  _ model: UnsafePointer<CChar>?, _ device: UnsafePointer<CChar>?,
  _ precision: UnsafePointer<CChar>?, _ threads: Int32
) -> OpaquePointer? {
  reportingFailure {
    let model = model.map { String(cString: $0) } ?? "fast"
    return OpenFusers.shared.add(
      try Fuser(
        ModelSource(besideLibrary: model), device: chosenDevice(device),
        precision: chosenPrecision(precision),
        threads: threads == 0 ? nil : Int(threads)))
  }
}

/// `daefuse_fuse` of `daefuse.h`.
@_cdecl("daefuse_fuse")
public func fuse(
  _ fuser: OpaquePointer?, _ first: UnsafePointer<daefuse_image>?,
  _ second: UnsafePointer<daefuse_image>?, _ fused: UnsafePointer<daefuse_image>?
) -> Bool {
  reportingFailure {
    let fuser = try OpenFusers.shared[fuser]
    let first = try PixelBuffer(first, called: "first")
    let second = try PixelBuffer(second, called: "second")
    let fused = try PixelBuffer(fused, called: "fused")
    try fused.checkSize(as: first)
    fused.fill(with: try fusedImage(first.image, second.image, by: fuser, color: fused.color))
    return true
  } ?? false
}

/// `daefuse_close` of `daefuse.h`.
@_cdecl("daefuse_close")
public func close(_ fuser: OpaquePointer?) { OpenFusers.shared.remove(fuser) }

/// Runs a call's work; its failure becomes the thread's text, and nil.
private func reportingFailure<Result>(_ body: () throws -> Result?) -> Result? {
  do {
    let result = try body()
    daefuse_set_failure("")
    return result
  } catch {
    daefuse_set_failure("\(error)")
    return nil
  }
}

private func chosenDevice(_ text: UnsafePointer<CChar>?) throws -> ComputeDevice {
  guard let text = text.map({ String(cString: $0) }) else { return .auto }
  guard let device = ComputeDevice(text) else {
    throw CallError("device is \"\(text)\"; auto, cpu, cuda, cuda:N or mps is wanted")
  }
  return device
}

private func chosenPrecision(_ text: UnsafePointer<CChar>?) throws -> ComputePrecision {
  guard let text = text.map({ String(cString: $0) }) else { return .auto }
  guard let precision = ComputePrecision(rawValue: text) else {
    let known = ComputePrecision.allCases.map(\.rawValue).joined(separator: ", ")
    throw CallError("precision is \"\(text)\"; one of \(known) is wanted")
  }
  return precision
}
