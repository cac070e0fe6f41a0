// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import Foundation
import PackageDescription

// LibTorch comes from `Scripts/setup` (in `.cache/`), or from where `LIBTORCH` points.
let libtorch =
  Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.cache/libtorch/torch"

// Where Debian has the headers of GDCM; without them no DICOM is read.
let gdcm = "/usr/include/gdcm-3.0"
let hasGDCM = FileManager.default.fileExists(atPath: "\(gdcm)/gdcmImageReader.h")

// Where program and C library look for their libraries: beside them, and as `make install` puts a
// link to the C library above them. `Scripts/dist` sets it for machines other than this.
let runPath =
  Context.environment["DAEFUSE_RUNPATH"] ?? "$ORIGIN:$ORIGIN/daefuse:\(libtorch)/lib"

// `.ci/run` sets this, so that a newer compiler's new warnings never stop a user's build.
let strict = Context.environment["DAEFUSE_STRICT"] != nil

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let cSettings: [CSetting] = strict ? [.treatAllWarnings(as: .error)] : []

func target(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

// Loops over pixels: a hundred times slower without the optimizer, too slow for tests.
func optimized(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))])
}

// What C++ code against LibTorch's headers is compiled with.
let torchHeaders = [
  "-isystem", "\(libtorch)/include", "-isystem", "\(libtorch)/include/torch/csrc/api/include",
]

/// `support` is "TestBasics" where the suite is to run without LibTorch.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], support: Target.Dependency = "TestSupport",
  exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + [support], exclude: exclude,
    resources: resources, swiftSettings: swiftSettings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

// Of the trait `Service` alone: without it nothing of the HTTP server is built.
func ofService(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: ["Service"]))
}
let hummingbird = ofService("Hummingbird", "hummingbird")

