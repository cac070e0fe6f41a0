# SPDX-License-Identifier: Apache-2.0
# Tests of Scripts/launcher, the bin/daefuse of a packed archive. Run after support.bash.

# A folder as Scripts/dist packs it, with a program that says what it is called with.
packed() {
  mkdir -p home/{bin,lib,libexec} torch/lib
  touch torch/lib/libtorch_cpu.so
  cp Scripts/launcher home/bin/daefuse
  stand_in home/libexec/daefuse <<<'printf "<%s>" "$@"; echo " $LD_LIBRARY_PATH"; exit 7'
}

test_launcher_finds_its_own_and_the_named_libraries() {
  packed
  expect 7 env LIBTORCH="$PWD/torch" LD_LIBRARY_PATH=/before home/bin/daefuse fuse "a b" ''
  [[ $said == "<fuse><a b><> $PWD/home/lib:$PWD/torch/lib:/before" ]] || wrong "$said"
}

test_launcher_is_found_through_a_link() {
  packed
  ln -s "$PWD/home/bin/daefuse" link
  expect 7 env -u LD_LIBRARY_PATH LIBTORCH="$PWD/torch" ./link version
  [[ $said == "<version> $PWD/home/lib:$PWD/torch/lib" ]] || wrong "$said"
}

test_launcher_refuses_a_folder_without_libtorch() {
  packed
  expect 1 env LIBTORCH=/nowhere home/bin/daefuse version
  expect_said "Error: LIBTORCH=/nowhere holds no LibTorch: lib/libtorch_cpu.so is wanted"
}

test_launcher_takes_the_systems_libtorch_or_tells() {
  packed
  stand_in stand-ins/ldd <<<'echo "libtorch_cpu.so => /usr/lib/libtorch_cpu.so (0x1)"'
  expect 7 env -u LD_LIBRARY_PATH home/bin/daefuse version
  stand_in stand-ins/ldd <<<'echo "libtorch_cpu.so => not found"'
  expect 1 home/bin/daefuse version
  expect_said "Error: no LibTorch found; LIBTORCH=/path/to/libtorch says where it is" "home/README"
}
