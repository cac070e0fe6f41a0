# SPDX-License-Identifier: Apache-2.0
# Tests of Scripts/demo. Run after support.bash.

# A program that fuses by writing one picture, and keeps the names of what it was given.
demonstrable() {
  stand_in .build/release/daefuse <<'PROGRAM'
if [[ $1 == fuse ]]; then
  (cd "$2/.." && ls visible infrared) >given
  mkdir -p demo/paper && touch demo/one.png demo/paper/one.png
fi
PROGRAM
}

test_demo_takes_the_data_folder() {
  demonstrable
  local rows='roadscene_test/vi/FLIR_08058.jpg roadscene_test/ir/FLIR_08058.jpg
    roadscene_test/vi/FLIR_08721.jpg roadscene_test/ir/FLIR_08721.jpg
    tno_test/vi/02.png tno_test/ir/02.png tno_test/vi/11.png tno_test/ir/11.png
    msrs_test/vi/01282N.png msrs_test/ir/01282N.png mri_ct_test/mri/14.png mri_ct_test/ct/14.png
    mri_pet_test/mri/14.png mri_pet_test/pet/14.png' row
  for row in $rows; do mkdir -p "data/$(dirname "$row")" && touch "data/$row"; done
  expect 0 env DAEFUSE_DATA=data Scripts/demo
  expect_said "demo: pairs from data" "demo/one.png"
  # Seven pictures below each folder's name.
  (($(grep -c . given) == 2 * (1 + 7))) || wrong "$(cat given)"
  expect_calls "-o demo --panel --overwrite" "-o demo/paper --model paper --panel --overwrite"
}

test_demo_renders_scenes_without_data_and_network() {
  demonstrable
  stand_in stand-ins/curl <<<'exit 6'
  expect 0 env DAEFUSE_DATA=nowhere Scripts/demo
  expect_said "no data folder and no network" "demo/one.png"
  expect_calls "daefuse scene" "daefuse fuse"
}

test_demo_keeps_no_download_that_is_not_the_published_one() {
  demonstrable
  stand_in stand-ins/curl <<'PROGRAM'
while [[ $1 != -o ]]; do shift; done
echo "not the picture" >"$2"
PROGRAM
  expect 0 env DAEFUSE_DATA=nowhere Scripts/demo
  expect_said "the pairs are rendered scenes"
  expect_no_files .cache/roadscene
}
