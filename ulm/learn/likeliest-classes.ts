import type { Label, Matrix } from "../data/index.ts";

/** The class with the greatest probability in each row; of equally probable ones the first. */
export function likeliestClasses({ data, rows, columns }: Matrix, classes: readonly Label[]): Label[] {
  return Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[row * columns + k]! > data[row * columns + best]!) best = k;
    return classes[best]!;
  });
}
