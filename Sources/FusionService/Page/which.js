// SPDX-License-Identifier: Apache-2.0
// Which of two files is the first one, and which the thermal or functional one.

const second = /(^|[^a-z])(ir|lwir|swir|infrared|thermal|flir|ct|pet|spect)([^a-z]|$)/i;
const first = /(^|[^a-z])(vis|visible|rgb|photo|color|mri)([^a-z]|$)/i;

/** Whether the pair is the other way round, as far as units, depth, color and names tell. */
export function areSwapped(one, other) { return weight(one) > weight(other); }

/** How much speaks for a picture being the second one. */
function weight({ name, facts }) {
  return (facts.unit !== "levels" ? 3 : 0) + (facts.bits > 8 ? 2 : 0) + (facts.channels < 3 ? 1 : 0)
    + (second.test(name) ? 2 : 0) - (first.test(name) ? 2 : 0);
}
