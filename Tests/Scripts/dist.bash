# SPDX-License-Identifier: Apache-2.0
# Tests of Scripts/dist. Run after support.bash.

# A tree in which `swift build` makes a program that needs libimage.so of a Debian package. On a machine
# without Debian's licences there is nothing to test.
buildable() {
  [[ -e /usr/share/doc/libgloo-dev/copyright ]] || exit 0
  mkdir -p Sources/{FusionModel,CDaefuse/include} torch/{lib,include} toolchain/share/swift
  mkdir -p .build-dist/checkouts/{swift-argument-parser,swift-docc-plugin,swift-nio/Sources/CNIOLLHTTP}
  echo '  static let version = "9.8.7"' >Sources/FusionModel/Release.swift
  touch Sources/CDaefuse/include/daefuse.h LICENSE NOTICE torch/LICENSE libimage.so
  touch .build-dist/checkouts/{swift-argument-parser,swift-docc-plugin,swift-nio}/LICENSE.txt
  touch .build-dist/checkouts/swift-nio/{NOTICE.txt,Sources/CNIOLLHTTP/LICENSE}
  echo "see /usr/share/common-licenses/Apache-2.0" >toolchain/share/swift/LICENSE.txt
  stand_in toolchain/bin/swiftc <<<''
  ln -s ../toolchain/bin/swiftc stand-ins/swiftc
  stand_in stand-ins/swift <<'PROGRAM'
echo "run path $DAEFUSE_RUNPATH" >>calls
mkdir -p .build-dist/release/weights.resources
printf '#!/bin/sh\necho "$1" "$LD_LIBRARY_PATH"\n' >.build-dist/release/daefuse
touch .build-dist/release/{weights.resources/fast,libdaefuse-c.so,daefuse-dicom}
PROGRAM
  stand_in stand-ins/ldd <<PROGRAM
echo "libimage.so => $PWD/libimage.so (0x1)"
echo "libc.so.6 => /lib/libc.so.6 (0x2)"
PROGRAM
  stand_in stand-ins/dpkg-query <<<'[[ $2 != */libimage.so ]] || echo "libgloo-dev:amd64: $2"'
  export LIBTORCH=$PWD/torch
}

test_dist_packs_what_runs_elsewhere() {
  buildable
  expect 0 Scripts/dist
  expect_calls 'run path $ORIGIN/../lib' "swift build -c release --scratch-path .build-dist"
  local archive
  archive=$(echo dist/daefuse-9.8.7-*.tar.gz)
  expect_said "packed $archive"
  [[ $(ls dist) == "${archive#dist/}" ]] || wrong "dist holds $(ls dist)"
  mkdir elsewhere
  tar -xf "$archive" -C elsewhere --strip-components=1
  expect_files elsewhere/{LICENSE,NOTICE,README,lib/libimage.so,include/daefuse.h,lib/libdaefuse.so,libexec/{daefuse-dicom,weights.resources/fast}} \
    elsewhere/licences/{swift,pytorch,gloo,libgloo-dev,swift-argument-parser}.txt \
    elsewhere/licences/swift-nio{,-notice,-CNIOLLHTTP}.txt
  expect_no_files elsewhere/licences/swift-docc-plugin.txt
  cmp /usr/share/common-licenses/Apache-2.0 elsewhere/licences/common/Apache-2.0
  expect_no_files elsewhere/lib/libc.so.6
  touch torch/lib/libtorch_cpu.so
  expect 0 env -u LD_LIBRARY_PATH elsewhere/bin/daefuse version
  [[ $said == "version $PWD/elsewhere/lib:$PWD/torch/lib" ]] || wrong "$said"
}

test_dist_packs_nothing_whose_licence_is_unknown() {
  buildable
  stand_in stand-ins/dpkg-query <<<'exit 1'
  expect 1 Scripts/dist
  expect_said "no Debian package has $PWD/libimage.so, so its licence is unknown"
  [[ -z $(ls dist) ]] || wrong "dist holds $(ls dist)"
}

test_dist_packs_no_package_without_a_licence() {
  buildable
  rm .build-dist/checkouts/swift-nio/LICENSE.txt
  expect 1 Scripts/dist
  expect_said "package swift-nio has no LICENSE"
  [[ -z $(ls dist) ]] || wrong "dist holds $(ls dist)"
}

test_dist_packs_no_program_that_lacks_libraries() {
  buildable
  stand_in stand-ins/ldd <<<'echo "libimage.so => not found"'
  expect 1 Scripts/dist
  expect_said "libimage.so => not found" "lacks libraries"
  [[ -z $(ls dist) ]] || wrong "dist holds $(ls dist)"
}
