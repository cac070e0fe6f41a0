# SPDX-License-Identifier: Apache-2.0
# Tests of Scripts/install. Run after support.bash.

# A release build whose program needs libtorch.so, which needs libc10.so; both are the engine's.
built() {
  local build=.build/release engine=torch/lib
  mkdir -p "$build" "$engine" "$build/weights.resources"
  echo weights >"$build/weights.resources/fast"
  echo 'int core(void) { return 0; }' |
    clang -shared -fPIC -x c - -o "$engine/libc10.so"
  echo 'int core(void); int engine(void) { return core(); }' |
    clang -shared -fPIC -x c - -o "$engine/libtorch.so" -L"$engine" -lc10 -Wl,-rpath,'$ORIGIN'
  echo '#include <stdio.h>
    int engine(void);
    int main(int count, char **words) { return engine() || !printf("%s\n", words[count - 1]); }' |
    clang -x c - -o "$build/daefuse" -L"$engine" -ltorch -Wl,-rpath,'$ORIGIN' -Wl,-rpath-link,"$engine"
  echo 'int engine(void); int daefuse(void) { return engine(); }' |
    clang -shared -fPIC -x c - -o "$build/libdaefuse-c.so" -L"$engine" -ltorch \
      -Wl,-rpath,'$ORIGIN:$ORIGIN/daefuse'
  mkdir -p Sources/CDaefuse/include
  echo 'int daefuse(void);' >Sources/CDaefuse/include/daefuse.h
  touch "$engine/libunused.so"
  touch "$build/daefuse-dicom"
  stand_in "$build/generate-manual" <<<'touch "$3/daefuse.1"'
  export LIBTORCH=$PWD/torch
}

test_install_can_be_moved() {
  built
  expect 0 Scripts/install "$PWD/prefix"
  expect_said "installed $PWD/prefix/bin/daefuse"
  rm -rf torch .build
  mv prefix moved
  expect 0 moved/bin/daefuse hello
  [[ $said == hello ]] || wrong "$said"
  expect_files moved/lib/daefuse/{daefuse-dicom,libtorch.so,libc10.so,weights.resources/fast} \
    moved/share/man/man1/daefuse.1
  expect_no_files moved/lib/daefuse/{libunused.so,libc.so.6}
  [[ $(cat moved/share/bash-completion/completions/daefuse) == bash ]] || wrong "completions"
  expect_files moved/share/zsh/site-functions/_daefuse \
    moved/share/fish/vendor_completions.d/daefuse.fish
}

test_install_has_a_c_library() {
  built
  expect 0 Scripts/install "$PWD/prefix"
  rm -rf torch .build Sources
  mv prefix moved
  echo '#include <daefuse.h>
    int main(void) { return daefuse(); }' |
    clang -x c - -o caller -Imoved/include -Lmoved/lib -ldaefuse -Wl,-rpath,"$PWD/moved/lib"
  expect 0 ./caller
}

test_install_anew_leaves_nothing_of_the_old_one() {
  built
  mkdir -p prefix/lib/daefuse
  touch prefix/lib/daefuse/libold.so
  expect 0 Scripts/install "$PWD/prefix"
  expect_no_files prefix/lib/daefuse/libold.so
  [[ $(ls prefix/lib | xargs) == "daefuse libdaefuse.so" ]] || wrong "$(ls prefix/lib)"
}

test_install_that_fails_leaves_the_old_one() {
  built
  expect 0 Scripts/install "$PWD/prefix"
  rm -r .build/release/weights.resources
  expect 1 Scripts/install "$PWD/prefix"
  [[ $(ls prefix/lib | xargs) == "daefuse libdaefuse.so" ]] || wrong "$(ls prefix/lib)"
  expect 0 prefix/bin/daefuse hello
}

test_install_wants_to_see_what_the_program_needs() {
  built
  stand_in stand-ins/readelf <<<'exit 127'
  expect 127 Scripts/install "$PWD/prefix"
  expect_no_files prefix/lib/daefuse
}

test_install_wants_a_prefix() {
  expect 1 Scripts/install
  expect_said "usage: Scripts/install PREFIX"
}
