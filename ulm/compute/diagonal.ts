/** The diagonal of a square matrix, row-major. */
export function diagonal(square: Float64Array): number[] {
  const size = Math.sqrt(square.length);
  return Array.from({ length: size }, (_, index) => square[index * size + index]!);
}
