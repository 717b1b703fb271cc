import type { Kernels } from "../../compute/index.ts";
import { kernelCode } from "./kernel-function.ts";
import type { KernelFunction } from "./kernel-function.ts";
import { KernelLineCache } from "./kernel-line-cache.ts";
import { kernelSums } from "./kernel-sums.ts";
import { stepState, takeSteps, unknownFirst } from "./take-steps.ts";

export interface SvmProblem {
  /** rows × columns. */
  readonly points: Float64Array;
  readonly columns: number;
  /** What Kβ is to come to, for each row. */
  readonly targets: Float64Array;
  /** Errors up to this are none. */
  readonly epsilon: number;
  /** Bounds of the variables, at most 0 and at least 0. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly kernel: KernelFunction;
  /** Of lines of the kernel matrix. */
  readonly cacheBytes: number;
}

/**
 * The dual of a support vector machine: minimise ½ βᵀKβ − tᵀβ + ε Σ|β| where Σβ = 0 and low ≤ β ≤ high, with targets t and the gradient
 * Kβ − t, to which come the costs of |β|. Of classes t = y, ε = 0 and 0 ≤ y·β ≤ C, with α = y·β in C.-C. Chang and C.-J. Lin, "LIBSVM",
 * ACM TIST 2, 2011; of values −C ≤ β ≤ C, with α − α* = β there. Variables change places: those in front are active, the others rest at
 * a bound, or at 0, and are left alone until all are looked at again ("shrinking").
 */
export class DualProblem {
  /** Whether similarities are products: then the gradients of all rows cost little to compute. */
  readonly isLinear: boolean;
  /** Variables in front that are active. */
  active: number;
  private readonly kernels: Kernels;
  private readonly rows: number;
  private readonly columns: number;
  private readonly code: number;
  private readonly points: Float64Array;
  private readonly targets: Float64Array;
  private readonly values: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly gradient: Float64Array;
  private readonly epsilon: number;
  /** What raising or lowering each variable costs beside its gradient, as `takeSteps` keeps it. */
  private readonly riseCost: Float64Array;
  private readonly fallCost: Float64Array;
  private readonly diagonal: Float64Array;
  private readonly lines: KernelLineCache;
  private readonly state: Float64Array;
  /** Which row the variable at each position belongs to. */
  private readonly rowOf: Int32Array;

  constructor(problem: SvmProblem, kernels: Kernels) {
    const { points, columns, targets, epsilon, low, high, kernel, cacheBytes } = problem;
    const rows = targets.length;
    this.kernels = kernels;
    this.rows = rows;
    this.columns = columns;
    this.active = rows;
    this.code = kernelCode(kernel);
    this.isLinear = kernel.kind === "linear";
    this.points = kernels.copy(points);
    this.targets = targets.slice();
    this.values = kernels.float64(rows);
    this.epsilon = epsilon;
    this.low = kernels.copy(low);
    this.high = kernels.copy(high);
    this.gradient = kernels.copy(targets.map((target) => -target));
    this.riseCost = kernels.copy(high.map((bound) => (bound > 0 ? epsilon : Infinity)));
    this.fallCost = kernels.copy(low.map((bound) => (bound < 0 ? epsilon : Infinity)));
    this.diagonal = kernels.float64(rows);
    for (let row = 0; row < rows; row++) {
      const own = this.points.subarray(row * columns, (row + 1) * columns);
      this.diagonal[row] = kernel.kind === "rbf" ? 1 : own.reduce((sum, value) => sum + value * value, 0);
    }
    this.lines = new KernelLineCache(kernels, this.points, columns, this.code, cacheBytes);
    this.state = kernels.float64(stepState.length);
    this.state[stepState.first] = unknownFirst;
    this.rowOf = Int32Array.from({ length: rows }, (_, row) => row);
  }

  /**
   * Takes steps until the active variables violate the optimality conditions by less than `tol`, but not more than `most`.
   * @returns how many, and by how much the conditions were violated before the last
   */
  takeSteps(most: number, tol: number): { steps: number; violation: number } {
    const { gradient, riseCost, fallCost, values, low, high, diagonal, lines, state, active, epsilon } = this;
    let steps = 0;
    for (;;) {
      const args = [
        ...([gradient, riseCost, fallCost, values, low, high, diagonal] as const),
        ...([
          lines.lines,
          lines.slots,
          lines.lengths,
          lines.used,
          state,
          this.rows,
          epsilon,
          tol,
          most - steps,
        ] as const),
      ] as const;
      this.kernels.call(takeSteps, args, 0, active);
      steps += state[stepState.steps]!;
      const missing = state[stepState.missing]!;
      if (missing < 0) return { steps, violation: state[stepState.violation]! };
      lines.compute(missing, active);
    }
  }

