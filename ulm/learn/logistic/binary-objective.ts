import type { ConvexObjective, Kernels, PerThread } from "../../compute/index.ts";
import { addBlocks, tileRows } from "../../compute/index.ts";
import type { Design } from "../linear/design.ts";
import { logisticTiles } from "./logistic-tiles.ts";

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
  private readonly curvatures: Float64Array;
  private readonly factors: Float64Array;
  private readonly sums: Float64Array;
  private readonly totals: Float64Array;
  private readonly scratch: PerThread<Float64Array>;
  /** The point that slopes and curvatures belong to. */
  private point: Float64Array | undefined;
  private slopes = new Float64Array(0);
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
    this.curvatures = design.vector();
    this.factors = kernels.float64(design.stride);
    this.sums = kernels.float64(design.blocks * design.stride);
    this.totals = kernels.float64(design.blocks * 2);
    this.scratch = kernels.perThread(() => kernels.float64(tileRows));
  }

  async value(point: Float64Array): Promise<number> {
    const { design, penalty, targets, weights, curvatures, factors, sums, totals, scratch } = this;
    const { tiles, stride, blockTiles, work } = design;
    factors.set(point);
    sums.fill(0);
    const args = [tiles, factors, targets, weights, curvatures, sums, totals, scratch, stride, blockTiles] as const;
    await this.kernels.run(logisticTiles, args, work);
    const [loss, wrong] = addBlocks(totals, 2);
    this.slopes = addBlocks(sums, stride).slice(0, this.size);
    this.wrong = wrong!;
    this.point = point.slice();
    return point.reduce((total, coordinate, index) => total + 0.5 * penalty[index]! * coordinate ** 2, loss!);
  }

  async gradient(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    return this.slopes.map((slope, index) => slope + this.penalty[index]! * point[index]!);
  }

  async hessian(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const hessian = await this.design.cross(this.curvatures);
    this.penalty.forEach((penalty, index) => (hessian[index * (this.size + 1)]! += penalty));
    return hessian;
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
