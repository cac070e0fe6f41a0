// SPDX-License-Identifier: Apache-2.0
// The scores of a result.
import { make, part } from "./elements.js";
import { pngOf } from "./saving.js";

/** The metrics of a fused picture, a PNG blob, against the sources as they lie on it. */
export async function scoresOf(service, pair, sources, fused) {
  const isPlain = sources.first === pair.first.bitmap && sources.second === pair.second.bitmap;
  const form = new FormData();
  for (const place of ["first", "second"]) {
    const file = isPlain ? pair[place].file : await pngOf(sources[place]);
    form.append(place, file, `${place}.png`);
  }
  form.append("fused", fused, "fused.png");
  return (await service.json("/v1/evaluate", { form })).metrics;
}

/** Writes the table; none for no metrics. */
export function showScores(metrics) {
  const table = part("scores");
  table.hidden = metrics.length === 0;
  table.tBodies[0].replaceChildren(...metrics.map(({ name, value, better, summary }) => make("tr", {},
    make("th", { scope: "row" }, name, make("small", {}, summary)),
    make("td", {}, typeof value === "number" ? value.toPrecision(4) : "\u2013"),
    make("td", {}, better))));
}