  /** Puts variables behind the active ones that stay at their bound if the others do not change much. */
  shrink(): void {
    const { gradient, riseCost, fallCost } = this;
    let least = Infinity;
    let largest = -Infinity;
    for (let index = 0; index < this.active; index++) {
      least = Math.min(least, gradient[index]! + riseCost[index]!);
      largest = Math.max(largest, gradient[index]! - fallCost[index]!);
    }
    const rests = (index: number) =>
      gradient[index]! + riseCost[index]! > largest && gradient[index]! - fallCost[index]! < least;
    const firsts: number[] = [];
    const seconds: number[] = [];
    for (let index = 0; index < this.active; index++) {
      if (!rests(index)) continue;
      this.active--;
      while (this.active > index && rests(this.active)) this.active--;
      if (this.active === index) continue;
      this.swap(index, this.active);
      firsts.push(index);
      seconds.push(this.active);
    }
    this.lines.swap(firsts, seconds);
    this.state[stepState.first] = unknownFirst;
  }

  /** Makes all variables active again, with their gradients. */
  async restore(): Promise<void> {
    const { rows, active, gradient } = this;
    this.active = rows;
    if (active === rows) return;
    const resting = gradient.subarray(active);
    if (this.isLinear) this.sumByWeights(resting);
    else await this.sumByLines(resting);
    for (let place = 0; place < resting.length; place++) resting[place]! -= this.targets[active + place]!;
    this.state[stepState.first] = unknownFirst;
  }

  /** The variables in the order of the rows. */
  coefficients(): Float64Array {
    const result = new Float64Array(this.rows);
    this.values.forEach((value, index) => (result[this.rowOf[index]!] = value));
    return result;
  }

  /** What is added to Kβ: on the margin of free variables, on average; without them in the middle of what is possible. */
  intercept(): number {
    let sum = 0;
    let free = 0;
    let least = Infinity;
    let largest = -Infinity;
    for (const [index, slope] of this.gradient.entries()) {
      const rising = slope + this.riseCost[index]!;
      const falling = slope - this.fallCost[index]!;
      if (rising === falling) {
        sum += rising;
        free++;
      } else {
        least = Math.min(least, rising);
        largest = Math.max(largest, falling);
      }
    }
    return -(free > 0 ? sum / free : (least + largest) / 2);
  }

  /** Σ value · product over all variables, for the last rows: the product of each with the weights of the columns. */
  private sumByWeights(sums: Float64Array): void {
    const { points, values, rows, columns } = this;
    const weights = new Float64Array(columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        weights[column]! += values[row]! * points[row * columns + column]!;
    }
    for (let place = 0; place < sums.length; place++) {
      const point = (rows - sums.length + place) * columns;
      sums[place] = 0;
      for (let column = 0; column < columns; column++) sums[place]! += weights[column]! * points[point + column]!;
    }
  }

  /** Σ value · similarity over all variables, for the last rows: from the lines that are there, and anew for others. */
  private async sumByLines(sums: Float64Array): Promise<void> {
    const { rows, values } = this;
    const unknown: number[] = [];
    const known = new Float64Array(sums.length);
    for (let index = 0; index < rows; index++) {
      const value = values[index]!;
      if (value === 0) continue;
      const line = this.lines.peek(index, rows)?.subarray(rows - sums.length);
      if (line === undefined) unknown.push(index);
      else for (let place = 0; place < known.length; place++) known[place]! += value * line[place]!;
    }
    await this.sumOver(unknown, sums);
    for (let place = 0; place < sums.length; place++) sums[place]! += known[place]!;
  }

  /** Σ value · similarity over the given variables, for the last rows. */
  private async sumOver(variables: readonly number[], sums: Float64Array): Promise<void> {
    const { kernels, columns, points } = this;
    const vectors = kernels.float64(variables.length * columns);
    variables.forEach((from, to) => vectors.set(points.subarray(from * columns, (from + 1) * columns), to * columns));
    const coefficients = kernels.copy(Float64Array.from(variables, (index) => this.values[index]!));
    const rows = points.subarray((this.rows - sums.length) * columns);
    const args = [rows, vectors, coefficients, sums, variables.length, columns, this.code] as const;
    const block = Math.max(1, Math.ceil(2 ** 18 / (1 + vectors.length)));
    await kernels.run(kernelSums, args, { items: sums.length, block });
  }

  private swap(first: number, second: number): void {
    const { columns, points } = this;
    const { targets, values, low, high, gradient, riseCost, fallCost, diagonal, rowOf } = this;
    for (const list of [targets, values, low, high, gradient, riseCost, fallCost, diagonal, rowOf]) {
      const held = list[first]!;
      list[first] = list[second]!;
      list[second] = held;
    }
    const row = points.slice(first * columns, (first + 1) * columns);
    points.copyWithin(first * columns, second * columns, (second + 1) * columns);
    points.set(row, second * columns);
  }
}
