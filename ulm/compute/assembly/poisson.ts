import { exponential } from "./shared/exponential";
import { addTileSums, multiplyTile, sumLanes, tileBytes } from "./shared/tile";

/** Twin: ulm/learn/poisson/poisson-tiles.ts. Two rows at a time. */
export function poissonTiles(
  tiles: usize,
  factors: usize,
  exposures: usize,
  counts: usize,
  means: usize,
  sums: usize,
  losses: usize,
  scratch: usize,
  stride: i32,
  blockTiles: i32,
  start: i32,
  end: i32,
): void {
  const block = <usize>(start / blockTiles);
  const slopes = sums + ((block * <usize>stride) << 3);
  const highest = f64x2.splat(700);
  let loss = f64x2.splat(0);
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    multiplyTile(own, factors, scratch, stride);
    const first = <usize>tile * tileBytes;
    for (let offset: usize = 0; offset < tileBytes; offset += 16) {
      const place = first + offset;
      const predictor = v128.load(scratch + offset);
      const count = v128.load(counts + place);
      const mean = f64x2.mul(v128.load(exposures + place), exponential(f64x2.pmin(predictor, highest)));
      loss = f64x2.add(loss, f64x2.sub(mean, f64x2.mul(count, predictor)));
      v128.store(scratch + offset, f64x2.sub(mean, count));
      v128.store(means + place, mean);
    }
    addTileSums(own, scratch, slopes, stride);
  }
  store<f64>(losses + (block << 3), sumLanes(loss));
}
