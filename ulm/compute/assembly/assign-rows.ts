import { squaredDistance } from "./shared/squared-distance";

const slack: f64 = 1 + 1e-10;

/** Twin: ulm/learn/clustering/assign-rows.ts. */
export function assignRows(
  points: usize,
  labels: usize,
  upper: usize,
  lower: usize,
  centres: usize,
  shifts: usize,
  otherShifts: usize,
  halfGaps: usize,
  sums: usize,
  counts: usize,
  changes: usize,
  nClusters: i32,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const block = start / blockRows;
  let changed = 0;
  for (let row = start; row < end; row++) {
    const point = points + <usize>row * width;
    const place = (<usize>row) << 3;
    const before = load<i32>(labels + (place >> 1));
    let label = before;
    let isDecided = false;
    if (before >= 0) {
      const own = (<usize>before) << 3;
      let nearest = load<f64>(upper + place) + load<f64>(shifts + own);
      const others = load<f64>(lower + place) - load<f64>(otherShifts + own);
      const bound = max(others, load<f64>(halfGaps + own));
      isDecided = nearest * slack < bound;
      if (!isDecided) {
        nearest = Math.sqrt(squaredDistance(point, centres + <usize>before * width, width));
        isDecided = nearest * slack < bound;
      }
      store<f64>(upper + place, nearest);
      store<f64>(lower + place, others);
    }
    if (!isDecided) {
      let first = Infinity;
      let second = Infinity;
      for (let centre = 0; centre < nClusters; centre++) {
        const squared = squaredDistance(point, centres + <usize>centre * width, width);
        if (squared < first) {
          second = first;
          first = squared;
          label = centre;
        } else if (squared < second) {
          second = squared;
        }
      }
      store<i32>(labels + (place >> 1), label);
      store<f64>(upper + place, Math.sqrt(first));
      store<f64>(lower + place, Math.sqrt(second));
      if (label != before) changed++;
    }
    const cluster = <usize>(block * nClusters + label);
    const count = counts + (cluster << 3);
    store<f64>(count, load<f64>(count) + 1);
    addRow(sums + cluster * width, point, width);
  }
  store<i32>(changes + ((<usize>block) << 2), changed);
}

/** sums += row */
function addRow(sums: usize, row: usize, width: usize): void {
  const pairsEnd = width & ~15;
  let offset: usize = 0;
  for (; offset < pairsEnd; offset += 16) {
    v128.store(sums + offset, f64x2.add(v128.load(sums + offset), v128.load(row + offset)));
  }
  if (offset < width) store<f64>(sums + offset, load<f64>(sums + offset) + load<f64>(row + offset));
}
