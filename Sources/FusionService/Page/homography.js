// SPDX-License-Identifier: Apache-2.0
// Maps between two pictures, as rows of a 3x3 matrix in one list of nine.

/** The place that a map sends a point to. */
export function mapped(map, [x, y]) {
  const depth = map[6] * x + map[7] * y + map[8];
  return [(map[0] * x + map[1] * y + map[2]) / depth, (map[3] * x + map[4] * y + map[5]) / depth];
}

/** First `inner`, then `outer`. */
export function joined(outer, inner) {
  return Array.from({ length: 9 }, (_, index) => {
    const [row, column] = [3 * Math.floor(index / 3), index % 3];
    return outer[row] * inner[column] + outer[row + 1] * inner[column + 3]
      + outer[row + 2] * inner[column + 6];
  });
}

/** The map back, by cofactors; null for one that has none. */
export function inverse([a, b, c, d, e, f, g, h, i]) {
  const cofactors = [
    e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f,
    d * h - e * g, b * g - a * h, a * e - b * d,
  ];
  const determinant = a * cofactors[0] + b * cofactors[3] + c * cofactors[6];
  return Math.abs(determinant) < 1e-12 ? null : cofactors.map((value) => value / determinant);
}

/**
 * The homography that sends the matches' second points nearest to the first ones: normalized direct
 * linear transform (Hartley and Zisserman, Multiple View Geometry, 2004, section 4.1). Null for
 * fewer than four, or for points of which too many lie on one line.
 */
export function fitted(matches) {
  if (matches.length < 4) return null;
  const [from, to] = ["second", "first"].map((side) => spread(matches.map((match) => match[side])));
  const rows = matches.flatMap(({ first, second }) => {
    const [[x, y], [u, v]] = [mapped(to, first), mapped(from, second)];
    return [[u, v, 1, 0, 0, 0, -x * u, -x * v, x], [0, 0, 0, u, v, 1, -y * u, -y * v, y]];
  });
  const solution = leastSquares(rows);
  const back = inverse(to);
  return solution && back && joined(back, joined([...solution, 1], from));
}

/** How far a map misses matches, each in pixels of the first picture. */
export function residuals(map, matches) {
  return matches.map(({ first, second }) => {
    const [x, y] = mapped(map, second);
    return Math.hypot(x - first[0], y - first[1]);
  });
}

/** Moves points so that their middle is at 0 and their mean distance from it is 1. */
function spread(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [0, 1].map((axis) => mean(points.map((point) => point[axis])));
  const scale = 1 / (mean(points.map((point) => Math.hypot(point[0] - x, point[1] - y))) || 1);
  return [scale, 0, -scale * x, 0, scale, -scale * y, 0, 0, 1];
}

/** The unknowns that meet rows of coefficients, each with what it should give at its end. */
function leastSquares(rows) {
  const count = rows[0].length - 1;
  const normal = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count + 1 }, (_, j) =>
      rows.reduce((sum, row) => sum + row[i] * row[j], 0)));
  return solved(normal);
}

/** Gauss's elimination; null where no pivot is left. */
function solved(rows) {
  const count = rows.length;
  for (let column = 0; column < count; column += 1) {
    const size = (row) => Math.abs(rows[row][column]);
    let best = column;
    for (let row = column + 1; row < count; row += 1) if (size(row) > size(best)) best = row;
    if (size(best) < 1e-9) return null;
    [rows[column], rows[best]] = [rows[best], rows[column]];
    for (let row = 0; row < count; row += 1) {
      if (row === column) continue;
      const share = rows[row][column] / rows[column][column];
      for (let at = column; at <= count; at += 1) rows[row][at] -= share * rows[column][at];
    }
  }
  return rows.map((row, index) => row[count] / row[index]);
}
