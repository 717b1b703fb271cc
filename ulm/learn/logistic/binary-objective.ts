import type { ConvexObjective, Kernels } from "../../compute/index.ts";
import { tileRows } from "../../compute/index.ts";
import type { Design } from "../linear/design.ts";
import { addBlocks } from "../linear/design.ts";
import { logisticRows } from "./logistic-rows.ts";

/** 1 / (1 + e⁻ˣ), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const exponential = Math.exp(x);
  return exponential / (1 + exponential);
}

/**
 * The negative log-likelihood of a two-class logistic model plus ½ Σ penaltyⱼ θⱼ² (McCullagh & Nelder, "Generalized Linear Models",
 * section 4.4): Σ wᵢ log(1 + exp(−sᵢ ηᵢ)) with η = Zθ and sᵢ = ±1.
 */
export class BinaryObjective implements ConvexObjective {
  readonly size: number;
  private readonly kernels: Kernels;
  private readonly design: Design;
  private readonly targets: Float64Array;
  private readonly weights: Float64Array;
  private readonly penalty: Float64Array;
  private readonly predictors: Float64Array;
  private readonly residuals: Float64Array;
  private readonly curvatures: Float64Array;
  /** Loss and wrong rows of each block. */
  private readonly totals: Float64Array;
  /** The point that residuals and curvatures belong to. */
  private point: Float64Array | undefined;
  private wrong = 0;

  /**
   * @param codes 0 or 1 for each row
   * @param penalty for each coefficient; 0 leaves it free
   */
  constructor(kernels: Kernels, design: Design, codes: Int32Array, weights: Float64Array, penalty: Float64Array) {
    this.size = design.width;
    this.kernels = kernels;
    this.design = design;
    this.targets = design.vector(codes);
    this.weights = design.vector(weights);
    this.penalty = penalty;
    this.predictors = design.vector();
    this.residuals = design.vector();
    this.curvatures = design.vector();
    this.totals = kernels.float64(2 * Math.ceil(design.paddedRows / (design.blockTiles * tileRows)));
  }

  async value(point: Float64Array): Promise<number> {
    const { kernels, design, penalty, predictors } = this;
    await design.multiply(point, predictors);
    const block = design.blockTiles * tileRows;
    await kernels.run(
      logisticRows,
      [predictors, this.targets, this.weights, this.residuals, this.curvatures, this.totals, block],
      { items: design.paddedRows, block },
    );
    const [loss, wrong] = addBlocks(this.totals, 2);
    this.wrong = wrong!;
    this.point = point.slice();
    return point.reduce((total, coordinate, index) => total + 0.5 * penalty[index]! * coordinate ** 2, loss!);
  }

  async derivatives(point: Float64Array): Promise<{ gradient: Float64Array; hessian: Float64Array }> {
    await this.visit(point);
    const { size, design, penalty } = this;
    const gradient = await design.sum(this.residuals);
    const hessian = await design.cross(this.curvatures);
    for (let index = 0; index < size; index++) {
      gradient[index]! += penalty[index]! * point[index]!;
      hessian[index * size + index]! += penalty[index]!;
    }
    return { gradient, hessian };
  }

  /** Without a penalty and with every row on its right side there is no minimum: larger coefficients always fit better. */
  async isUnbounded(point: Float64Array): Promise<boolean> {
    await this.visit(point);
    return this.wrong === 0;
  }

  private async visit(point: Float64Array): Promise<void> {
    if (this.point?.every((coordinate, index) => coordinate === point[index]) !== true) await this.value(point);
  }
}
