/** One side of a factor model: users or items. */
export interface FactorSide {
  /** One for each. */
  readonly biases: Float64Array;
  /** count × nFactors, row-major. */
  readonly factors: Float64Array;
}

/** rating ≈ mean + bias of the user + bias of the item + user factors · item factors. */
export interface FactorModel {
  readonly mean: number;
  readonly users: FactorSide;
  readonly items: FactorSide;
}

/** What both ways of fitting minimise: Σ (rating − prediction)² + reg Σ (bias² + ‖factors‖²), the latter times the ratings of each where `weighted`. */
export interface FactorOptions {
  readonly nFactors: number;
  readonly reg: number;
  readonly weighted: boolean;
  readonly biased: boolean;
}

export function predictRating({ mean, users, items }: FactorModel, user: number, item: number): number {
  const size = users.factors.length / users.biases.length;
  let value = mean + users.biases[user]! + items.biases[item]!;
  for (let k = 0; k < size; k++) value += users.factors[user * size + k]! * items.factors[item * size + k]!;
  return value;
}

/** A row-major array as rows. */
export function rowsOf(values: readonly number[], size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, row) => values.slice(row * size, (row + 1) * size));
}
