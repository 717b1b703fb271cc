import { checkpoint } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { groupRatings } from "../rating-data.ts";
import type { RatingData } from "../rating-data.ts";
import { predictRating } from "./factor-model.ts";
import type { FactorModel, FactorOptions } from "./factor-model.ts";

const often = 5000;

/**
 * Stochastic gradient descent, one rating after the other in random order: each moves both sides along its error, and towards 0 (S. Funk
 * 2006; Koren, Bell & Volinsky, Computer 42, 2009).
 * @param model where it begins; its arrays are overwritten
 * @param done called after each round with the round's number; returns whether it is enough
 */
export async function descendGradient(
  data: RatingData,
  model: FactorModel,
  options: FactorOptions,
  steps: { maxIter: number; learningRate: number; random: RandomSource; done: (round: number) => boolean },
): Promise<void> {
  const { maxIter, learningRate, random, done } = steps;
  const { nFactors, reg, weighted, biased } = options;
  const share = (owners: Int32Array, count: number) => {
    const { starts } = groupRatings(owners, count);
    return Float64Array.from(
      { length: count },
      (_, owner) => reg / (weighted ? 1 : starts[owner + 1]! - starts[owner]!),
    );
  };
  const userPull = share(data.users, data.userNames.length);
  const itemPull = share(data.items, data.itemNames.length);
  const { users, items } = model;
  for (let round = 0; round < maxIter; round++) {
    const order = random.permutation(data.ratings.length);
    for (let place = 0; place < order.length; place++) {
      if (place % often === 0) await checkpoint(round + place / order.length, maxIter, "MatrixFactorization");
      const [user, item] = [data.users[order[place]!]!, data.items[order[place]!]!];
      const error = data.ratings[order[place]!]! - predictRating(model, user, item);
      if (biased) {
        users.biases[user]! += learningRate * (error - userPull[user]! * users.biases[user]!);
        items.biases[item]! += learningRate * (error - itemPull[item]! * items.biases[item]!);
      }
      for (let k = 0; k < nFactors; k++) {
        const [p, q] = [users.factors[user * nFactors + k]!, items.factors[item * nFactors + k]!];
        users.factors[user * nFactors + k] = p + learningRate * (error * q - userPull[user]! * p);
        items.factors[item * nFactors + k] = q + learningRate * (error * p - itemPull[item]! * q);
      }
    }
    if (done(round)) break;
  }
}
