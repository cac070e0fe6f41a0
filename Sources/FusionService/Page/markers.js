// SPDX-License-Identifier: Apache-2.0
// Points of one picture as buttons over it: clicked, dragged, moved by keys.
import { make } from "./elements.js";

const words = { first: "first", second: "second" };
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The markers of one picture. */
export class Markers {
  #picture;
  #side;
  #points;
  #layer;
  #active = false;

  constructor(picture, side, points) {
    this.#picture = picture;
    this.#side = side;
    this.#points = points;
    this.#layer = make("div", { className: "markers" });
    picture.canvas.after(this.#layer);
    picture.addEventListener("drawn", () => this.#place());
    points.addEventListener("change", () => this.#fill());
    this.#listenForClicks();
  }

  /** Whether points are set at all now. */
  set active(active) {
    this.#active = active;
    this.#layer.hidden = !active;
    this.#fill();
  }

  /** A place that lies in the middle of what is seen. */
  get middle() {
    const { clientWidth, clientHeight } = this.#picture.canvas;
    return this.#inside(this.#picture.toPicture([clientWidth / 2, clientHeight / 2]));
  }

  /** Puts the keyboard's focus on a marker. */
  focus(index) { this.#layer.querySelector(`[data-index="${index}"]`)?.focus(); }

  #inside([x, y]) {
    const { width, height } = this.#picture.size;
    const within = (value, most) => Math.min(Math.max(value, 0), most - 1);
    return [within(x, width), within(y, height)];
  }

  /** A click that does not move the view sets a point. */
  #listenForClicks() {
    const { canvas } = this.#picture;
    let begun = null;
    canvas.addEventListener("pointerdown", (event) => {
      begun = event.button === 0 ? [event.offsetX, event.offsetY] : null;
    });
    canvas.addEventListener("pointerup", ({ offsetX, offsetY }) => {
      const isClick = begun && Math.hypot(offsetX - begun[0], offsetY - begun[1]) < 5;
      begun = null;
      if (!this.#active || !isClick) return;
      const [x, y] = this.#picture.toPicture([offsetX, offsetY]);
      const { width, height } = this.#picture.size;
      if (x < -0.5 || y < -0.5 || x >= width || y >= height) return;
      this.#points.add(this.#side, this.#inside([x, y]));
    });
  }

  /** One button a point; those that are there stay, so that a drag and the focus go on. */
  #fill() {
    const wanted = this.#active ? this.#points.list : [];
    const kept = new Map([...this.#layer.children].map((mark) => [Number(mark.dataset.index), mark]));
    wanted.forEach((pair, index) => {
      const mark = kept.get(index);
      if (pair[this.#side] && !mark) this.#layer.append(this.#marker(index));
      if (!pair[this.#side]) mark?.remove();
    });
    for (const [index, mark] of kept) if (index >= wanted.length) mark.remove();
    this.#place();
  }

  #place() {
    for (const mark of this.#layer.children) {
      const index = Number(mark.dataset.index);
      const point = this.#points.list[index]?.[this.#side];
      if (!point) continue;
      const [left, top] = this.#picture.toCanvas(point);
      Object.assign(mark.style, { left: `${left}px`, top: `${top}px` });
      const [x, y] = point.map((value) => Math.round(value));
      mark.setAttribute("aria-label",
        `Point ${index + 1} in the ${words[this.#side]} picture, ${x} right, ${y} down`);
    }
  }

  #marker(index) {
    const mark = make("button", { type: "button", className: "marker" },
      make("span", {}, String(index + 1)));
    mark.dataset.index = index;
    mark.title = "Drag, or move by the arrow keys; Delete removes the pair";
    mark.addEventListener("keydown", (event) => this.#press(event, index));
    mark.addEventListener("pointerdown", (event) => this.#drag(event, mark, index));
    return mark;
  }

  #drag(event, mark, index) {
    event.preventDefault();
    mark.focus();
    mark.setPointerCapture(event.pointerId);
    const box = this.#picture.canvas.getBoundingClientRect();
    const [left, top] = this.#picture.toCanvas(this.#points.list[index][this.#side]);
    const [right, down] = [left + box.left - event.clientX, top + box.top - event.clientY];
    const to = ({ clientX, clientY }) => this.#inside(this.#picture.toPicture(
      [clientX + right - box.left, clientY + down - box.top]));
    const move = (moved) => this.#points.move(index, this.#side, to(moved), false);
    mark.addEventListener("pointermove", move);
    mark.addEventListener("lostpointercapture", () => {
      mark.removeEventListener("pointermove", move);
      const place = this.#points.list[index]?.[this.#side];
      if (place) this.#points.move(index, this.#side, place, true);
    }, { once: true });
  }

  #press(event, index) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.#points.remove(index);
      return this.focus(Math.min(index, this.#points.list.length - 1));
    }
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    const [x, y] = this.#points.list[index][this.#side];
    this.#points.move(
      index, this.#side, this.#inside([x + far * arrow[0], y + far * arrow[1]]), true);
  }
}
