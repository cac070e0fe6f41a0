// SPDX-License-Identifier: Apache-2.0
// The sources as they lie on the result.
import { fuse } from "./fusion.js";

const gap = 8;

/**
 * First and second as the fusion saw them. Where nothing was moved the previews are that; else the
 * service's panel shows them side by side, and is cut.
 */
export async function registeredSources(service, pair, options, signal) {
  const { align, points, range } = options;
  if (!align && !points && !range && !pair.isOneFile && pair.hasOneSize) {
    return { first: pair.first.bitmap, second: pair.second.bitmap };
  }
  const asked = { ...options, panel: "true", format: "png" };
  delete asked.highlight;
  delete asked.palette;
  const { blob } = await fuse(service, pair, asked, signal);
  const panel = await createImageBitmap(blob);
  const width = (panel.width - 2 * gap) / 3;
  const cut = (index) =>
    createImageBitmap(panel, index * (width + gap), 0, width, panel.height);
  return { first: await cut(0), second: await cut(1) };
}
