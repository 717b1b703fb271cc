import { squaredDistance } from "./shared/squared-distance";

/** Twin: ulm/learn/clustering/lower-closest.ts. */
export function lowerClosest(
  points: usize,
  chosen: usize,
  closest: usize,
  lowered: usize,
  potentials: usize,
  count: i32,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const own = potentials + ((<usize>((start / blockRows) * count)) << 3);
  for (let candidate = 0; candidate < count; candidate++) store<f64>(own + ((<usize>candidate) << 3), 0);
  for (let row = start; row < end; row++) {
    const point = points + <usize>row * width;
    const before = load<f64>(closest + ((<usize>row) << 3));
    const line = lowered + ((<usize>row * <usize>count) << 3);
    for (let candidate = 0; candidate < count; candidate++) {
      const centre = points + <usize>load<i32>(chosen + ((<usize>candidate) << 2)) * width;
      const least = min(before, squaredDistance(point, centre, width));
      const place = (<usize>candidate) << 3;
      store<f64>(line + place, least);
      store<f64>(own + place, load<f64>(own + place) + least);
    }
  }
}
