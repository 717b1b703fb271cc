import type { ConvexObjective } from "../../compute/index.ts";
import type { Design } from "../linear/design.ts";

/**
 * ½ ‖w‖² + ½ (b / interceptScaling)² + Σ limitᵢ max(0, 1 − sᵢ (w · xᵢ + b))², LIBLINEAR's linear machine with squared hinge loss, as a
 * function of the coefficients of the prepared features, turned: the penalty of the intercept grows with the square of how far columns are from
 * 0, and would drown all else where it is spread over all coefficients. A reflection (Golub & Van Loan, "Matrix Computations", 4th ed.,
 * section 5.1.2) makes it that of the last coordinate alone.
 */
export class SquaredHingeObjective implements ConvexObjective {
  readonly size: number;
  private readonly design: Design;
  private readonly signs: Float64Array;
  private readonly limits: Float64Array;
  private readonly interceptScaling: number;
  /** How much b changes with the last coordinate, in units of `interceptScaling`; 0 without an intercept. */
  private readonly bias: number;
  /** Of the reflection x ↦ x − 2 (vᵀx) v; all 0 without an intercept. */
  private readonly mirror: Float64Array;
  private readonly products: Float64Array;
  /** Of each row the loss along its product, first and second derivative. */
  private readonly slopes: Float64Array;
  private readonly curvatures: Float64Array;
  /** The point that they belong to, and its loss. */
  private point: Float64Array | undefined;
  private loss = 0;

  /**
   * @param signs 1 or −1 for each row
   * @param limits how much each row counts, times C
   */
  constructor(design: Design, signs: Float64Array, limits: Float64Array, interceptScaling: number) {
    const { width, hasIntercept, centre, scale } = design;
    this.size = width;
    this.design = design;
    this.signs = design.vector(signs);
    this.limits = design.vector(limits);
    this.interceptScaling = interceptScaling;
    const gradient = new Float64Array(width);
    if (hasIntercept) {
      scale.forEach((unit, column) => (gradient[column] = -centre[column]! / unit / interceptScaling));
      gradient[width - 1] = 1 / interceptScaling;
    }
    this.bias = hasIntercept ? -lengthOf(gradient) : 0;
    // The sign that avoids cancellation.
    this.mirror = gradient.slice();
    this.mirror[width - 1]! -= this.bias;
    const length = lengthOf(this.mirror);
    if (length > 0) this.mirror = this.mirror.map((value) => value / length);
    this.products = design.vector();
    this.slopes = design.vector();
    this.curvatures = design.vector();
  }

  /** The coefficients of the prepared features that a point stands for; the last one is the intercept there. */
  coefficientsAt(point: Float64Array): Float64Array {
    return this.turned(point);
  }

  /** The intercept of the features as they were given; 0 without. */
  interceptAt(point: Float64Array): number {
    return this.biasAt(point) * this.interceptScaling;
  }

  async value(point: Float64Array): Promise<number> {
    await this.visit(point);
    const { scale } = this.design;
    const coefficients = this.turned(point);
    const squares = scale.reduce(
      (sum, unit, column) => sum + (coefficients[column]! / unit) ** 2,
      this.biasAt(point) ** 2,
    );
    return this.loss + squares / 2;
  }

  async gradient(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const ofCoefficients = await this.design.sum(this.slopes);
    const coefficients = this.turned(point);
    this.design.scale.forEach((unit, column) => (ofCoefficients[column]! += coefficients[column]! / unit ** 2));
    const gradient = this.turned(ofCoefficients);
    gradient[this.size - 1]! += this.biasAt(point) * this.bias;
    return gradient;
  }

  async hessian(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const { size, bias } = this;
    const ofCoefficients = await this.design.cross(this.curvatures);
    this.design.scale.forEach((unit, column) => (ofCoefficients[column * (size + 1)]! += 1 / unit ** 2));
    const hessian = this.turnedOnBothSides(ofCoefficients);
    hessian[size * size - 1]! += bias ** 2;
    return hessian;
  }

  private biasAt(point: Float64Array): number {
    return this.bias * point[this.size - 1]!;
  }

  /** The reflection, which is its own inverse. */
  private turned(vector: Float64Array): Float64Array {
    const { mirror } = this;
    const share = 2 * vector.reduce((sum, value, index) => sum + value * mirror[index]!, 0);
    return vector.map((value, index) => value - share * mirror[index]!);
  }

  /** Of a symmetric matrix: its lines turned, then its columns. */
  private turnedOnBothSides(matrix: Float64Array): Float64Array {
    return this.turnedLines(this.turnedLines(matrix));
  }

  /** The lines turned, as columns. */
  private turnedLines(matrix: Float64Array): Float64Array {
    const { size } = this;
    const turned = new Float64Array(matrix.length);
    for (let row = 0; row < size; row++) {
      const line = this.turned(matrix.subarray(row * size, (row + 1) * size));
      line.forEach((value, column) => (turned[column * size + row] = value));
    }
    return turned;
  }

  private async visit(point: Float64Array): Promise<void> {
    if (this.point?.every((coordinate, index) => coordinate === point[index])) return;
    const { design, signs, limits, products, slopes, curvatures } = this;
    await design.multiply(this.turned(point), products);
    let loss = 0;
    for (let row = 0; row < products.length; row++) {
      const gap = 1 - signs[row]! * products[row]!;
      const limit = gap > 0 ? limits[row]! : 0;
      loss += limit * gap * gap;
      slopes[row] = -2 * limit * signs[row]! * gap;
      curvatures[row] = 2 * limit;
    }
    this.loss = loss;
    this.point = point.slice();
  }
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
}
