// SPDX-License-Identifier: Apache-2.0

import CodedErrors
import Files
public import Imaging

extension RadiometricImage {
  /// Reads a radiometric JPEG of FLIR's or DJI's cameras, or FLIR's FFF file; known by its content.
  ///
  /// - Parameters:
  ///   - path: The file; regular files only.
  ///   - policy: How much reading each of its pictures may cost.
  /// - Throws: ``CamerasError``; `ImagingError` for a picture in it that cannot be read.
  public init(contentsOf path: String, policy: ImageDecodingPolicy = .standard) throws {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: policy.maximumByteCount) } catch {
      throw CamerasError(error)
    }
    guard let image = try Self(encoded: bytes, path: path, policy: policy) else {
      throw CamerasError(
        .notRadiometric, path: path,
        "holds no measured values; a radiometric JPEG of FLIR or DJI, or an FFF file is wanted")
    }
    self = image
  }

  /// Reads one from the bytes of a file; nil where they are of another kind. `path` is what errors
  /// name.
  package init?(encoded bytes: [UInt8], path: String, policy: ImageDecodingPolicy) throws {
    do {
      if let file = try flirFile(bytes) {
        try self.init(file, of: bytes, path: path, policy: policy)
      } else {
        let header = JPEGHeader(bytes)
        guard
          let values = DJIValues(JPEGSegment.all(in: bytes[...]), screen: header?.storedSize)
        else { return nil }
        try self.init(values, header, policy, cut: cutWarning(bytes))
      }
    } catch let error as CamerasError where [.damaged, .unsupported].contains(error.code) {
      var screen = policy
      screen.takesScreenPicture = true
      let picture = try? Image(encoded: bytes, path: path, policy: screen)
      throw error.of(path, hasScreenPicture: picture != nil)
    } catch let error as CamerasError {
      throw error.of(path)
    }
  }

  private init(
    _ file: FLIRFile, of bytes: [UInt8], path: String, policy: ImageDecodingPolicy
  ) throws {
    let orientation = JPEGHeader(bytes)?.orientation ?? .normal
    let stored = try file.rawImage(path: path, policy: policy)
    let plane = stored.turned(by: orientation)
    let camera = try file.camera()
    (maker, model) = (.flir, camera?.model)
    (size, values, sizeSource) = (plane.size, plane.values, "as the file says")
    let found = (camera?.calibration ?? .failure(.unsaid)).flatMap {
      $0.checked(with: plane.values)
    }
    calibration = try? found.get()
    let photo: Image?
    do { (photo, photoProblem) = (try file.photo(path: path, policy: policy), nil) } catch {
      (photo, photoProblem) = (nil, (error as? any CodedError)?.message ?? "\(error)")
    }
    placement = try file.placement().flatMap {
      $0.turned(by: orientation, thermal: stored.size, photo: photo?.size ?? stored.size)
    }
    self.photo = photo?.turned(by: orientation)
    let lack = if case .failure(let lack) = found { lack.warning } else { nil as String? }
    warnings =
      [cutWarning(bytes), lack, photoProblem.map { "its photo cannot be read: \($0)" }]
      .compactMap(\.self)
  }

  private init(
    _ values: DJIValues, _ header: JPEGHeader?, _ policy: ImageDecodingPolicy, cut: String?
  ) throws {
    let (stored, source) = try values.plane(policy)
    let plane = stored.turned(by: header?.orientation ?? .normal)
    (maker, model, sizeSource) = (.dji, nil, source)
    (size, self.values) = (plane.size, plane.values)
    (calibration, photo, photoProblem, placement) = (nil, nil, nil, nil)
    warnings = [cut].compactMap(\.self)
  }
}

/// What is to be said of a JPEG file that ends behind what was measured; nil of a whole one.
private func cutWarning(_ bytes: [UInt8]) -> String? {
  guard JPEGSegment.isCutOff(bytes) else { return nil }
  return "damaged, but read: the file ends behind its thermal data, before the picture of its "
    + "screen does"
}

/// The FFF file that the bytes are, or that a JPEG file has in it; nil where there is none, or one
/// without measured values.
private func flirFile(_ bytes: [UInt8]) throws(CamerasError) -> FLIRFile? {
  if bytes.starts(with: Array("FFF".utf8) + [0]) { return try FLIRFile(bytes) }
  guard let chunks = FLIRChunks(JPEGSegment.all(in: bytes[...])) else { return nil }
  let file = try FLIRFile(try chunks.joined())
  return file.hasRawImage ? file : nil
}
