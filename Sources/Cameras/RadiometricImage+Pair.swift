// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension RadiometricImage {
  /// The photo and the thermal image on each other: of the field that the thermal image shows, in
  /// the photo's detail.
  ///
  /// The photo is cut to that field as ``placement`` says, and the thermal image enlarged to its
  /// size. Where the field reaches beyond the photo, and where the photo has a black frame, alpha
  /// is 0. A photo without a placement is taken to show the same field, cut to its shape. Where the
  /// photo is the coarser it is enlarged.
  /// - Parameter policy: Limits the pixels of the result.
  /// - Returns: Two images of one size: the photo, and temperatures (or relative values, see
  ///   ``thermalImage``) as floats.
  /// - Throws: ``CamerasError`` with `noPhoto` or `tooLarge`.
  public func alignedPair(
    policy: ImageDecodingPolicy = .standard
  ) throws(CamerasError) -> (photo: Image, thermal: Image) {
    let photo = try requiredPhoto()
    let (x, y, window) = (placement ?? fitting(photo)).window(of: size, on: photo.size)
    guard window.pixelCount <= policy.maximumPixelCount else {
      throw CamerasError(
        .tooLarge,
        "its thermal image would be \(window) on its photo; \(policy.maximumPixelCount) pixels in"
          + " all are allowed")
    }
    let cut = photo.withoutBlackFrame().window(x: x, y: y, size: window)
    guard window.width >= size.width else { return (cut.enlarged(to: size), thermal(at: size)) }
    return (cut, thermal(at: window))
  }

  /// Where the file says that its thermal image lies on its photo, and the photo's size.
  ///
  /// - Throws: ``CamerasError`` with `noPhoto` or `noPlacement` where it does not say.
  package func statedPlacement() throws(CamerasError) -> (PhotoPlacement, photo: ImageSize) {
    let photo = try requiredPhoto()
    guard let placement else {
      throw CamerasError(
        .noPlacement,
        "does not say how its thermal image lies on its photo; a file of a camera that "
          + "does is wanted")
    }
    return (placement, photo.size)
  }

  /// The photo.
  ///
  /// - Throws: ``CamerasError`` with `noPhoto` where there is none, or one that cannot be read.
  package func requiredPhoto() throws(CamerasError) -> Image {
    guard let photo else {
      if let photoProblem {
        throw CamerasError(.noPhoto, "its photo cannot be read: \(photoProblem)")
      }
      throw CamerasError(
        .noPhoto,
        "holds a thermal image and no photo beside it; a visible image of its own is wanted")
    }
    return photo
  }

  /// The placement of a thermal image that fills as much of the photo as its shape allows.
  private func fitting(_ photo: Image) -> PhotoPlacement {
    let shape = Double(size.width) / Double(size.height)
    let ratio = Double(photo.size.width) / Double(photo.size.height) / shape
    return PhotoPlacement(
      widthRatio: min(max(ratio, 1), PhotoPlacement.ratios.upperBound), offsetX: 0, offsetY: 0)
  }

  private func thermal(at size: ImageSize) -> Image {
    let plane = temperatures() ?? Plane(size: self.size, values: values.map(Float.init))
    var image = Image(
      size: size, colorModel: .gray,
      samples: .float(plane.resized(to: size, by: .bicubic).values))
    image.notes = thermalImage.notes
    if placement == nil {
      image.notes.warnings.append(
        "says not how its thermal image lies on its photo; both are taken to show the same field")
    }
    return image
  }
}

extension Image {
  /// The picture in another size, without its alpha unless it has one.
  fileprivate func enlarged(to size: ImageSize) -> Image {
    let image = Image(
      luminance: luminance().resized(to: size, by: .bicubic),
      chroma: isGray ? nil : chroma().resized(to: size), depth: samples.depth)
    var enlarged = Image(
      size: size, colorModel: image.colorModel, samples: image.samples,
      alpha: alpha?.resized(to: size))
    enlarged.notes = notes
    return enlarged
  }
}
