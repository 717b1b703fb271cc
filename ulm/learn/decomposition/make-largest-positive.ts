/** Scikit-learn's choice between a vector and its opposite, for each line of `columns` numbers: its largest coordinate is positive. */
export function makeLargestPositive(lines: Float64Array, columns: number): void {
  for (let start = 0; start < lines.length; start += columns) {
    let largest = start;
    for (let index = start; index < start + columns; index++) {
      if (Math.abs(lines[index]!) > Math.abs(lines[largest]!)) largest = index;
    }
    if (lines[largest]! >= 0) continue;
    for (let index = start; index < start + columns; index++) lines[index] = -lines[index]!;
  }
}
