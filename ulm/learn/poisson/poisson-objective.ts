import type { ConvexObjective, Kernels, PerThread } from "../../compute/index.ts";
import { addBlocks, tileRows } from "../../compute/index.ts";
import type { Design } from "../linear/design.ts";
import { poissonTiles } from "./poisson-tiles.ts";

/** What a Poisson model is fitted to: sums over equal rows, so that weights are in both. */
export interface CountedEvents {
  /** How many events. */
  readonly counts: Float64Array;
  /** For how long, or among how many, they were counted. */
  readonly exposures: Float64Array;
}

/**
 * The negative log-likelihood of a Poisson model with a logarithmic link, less what does not depend on θ, plus ½ Σ penaltyⱼ θⱼ²
 * (McCullagh & Nelder, "Generalized Linear Models", chapter 6): Σ exposureᵢ exp(ηᵢ) − yᵢ ηᵢ with η = Zθ.
 */
export class PoissonObjective implements ConvexObjective {
  readonly size: number;
  private readonly kernels: Kernels;
  private readonly design: Design;
  private readonly counts: Float64Array;
  private readonly exposures: Float64Array;
  private readonly penalty: Float64Array;
  private readonly means: Float64Array;
  private readonly factors: Float64Array;
  private readonly sums: Float64Array;
  private readonly losses: Float64Array;
  private readonly scratch: PerThread<Float64Array>;
  /** The point that slopes and means belong to. */
  private point: Float64Array | undefined;
  private slopes = new Float64Array(0);

  /** @param penalty for each coefficient; 0 leaves it free */
  constructor(kernels: Kernels, design: Design, { counts, exposures }: CountedEvents, penalty: Float64Array) {
    this.size = design.width;
    this.kernels = kernels;
    this.design = design;
    this.counts = design.vector(counts);
    this.exposures = design.vector(exposures);
    this.penalty = penalty;
    this.means = design.vector();
    this.factors = kernels.float64(design.stride);
    this.sums = kernels.float64(design.blocks * design.stride);
    this.losses = kernels.float64(design.blocks);
    this.scratch = kernels.perThread(() => kernels.float64(tileRows));
  }

  async value(point: Float64Array): Promise<number> {
    const { design, penalty, exposures, counts, means, factors, sums, losses, scratch } = this;
    const { tiles, stride, blockTiles, work } = design;
    factors.set(point);
    sums.fill(0);
    const args = [tiles, factors, exposures, counts, means, sums, losses, scratch, stride, blockTiles] as const;
    await this.kernels.run(poissonTiles, args, work);
    const loss = addBlocks(losses, 1)[0]!;
    this.slopes = addBlocks(sums, stride).slice(0, this.size);
    this.point = point.slice();
    return point.reduce((total, coordinate, index) => total + 0.5 * penalty[index]! * coordinate ** 2, loss);
  }

  async gradient(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    return this.slopes.map((slope, index) => slope + this.penalty[index]! * point[index]!);
  }

  async hessian(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const hessian = await this.design.cross(this.means);
    this.penalty.forEach((penalty, index) => (hessian[index * (this.size + 1)]! += penalty));
    return hessian;
  }

  private async visit(point: Float64Array): Promise<void> {
    if (this.point?.every((coordinate, index) => coordinate === point[index]) !== true) await this.value(point);
  }
}
