// SPDX-License-Identifier: Apache-2.0
// The buttons of the zoom, and what they say.
import { part } from "./elements.js";

/** Ties the buttons to the large picture's view. */
export function listenForZoom(picture) {
  const { view } = picture;
  part("zoom-in").addEventListener("click", () => view.zoom(1.5));
  part("zoom-out").addEventListener("click", () => view.zoom(1 / 1.5));
  part("zoom-fit").addEventListener("click", () => view.fit());
  part("zoom-pixels").addEventListener("click", () => showPixels(picture));
  picture.canvas.addEventListener("keydown", (event) => {
    if (event.key === "1" && !event.ctrlKey && !event.metaKey) showPixels(picture);
  });
  picture.addEventListener("drawn", () => {
    const density = globalThis.devicePixelRatio || 1;
    const { fit, scale } = picture.place;
    view.most = Math.max(32 / fit, 1);
    part("zoom").textContent = picture.isEmpty ? ""
      : `${Math.round(scale * density * 100)} %`;
    part("zoom-out").disabled = view.isFit;
    part("zoom-fit").disabled = view.isFit;
    part("zoom-in").disabled = view.magnification >= view.most;
  });
}

/** One pixel of the screen for one of the picture, or the whole where that is smaller. */
function showPixels(picture) {
  const density = globalThis.devicePixelRatio || 1;
  picture.view.zoom(1 / (density * picture.place.scale));
}
