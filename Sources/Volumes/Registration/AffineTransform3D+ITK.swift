// SPDX-License-Identifier: Apache-2.0

import Files

extension AffineTransform3D {
  /// Reads a transform of ITK as text, such as 3D Slicer, ANTs and SimpleITK write (`.tfm`,
  /// `.txt`): one of the classes MatrixOffsetTransformBase, AffineTransform, Euler3DTransform and
  /// VersorRigid3DTransform, in three dimensions.
  ///
  /// The file maps points of the fixed image, the base, to the moving one, the overlay, in
  /// coordinates that grow to the left and to the back. The result is the same map in those of
  /// ``VolumeGrid``.
  ///
  /// - Throws: ``VolumesError`` that names the file, for one that holds no such transform, several,
  ///   or one that mirrors.
  public init(itkTransform path: String) throws(VolumesError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try readFile(path, atMost: ITKTransformText.mostBytes)
    } catch { throw VolumesError(error) }
    do throws(VolumesError) { try self.init(itkTransform: bytes) } catch { throw error.of(path) }
  }

  /// Reads a transform of ITK as text that is in memory.
  ///
  /// - Throws: ``VolumesError``, which names no file.
  public init(itkTransform bytes: [UInt8]) throws(VolumesError) {
    self = try ITKTransformKind.map(ITKTransformText(bytes)).withLeftAndBackExchanged
  }

  /// The map as a text file of ITK, an AffineTransform, as 3D Slicer reads it.
  public var itkTransform: String {
    let map = withLeftAndBackExchanged
    let numbers =
      (0..<3).flatMap { [map.i[$0], map.j[$0], map.k[$0]] } + (0..<3).map { map.origin[$0] }
    // Zero is added so that none is -0.
    return """
      \(ITKTransformText.firstLine)
      #Transform 0
      #Not for diagnosis
      Transform: \(ITKTransformKind.affine.rawValue)_double_3_3
      Parameters: \(numbers.map { "\($0 + 0)" }.joined(separator: " "))
      FixedParameters: 0 0 0

      """
  }

  /// Writes ``itkTransform`` to a file.
  ///
  /// - Parameters:
  ///   - path: Where to; the folder must exist.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``VolumesError`` where it cannot be written.
  public func write(itkTransform path: String, replacing: Bool = true) throws(VolumesError) {
    var failure: FileError?
    Array(itkTransform.utf8).withUnsafeBytes { bytes in
      do throws(FileError) { try writeFile(bytes, to: path, replacing: replacing) } catch {
        failure = error
      }
    }
    if let failure { throw VolumesError(failure) }
  }

  /// The same map of coordinates that grow to the left and to the back instead of to the right and
  /// to the front, or the other way around.
  private var withLeftAndBackExchanged: Self {
    let signs = SIMD3(-1.0, -1, 1)
    return Self(i: -(i * signs), j: -(j * signs), k: k * signs, origin: origin * signs)
  }
}
