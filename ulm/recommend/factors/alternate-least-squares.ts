import { checkpoint } from "../../compute/index.ts";
import { groupRatings } from "../rating-data.ts";
import type { GroupedRatings, RatingData } from "../rating-data.ts";
import type { FactorModel, FactorOptions, FactorSide } from "./factor-model.ts";
import { SideSolver } from "./solve-side.ts";

const often = 200;

/**
 * Alternating least squares with biases: the users' side is solved with the items' held fixed, then the items' with the users'. Neither step
 * can raise the objective (Y. Zhou, D. Wilkinson, R. Schreiber, R. Pan, "Large-scale parallel collaborative filtering for the Netflix
 * prize", AAIM 2008; biases after Koren, Bell & Volinsky, Computer 42, 2009).
 * @param model where it begins; its arrays are overwritten
 * @param done called after each round with the round's number; returns whether it is enough
 */
export async function alternateLeastSquares(
  data: RatingData,
  model: FactorModel,
  options: FactorOptions,
  { maxIter, done }: { maxIter: number; done: (round: number) => boolean },
): Promise<void> {
  const byUser = groupRatings(data.users, data.userNames.length);
  const byItem = groupRatings(data.items, data.itemNames.length);
  const centred = data.ratings.map((rating) => rating - model.mean);
  for (let round = 0; round < maxIter; round++) {
    const report = (share: number) => checkpoint(round + share, maxIter, "MatrixFactorization");
    await solveAll(byUser, data.items, centred, model.users, model.items, options, (share) => report(share / 2));
    await solveAll(byItem, data.users, centred, model.items, model.users, options, (share) => report((1 + share) / 2));
    if (done(round)) break;
  }
}

async function solveAll(
  { starts, order }: GroupedRatings,
  others: Int32Array,
  ratings: Float64Array,
  side: FactorSide,
  otherSide: FactorSide,
  options: FactorOptions,
  report: (share: number) => Promise<void>,
): Promise<void> {
  const solver = new SideSolver(options);
  const { nFactors, biased } = options;
  for (let owner = 0; owner + 1 < starts.length; owner++) {
    if (owner % often === 0) await report(owner / (starts.length - 1));
    const own = order.subarray(starts[owner], starts[owner + 1]);
    const solution = solver.solve(
      own.map((index) => others[index]!),
      Float64Array.from(own, (index) => ratings[index]!),
      otherSide,
    );
    side.factors.set(solution.subarray(0, nFactors), owner * nFactors);
    if (biased) side.biases[owner] = solution[nFactors]!;
  }
}
