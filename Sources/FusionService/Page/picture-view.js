// SPDX-License-Identifier: Apache-2.0
// Pictures on a canvas, as a view shows them.

/** A canvas that draws layers over each other: pictures of one scene, each over the whole frame. */
export class PictureView extends EventTarget {
  canvas;
  view;
  /** The frame, in pixels of the picture. */
  size = { width: 4, height: 3 };
  #layers = [];
  #asked = false;

  constructor(canvas, view) {
    super();
    Object.assign(this, { canvas });
    this.follow(view);
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  /** Follows a view from now on. */
  follow(view) {
    this.view?.removeEventListener("change", this.redraw);
    this.view = view;
    view.addEventListener("change", this.redraw);
    this.redraw();
  }

  /** Shows layers `{ bitmap, from, to, opacity }`; `from` to `to` is the part of the canvas's width. */
  show(size, layers) {
    this.size = size;
    this.#layers = layers;
    this.canvas.parentElement.style.aspectRatio = `${size.width} / ${size.height}`;
    this.redraw();
  }

  get isEmpty() { return this.#layers.length === 0; }

  /** Pixels of the screen for one of the picture, and where the picture begins. */
  get place() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const fit = Math.min(width / this.size.width, height / this.size.height) || 1;
    const scale = fit * this.view.magnification;
    return {
      fit, scale,
      left: width / 2 - this.view.x * this.size.width * scale,
      top: height / 2 - this.view.y * this.size.height * scale,
    };
  }

  /** From a pixel of the picture, whose middle has whole numbers, to the canvas. */
  toCanvas([x, y]) {
    const { scale, left, top } = this.place;
    return [left + (x + 0.5) * scale, top + (y + 0.5) * scale];
  }

  /** From the canvas to a pixel of the picture. */
  toPicture([x, y]) {
    const { scale, left, top } = this.place;
    return [(x - left) / scale - 0.5, (y - top) / scale - 0.5];
  }

  /** Draws before the next frame of the screen. */
  redraw = () => {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#draw();
      this.dispatchEvent(new Event("drawn"));
    });
  };

  #draw() {
    const { canvas, size } = this;
    const density = globalThis.devicePixelRatio || 1;
    canvas.width = Math.max(Math.round(canvas.clientWidth * density), 1);
    canvas.height = Math.max(Math.round(canvas.clientHeight * density), 1);
    canvas.classList.toggle("zoomed", !this.view.isFit);
    const context = canvas.getContext("2d");
    const { scale, left, top } = this.place;
    context.imageSmoothingEnabled = scale * density < 2;
    context.imageSmoothingQuality = "high";
    for (const { bitmap, from = 0, to = 1, opacity = 1 } of this.#layers) {
      context.save();
      context.beginPath();
      context.rect(from * canvas.width, 0, (to - from) * canvas.width, canvas.height);
      context.clip();
      context.globalAlpha = opacity;
      context.setTransform(density, 0, 0, density, 0, 0);
      context.drawImage(bitmap, left, top, size.width * scale, size.height * scale);
      context.restore();
    }
  }
}
