# SPDX-License-Identifier: Apache-2.0
# Tests of Scripts/setup. Run after support.bash.

# A machine, by default one with Swift, the image libraries and pip; $1 is what `uname -m` says.
machine() {
  stand_in stand-ins/uname <<<"case \$1 in -s) echo Linux ;; -m) echo ${1:-x86_64} ;; esac"
  stand_in stand-ins/swiftc <<<'echo "Swift version 6.3.1 (swift-6.3.1-RELEASE)"'
  stand_in stand-ins/dpkg-query <<<'shift 2; for name; do echo "$name installed"; done'
  stand_in stand-ins/apt-get <<<''
  stand_in stand-ins/sudo <<<'"$@"'
  python=${python:-$(command -v python3)}
  export python
  stand_in stand-ins/python3 <<'PROGRAM'
[[ ${1:-} == -m && ${2:-} == pip ]] || exec "$python" "$@"
[[ ${3:-} != --version ]] || exit 0
while [[ $1 != --dest ]]; do shift; done
cat "$2/wanted" >>wanted
[[ ! -e pip-says ]] || { cat pip-says >&2; exit 1; }
cp torch-0-cp311-none-any.whl "$2/"
PROGRAM
}

# Makes the wheel that the stand-in for pip "downloads". $1, where given, is what is written into the
# library after the wheel's RECORD is.
make_wheel() {
  python3 - "$(sed -n 's/^readonly torch_version=//p' Scripts/setup)" "${1:-}" <<'PROGRAM'
import base64, hashlib, sys, zipfile

version, change = sys.argv[1:]
files = {"torch/lib/libtorch_cpu.so": b"engine", "torch/lib/libc10.so": b"core", "torch/include/a.h": b""}
def row(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"{name},sha256={digest},{len(data)}\n"
record = f"torch-{version}.dist-info/RECORD"
text = "".join(row(*file) for file in files.items()) + f"{record},,\n"
if change:
    files["torch/lib/libtorch_cpu.so"] = change.encode()
with zipfile.ZipFile("torch-0-cp311-none-any.whl", "w") as wheel:
    for name, data in {**files, record: text.encode()}.items():
        wheel.writestr(name, data)
PROGRAM
}

# Makes folder $1 a LibTorch that says it is of version $2.$3.
own_libtorch() {
  mkdir -p "$1"/{lib,include/torch/headeronly}
  touch "$1/lib/libtorch_cpu.so"
  printf '#define TORCH_VERSION_MAJOR %s\n#define TORCH_VERSION_MINOR %s\n' "$2" "$3" \
    >"$1/include/torch/headeronly/version.h"
}

test_setup_says_nothing_where_all_is_there() {
  machine
  own_libtorch torch 2 13
  expect 0 env LIBTORCH="$PWD/torch" Scripts/setup
  expect_silence
  expect_no_files .cache
  ! grep -q '^apt-get\|^sudo' calls || wrong "installed something"
}

test_setup_checks_the_users_libtorch() {
  machine
  own_libtorch torch 2 10
  expect 1 env LIBTORCH="$PWD/torch" Scripts/setup
  expect_said "is version 2.10; 2.11 or later is wanted"
  rm torch/lib/libtorch_cpu.so
  expect 1 env LIBTORCH="$PWD/torch" Scripts/setup
  expect_said "holds no LibTorch: include/ and lib/libtorch_cpu.so are wanted"
}

test_setup_names_what_the_machine_lacks() {
  machine
  stand_in stand-ins/swiftc <<<'echo "Swift version 5.10"'
  expect 1 Scripts/setup
  expect_said "Swift 5.10" "too old" "6.2 or later"
  machine riscv64
  expect 1 Scripts/setup
  expect_said "Linux on riscv64 is not supported"
  expect 1 Scripts/setup --everything
  expect_said "unknown argument '--everything'"
}

test_setup_installs_missing_libraries_alone() {
  machine
  own_libtorch torch 2 13
  stand_in stand-ins/dpkg-query <<<'shift 2; for name; do [[ $name == *tiff* ]] || echo "$name installed"; done'
  expect 0 env LIBTORCH="$PWD/torch" Scripts/setup --yes
  expect_said "installing libtiff-dev"
  ! grep -q 'install.*spng' calls || wrong "installs what is there"
  expect_calls "apt-get install -y -qq --no-install-recommends libtiff-dev"
}

test_setup_takes_one_pinned_wheel_on_each_machine() {
  local name
  for name in x86_64 aarch64; do
    machine "$name"
    make_wheel
    rm -rf .cache wanted calls
    expect 0 Scripts/setup
    expect_said "fetching LibTorch" "unpacking LibTorch"
    [[ $(cat wanted) =~ ^torch==[0-9.]+\+cpu\ --hash=sha256:[0-9a-f]{64}$ ]] || wrong "$(cat wanted)"
    expect_calls "--require-hashes --python-version 3.11 --platform manylinux_2_28_$name"
    expect_files .cache/libtorch/{stamp,torch/lib/libtorch_cpu.so}
    cp wanted "wanted-$name"
    expect 0 Scripts/setup
    expect_silence
    ! grep -q 'pip download' calls || wrong "downloads again"
  done
  ! cmp -s wanted-x86_64 wanted-aarch64 || wrong "one hash for both"
}

test_setup_leaves_nothing_of_a_damaged_wheel() {
  machine
  make_wheel "another engine"
  expect 1 Scripts/setup
  expect_said "libtorch_cpu.so is not what the wheel's RECORD says" "did not unpack whole"
  expect_no_files .cache/libtorch .cache/partial.*
}

test_setup_tells_a_wrong_hash_from_no_network() {
  machine
  echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE" >pip-says
  expect 1 Scripts/setup
  expect_said "not the one that was published: its SHA-256 differs"
  echo "ERROR: no matching distribution" >pip-says
  expect 1 Scripts/setup
  expect_said "could not fetch LibTorch" "network connection"
  expect_no_files .cache/libtorch .cache/partial.*
}
