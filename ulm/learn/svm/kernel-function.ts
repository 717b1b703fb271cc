import { squaredDistance } from "../clustering/squared-distance.ts";

/** How alike two rows are: their product, or exp(−gamma · ‖a − b‖²). */
export interface KernelFunction {
  readonly kind: "linear" | "rbf";
  /** Of "rbf", positive. */
  readonly gamma: number;
}

/** The function as WebAssembly takes it: gamma, or −1 for "linear". */
export function kernelCode({ kind, gamma }: KernelFunction): number {
  return kind === "rbf" ? gamma : -1;
}

/** How alike two rows of `columns` numbers are, by a code. */
export function similarity(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  columns: number,
  code: number,
): number {
  if (code >= 0) return Math.exp(-code * squaredDistance(a, aStart, b, bStart, columns));
  let product = 0;
  for (let column = 0; column < columns; column++) product += a[aStart + column]! * b[bStart + column]!;
  return product;
}
