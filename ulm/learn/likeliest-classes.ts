import type { Label, Matrix } from "../data/index.ts";

/**
 * The class with the greatest probability or decision value in each row; of equal ones the first. A single column decides between two
 * classes: what is above 0 is the second.
 */
export function likeliestClasses({ data, rows, columns }: Matrix, classes: readonly Label[]): Label[] {
  if (columns === 1) return Array.from(data, (value) => classes[value > 0 ? 1 : 0]!);
  return Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[row * columns + k]! > data[row * columns + best]!) best = k;
    return classes[best]!;
  });
}
