import type { ConvexObjective } from "../../compute/index.ts";
import type { Design } from "../linear/design.ts";

/**
 * ½ ‖w‖² + ½ (b / interceptScaling)² + Σ limitᵢ max(0, 1 − sᵢ (w · xᵢ + b))², LIBLINEAR's linear machine with squared hinge loss, as a
 * function of the coefficients of the prepared features.
 */
export class SquaredHingeObjective implements ConvexObjective {
  readonly size: number;
  private readonly design: Design;
  private readonly signs: Float64Array;
  private readonly limits: Float64Array;
  /** How much b changes with each coefficient, in units of `interceptScaling`. */
  private readonly bias: Float64Array;
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
    this.bias = new Float64Array(width);
    if (hasIntercept) {
      scale.forEach((unit, column) => (this.bias[column] = -centre[column]! / unit / interceptScaling));
      this.bias[width - 1] = 1 / interceptScaling;
    }
    this.products = design.vector();
    this.slopes = design.vector();
    this.curvatures = design.vector();
  }

  async value(point: Float64Array): Promise<number> {
    await this.visit(point);
    const { scale } = this.design;
    const squares = scale.reduce((sum, unit, column) => sum + (point[column]! / unit) ** 2, this.biasAt(point) ** 2);
    return this.loss + squares / 2;
  }

  async gradient(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const gradient = await this.design.sum(this.slopes);
    const bias = this.biasAt(point);
    this.bias.forEach((change, column) => (gradient[column]! += bias * change));
    this.design.scale.forEach((unit, column) => (gradient[column]! += point[column]! / unit ** 2));
    return gradient;
  }

  async hessian(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const { size, bias } = this;
    const hessian = await this.design.cross(this.curvatures);
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) hessian[i * size + j]! += bias[i]! * bias[j]!;
    this.design.scale.forEach((unit, column) => (hessian[column * (size + 1)]! += 1 / unit ** 2));
    return hessian;
  }

  private biasAt(point: Float64Array): number {
    return this.bias.reduce((sum, change, column) => sum + change * point[column]!, 0);
  }

  private async visit(point: Float64Array): Promise<void> {
    if (this.point?.every((coordinate, index) => coordinate === point[index])) return;
    const { design, signs, limits, products, slopes, curvatures } = this;
    await design.multiply(point, products);
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