let package = Package(
  name: "daefuse",
  // What the sources need at least; only Linux has been tried.
  platforms: [.macOS(.v15)],
  products: [
    // Each with the libraries whose types are in its interface.
    .library(name: "Imaging", targets: ["Imaging", "CodedErrors"]),
    .library(name: "Datasets", targets: ["Datasets", "Imaging", "CodedErrors"]),
    .library(
      name: "Fusion", targets: ["Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors"]),
    .library(
      name: "ClassicalFusion",
      targets: ["ClassicalFusion", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors"]),
    .library(
      name: "FusionModel",
      targets: ["FusionModel", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors"]),
    .library(name: "FusionMetrics", targets: ["FusionMetrics", "Imaging", "CodedErrors"]),
    .library(
      name: "Evaluation",
      targets: [
        "Evaluation", "Fusion", "FusionMetrics", "Datasets", "Geometry", "Imaging", "CodedErrors",
      ]),
    .library(
      name: "Detection",
      targets: [
        "Detection", "Evaluation", "Fusion", "FusionMetrics", "Datasets", "Geometry", "Imaging",
        "CodedErrors",
      ]),
    .library(name: "Cameras", targets: ["Cameras", "Imaging", "CodedErrors"]),
    .library(name: "Geometry", targets: ["Geometry", "Imaging", "CodedErrors"]),
    .library(
      name: "Alignment",
      targets: [
        "Alignment", "Cameras", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors",
      ]),
    .library(
      name: "Video",
      targets: ["Video", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors"]),
    .library(
      name: "Volumes",
      targets: ["Volumes", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors"]),
    .library(
      name: "Training",
      targets: [
        "Training", "FusionModel", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors",
      ]),
    .library(
      name: "ImportedModels",
      targets: [
        "ImportedModels", "FusionModel", "Fusion", "Datasets", "Geometry", "Imaging", "CodedErrors",
      ]),
    .executable(name: "daefuse", targets: ["FusionCommand"]),
    .executable(name: "daefuse-dicom", targets: ["DICOMReader"]),
    // Installed as libdaefuse.so; SwiftPM has no two products of one name.
    .library(name: "daefuse-c", type: .dynamic, targets: ["CLibrary"]),
  ],
  traits: [
    .trait(
      name: "Service", description: "daefuse serve and the target FusionService, over HTTP."),
    .default(enabledTraits: ["Service"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .target(
      name: "CTorch",
      cSettings: cSettings,
      cxxSettings: [
        .define("USE_DISTRIBUTED"), .define("USE_C10D_GLOO"),
        // Optimized in debug builds too: its kernels are loops over pixels.
        .unsafeFlags(torchHeaders + ["-O2"]),
      ] + (strict ? [.unsafeFlags(["-Wall", "-Wextra"]), .treatAllWarnings(as: .error)] : []),
      linkerSettings: [
        .unsafeFlags([
          "-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", runPath,
        ]),
        .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
      ]),
    target("Tensors", ["CTorch"]),
    target("CodedErrors", []),
    target("Files", ["CodedErrors"]),
    target("Safetensors", ["CodedErrors", "Files"]),
    target("ProtocolBuffers", []),
    target("ONNX", ["ProtocolBuffers"]),
    target("Layers", ["ONNX", "Tensors", "Safetensors"]),
    target("Collectives", ["CodedErrors", "Tensors"]),
    .target(
      name: "CImageCodecs",
      cSettings: cSettings,
      linkerSettings: ["spng", "turbojpeg", "tiff", "webp", "webpdemux", "exif"].map {
        .linkedLibrary($0)
      }),
    // Loops over pixels, and no library beneath.
    .target(
      name: "CPixels", cSettings: cSettings + [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
    optimized("Imaging", ["CImageCodecs", "CPixels", "CodedErrors", "Files"]),
    // Loops over pixels.
    optimized("Cameras", ["CodedErrors", "Files", "Imaging"]),
    optimized("Datasets", ["BoundedTasks", "Cameras", "CodedErrors", "Imaging"]),
    // Loops over pixels.
    optimized("Geometry", ["CPixels", "CodedErrors", "Files", "Imaging"]),
    // Loops over pixels.
    optimized("Flow", ["CPixels", "Imaging"]),
    optimized("Scenes", ["Imaging"]),
    target("BoundedTasks", []),
    optimized(
      "Fusion", ["BoundedTasks", "CodedErrors", "Datasets", "Files", "Flow", "Geometry", "Imaging"]),
    optimized("ClassicalFusion", ["Fusion", "Imaging"]),
    optimized("FusionMetrics", ["BoundedTasks", "CodedErrors", "Flow", "Imaging"]),
    target("Reporting", ["Imaging"]),
    target(
      "Evaluation",
      [
        "BoundedTasks", "CodedErrors", "Datasets", "Files", "Flow", "Fusion", "FusionMetrics",
        "Geometry", "Imaging", "Reporting",
      ]),
    target(
      "FusionModel",
      [
        "BoundedTasks", "CodedErrors", "Files", "Fusion", "Layers", "ONNX", "Tensors",
        "Safetensors", "Imaging",
      ],
      resources: [.copy("Weights")]),
    .target(name: "COnnxRuntime", cSettings: cSettings),
    // Loops over pixels around somebody else's network.
    optimized(
      "ImportedModels",
      [
        "BoundedTasks", "CodedErrors", "COnnxRuntime", "Files", "Fusion", "FusionModel", "Imaging",
        "Tensors",
      ]),
    // Loops over pixels.
    optimized(
      "Alignment",
      [
        "BoundedTasks", "Cameras", "CodedErrors", "Datasets", "Flow", "Fusion", "Geometry",
        "Imaging", "Tensors",
      ]),
    // zlib, which the image libraries need as well.
    .systemLibrary(name: "CZlib"),
    .target(
      name: "CDICOM",
      cxxSettings: hasGDCM ? [.define("DAEFUSE_GDCM"), .unsafeFlags(["-isystem", gdcm])] : [],
      linkerSettings: [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", runPath])]
        + (hasGDCM ? ["gdcmMSFF", "gdcmDSED", "gdcmCommon"].map { .linkedLibrary($0) } : [])),
    // A program of its own that `Volumes` starts: GDCM does not outlive damaged files.
    .executableTarget(
      name: "DICOMReader", dependencies: ["CDICOM", "Files", "Volumes"],
      swiftSettings: swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    // Loops over voxels.
    optimized(
      "Volumes", ["CZlib", "CodedErrors", "Files", "Flow", "Fusion", "Imaging", "Reporting"]),
    // Loops over pixels.
    optimized(
      "Video",
      ["BoundedTasks", "CodedErrors", "Datasets", "Files", "Fusion", "Geometry", "Imaging"]),
    .target(name: "CDaefuse", cSettings: cSettings),
    target("CLibrary", ["CDaefuse", "Fusion", "FusionModel", "Imaging"]),
    target("Measuring", ["Fusion", "FusionModel", "Layers", "Tensors", "Imaging"]),
    // Average precision and suppression are loops over boxes.
    optimized(
      "Detection",
      [
        "BoundedTasks", "Cameras", "ClassicalFusion", "CodedErrors", "Datasets", "Evaluation",
        "Files", "Fusion", "Imaging", "Layers", "Reporting", "Safetensors", "ProtocolBuffers",
        "Tensors",
      ]),
    target(
      "Training",
      [
        "BoundedTasks", "Fusion", "FusionModel", "FusionMetrics", "CodedErrors", "Collectives",
        "ProtocolBuffers", "Reporting", "Layers", "Tensors", "Safetensors", "Files", "Datasets",
        "Imaging",
      ]),
    // Looks at each byte of what strangers send.
    optimized("Multipart", ["CodedErrors"]),
    target(
      "FusionService",
      [
        "Alignment", "BoundedTasks", "Cameras", "ClassicalFusion", "CodedErrors", "Datasets",
        "Fusion", "FusionMetrics", "Geometry", "Imaging", "Multipart", "Scenes", "Video",
        hummingbird, ofService("HummingbirdCore", "hummingbird"),
        ofService("HTTPTypes", "swift-http-types"),
        ofService("Logging", "swift-log"), ofService("NIOCore", "swift-nio"),
        ofService("NIOHTTPTypes", "swift-nio-extras"),
        ofService("ServiceLifecycle", "swift-service-lifecycle"),
      ],
      resources: [.copy("Page"), .copy("openapi.json")]),
    .executableTarget(
      name: "FusionCommand",
      dependencies: [
        .byName(name: "FusionService", condition: .when(traits: ["Service"])),
        "Alignment", "Cameras", "Geometry", "Fusion", "FusionModel", "ImportedModels", "Detection",
        "Measuring", "Training", "Collectives", "Evaluation", "ClassicalFusion", "FusionMetrics",
        "Datasets", "Scenes", "Imaging", "Files", "Video", "Volumes", argumentParser,
      ],
      swiftSettings: swiftSettings),
    target("TestBasics", ["CodedErrors", "Safetensors"]),
    target(
      "TestSupport",
      ["TestBasics", "Tensors", "Layers", "Safetensors", "Imaging", "Datasets", "Scenes"]),
    // Plain C, to hold CTorch.h to its word.
    .target(
      name: "CTorchConsumer", dependencies: ["CTorch"], path: "Tests/CTorchConsumer",
      cSettings: [.unsafeFlags(["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic"])]),
    // What CTorch cannot ask LibTorch, and tensors that it cannot make, for its tests.
    .target(
      name: "CTorchProbe", dependencies: ["CTorch"], path: "Tests/CTorchProbe",
      cxxSettings: [
        .unsafeFlags(
          torchHeaders + ["-fno-cxx-modules", "-I", "\(Context.packageDirectory)/Sources/CTorch"])
      ]
    ),
    .testTarget(
      name: "CTorchTests",
      dependencies: ["CTorch", "CTorchConsumer", "CTorchProbe", "TestBasics"],
      swiftSettings: swiftSettings),
    tests("TensorsTests", ["Tensors"]),
    tests("FilesTests", ["Files"], support: "TestBasics"),
    tests("SafetensorsTests", ["Safetensors", "Datasets"], support: "TestBasics"),
    tests("ONNXTests", ["ONNX"], support: "TestBasics"),
    tests("LayersTests", ["Layers", "Tensors", "Safetensors"]),
    tests("ImagingTests", ["Imaging"], support: "TestBasics", resources: [.copy("Fixtures")]),
    tests("CamerasTests", ["Cameras", "Imaging"], support: "TestBasics"),
    tests("DatasetsTests", ["Datasets", "Imaging"], support: "TestBasics"),
    tests("MultipartTests", ["Multipart"], support: "TestBasics"),
    tests(
      "FusionServiceTests",
      [
        "ClassicalFusion", "Fusion", "FusionMetrics", "FusionService", "Imaging", "Scenes", "Video",
      ],
      support: "TestBasics"),
    tests("ReportingTests", ["Reporting", "Imaging"], support: "TestBasics"),
    tests("ScenesTests", ["Scenes", "Imaging"]),
    tests("BoundedTasksTests", ["BoundedTasks"], support: "TestBasics"),
    tests(
      "FusionTests",
      ["Fusion", "ClassicalFusion", "Datasets", "Flow", "Geometry", "Imaging", "Scenes"],
      support: "TestBasics"),
    tests("ClassicalFusionTests", ["ClassicalFusion", "Fusion", "Imaging", "Scenes"]),
    tests(
      "FusionMetricsTests", ["Flow", "FusionMetrics", "Imaging", "Scenes"],
      resources: [.copy("Fixtures")]),
    tests(
      "EvaluationTests",
      [
        "Evaluation", "ClassicalFusion", "Fusion", "FusionMetrics", "Geometry", "Reporting",
        "Datasets", "Scenes", "Imaging", "TestBasics",
      ],
      resources: [.copy("Fixtures")]),
    tests(
      "FusionModelTests",
      [
        "Fusion", "FusionModel", "FusionMetrics", "ClassicalFusion", "Layers", "Tensors",
        "Safetensors",
        "Imaging", "Scenes",
      ],
      exclude: ["Fixtures"]),
    tests(
      "CLibraryTests",
      ["BoundedTasks", "CDaefuse", "CLibrary", "Fusion", "FusionModel", "Imaging", "Scenes"]),
    tests(
      "MeasuringTests", ["Measuring", "Fusion", "FusionModel", "Imaging"]),
    tests(
      "DetectionTests",
      [
        "Detection", "ClassicalFusion", "Datasets", "Evaluation", "Fusion", "Imaging", "Layers",
        "Safetensors", "Scenes", "Tensors",
      ],
      exclude: ["Fixtures"]),
    tests("GeometryTests", ["Geometry", "Fusion", "Imaging", "Scenes"], support: "TestBasics"),
    tests(
      "VolumesTests",
      ["ClassicalFusion", "DICOMReader", "Flow", "Fusion", "Imaging", "Volumes"],
      support: "TestBasics"),
    tests("FlowTests", ["Flow", "Imaging", "Scenes"], support: "TestBasics"),
    tests(
      "AlignmentTests",
      ["Alignment", "Datasets", "Flow", "Fusion", "Geometry", "Imaging", "Scenes"]),
    tests(
      "VideoTests", ["ClassicalFusion", "Fusion", "Geometry", "Imaging", "Video"],
      support: "TestBasics"),
    tests(
      "ImportedModelsTests", ["ImportedModels", "Fusion", "FusionModel", "Imaging"],
      exclude: ["Fixtures"]),
    // A process of its own, of which tests run several as ranks.
    .executableTarget(
      name: "RankWorker", dependencies: ["Collectives", "Layers", "Tensors"],
      path: "Tests/RankWorker", swiftSettings: swiftSettings),
    tests("CollectivesTests", ["Collectives", "Tensors", "RankWorker"]),
    tests(
      "TrainingTests",
      [
        "Training", "Fusion", "FusionModel", "FusionMetrics",
        "Reporting", "Collectives",
        "Layers", "Tensors", "Safetensors", "Files", "Imaging", "Datasets", "Scenes",
      ]),
    tests(
      "ExampleTests",
      [
        "Alignment", "Cameras", "ClassicalFusion", "Datasets", "Detection", "Evaluation", "Fusion",
        "FusionMetrics",
        "FusionModel", "Geometry", "Imaging", "ImportedModels", "Training", "Video",
      ]),
    tests(
      "CommandTests",
      [
        argumentParser, "Detection", "Fusion", "FusionCommand", "FusionModel", "Geometry", "Layers",
        "Tensors", "Safetensors", "Imaging", "Scenes", "Video", "Volumes",
      ],
      exclude: ["Snapshots"]),
  ],
  cxxLanguageStandard: .cxx20
)

// `Scripts/fuzz` sets this to the path of libFuzzer; no other build sees the fuzzers.
if let libFuzzer = Context.environment["DAEFUSE_FUZZ"] {
  func fuzzer(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
    .executableTarget(
      name: name, dependencies: ["Driver"] + dependencies, path: path, swiftSettings: swiftSettings,
      linkerSettings: [.unsafeFlags(["-Xlinker", libFuzzer]), .linkedLibrary("stdc++")])
  }
  package.targets += [
    .target(name: "Driver", path: "Fuzz/Driver", swiftSettings: swiftSettings),
    fuzzer(
      "FuzzFiles",
      [
        "Cameras", "Geometry", "Imaging", "Multipart", "Safetensors", "Files", "Datasets", "Video",
        "Volumes",
      ],
      path: "Fuzz/Files"),
    fuzzer("FuzzSettings", ["FusionModel", "Training"], path: "Fuzz/Settings"),
  ]
}

// `DAEFUSE_SUITES="FilesTests ImagingTests"` leaves only these targets and what they need, so that
// a build with sanitizers takes minutes.
if let suites = Context.environment["DAEFUSE_SUITES"] {
  var kept: Set<String> = []
  var waiting = suites.split(separator: " ").map(String.init)
  while let name = waiting.popLast() {
    guard kept.insert(name).inserted else { continue }
    for dependency in package.targets.first(where: { $0.name == name })?.dependencies ?? [] {
      if case .byNameItem(let name, _) = dependency { waiting.append(name) }
    }
  }
  package.targets.removeAll { !kept.contains($0.name) }
  package.products.removeAll {
    ($0 as? Product.Executable)?.targets.allSatisfy(kept.contains) != true
  }
}
