/** Counts of values from `from` (inclusive) to `to` (exclusive, the last inclusive). */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** Bins of a round width (1, 2 or 5 times a power of ten), about `wanted` of them. Only finite numbers count. */
export function binValues(values: Iterable<unknown>, wanted: number): Bin[] {
  const numbers = Array.from(values).filter((value) => typeof value === "number" && Number.isFinite(value)) as number[];
  if (numbers.length === 0) return [];
  const low = numbers.reduce((least, value) => Math.min(least, value));
  const high = numbers.reduce((most, value) => Math.max(most, value));
  const width = roundWidth((high - low) / wanted || 1);
  const first = Math.floor(low / width);
  const last = Math.max(first, Math.ceil(high / width) - 1);
  const bins = Array.from({ length: last - first + 1 }, (_, index) => ({
    from: edge(first + index, width),
    to: edge(first + index + 1, width),
    count: 0,
  }));
  for (const value of numbers) {
    bins[Math.min(last, Math.floor(value / width)) - first]!.count++;
  }
  return bins;
}

function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 5].find((factor) => factor * power >= width * (1 - 1e-9)) ?? 10) * power;
}

/** Multiples of a decimal width, without the digits that binary fractions add. */
function edge(index: number, width: number): number {
  return Number((index * width).toPrecision(12));
}
