# SPDX-License-Identifier: Apache-2.0
# What the tests of scripts have in common.

repository=$(cd ../.. && pwd)
readonly repository

# Makes folder $1 a tree with copies of the scripts, in which stand-ins go before the system's programs,
# and goes there.
begin() {
  cd "$1"
  mkdir stand-ins
  cp -R "$repository/Scripts" Scripts
  PATH=$PWD/stand-ins:$PATH
  unset LIBTORCH DAEFUSE_DATA CI
}

# Makes $1 a program whose shell commands are standard input. Its calls are noted in `calls`.
stand_in() {
  mkdir -p "$(dirname "$1")"
  { printf '#!/usr/bin/env bash\necho "%s $*" >>"%s/calls"\n' "$(basename "$1")" "$PWD"; cat; } >"$1"
  chmod +x "$1"
}

# Says what is wrong and ends the test.
wrong() { echo "$*"; exit 1; }

# Runs a command, which must end with status $1, and keeps what it prints in `said`.
expect() {
  local wanted=$1 status=0
  shift
  said=$("$@" 2>&1) || status=$?
  ((status == wanted)) || wrong "$*: status $status instead of $wanted: $said"
}

# The last command's words must contain each of these.
expect_said() {
  local text
  for text; do [[ $said == *"$text"* ]] || wrong "said '$said', not '$text'"; done
}

# The last command must have said nothing.
expect_silence() { [[ -z $said ]] || wrong "said '$said'"; }

# A stand-in must have been called with these words in its line; calls are then forgotten.
expect_calls() {
  local text
  for text; do grep -qF -- "$text" calls 2>/dev/null || wrong "no call of '$text' in: $(cat calls)"; done
  rm calls
}

# Each of these must be there.
expect_files() {
  local path
  for path; do [[ -e $path ]] || wrong "$path is missing; there are: $(find . -type f | sort | xargs)"; done
}

# None of these may be there.
expect_no_files() {
  local path
  for path; do [[ ! -e $path && ! -L $path ]] || wrong "$path is there"; done
}
