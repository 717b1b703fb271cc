import { cholesky, choleskySolve, createRandom } from "ulm/compute";
import type { Table } from "ulm/data";
import { LinearRegression } from "ulm/learn";
import { MatrixFactorization } from "ulm/recommend";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";
import { sum } from "./recover.ts";

/** How well ratings that were held back are predicted: root mean squared errors. */
export interface TasteRecovery {
  /** `MatrixFactorization`, which knows the other ratings only. */
  readonly found: number;
  /** Somebody who also knows the properties of all products and the noise, and learns each user's tastes from the same ratings, exactly. */
  readonly oracle: number;
  /** Somebody who knows nothing but the mean of all ratings. */
  readonly mean: number;
  /** How much of each hidden property of the products is a linear function of the factors that were found (R²). */
  readonly properties: readonly number[];
}

/** A fifth of the ratings is held back; tastes are those of truth: four, normal, which is what the unweighted penalty assumes. */
export async function recoverTastes({ shop, products }: KnownWorld): Promise<TasteRecovery> {
  const random = createRandom(5);
  const isHeld = Array.from({ length: shop.ratings.rowCount }, () => random.random() < 0.2);
  const train = shop.ratings.filter((_, row) => !isHeld[row]!);
  const test = shop.ratings.filter((_, row) => isHeld[row]!);
  const { factors: nFactors } = truth.rating;
  const model = await new MatrixFactorization({ nFactors, reg: 4, weighted: false }).fit(train, {
    ...{ user: "user_id", item: "product_id", rating: "stars" },
  });
  const known = new Map(products.map((product) => [product.product_id, product]));
  const oracle = tasteOracle(train, known);
  const tested = test.rows();
  const mean = sum(train.column("stars").toArray() as number[]) / train.rowCount;
  const error = (predicted: readonly number[]) =>
    // No rating is beyond 1 and 5.
    Math.sqrt(
      sum(tested.map(({ stars }, row) => (Math.min(5, Math.max(1, predicted[row]!)) - stars) ** 2)) / tested.length,
    );
  const properties: number[] = [];
  for (let factor = 0; factor < nFactors; factor++) {
    const hidden = model.itemNames.map((name) => known.get(name as string)!.factors[factor]!);
    properties.push((await new LinearRegression().fit(model.itemFactors, hidden)).rSquared);
  }
  return {
    found: error(model.predict(test.column("user_id"), test.column("product_id"))),
    oracle: error(tested.map(({ user_id, product_id }) => oracle(user_id, product_id))),
    mean: error(tested.map(() => mean)),
    properties,
  };
}

/** Bayes' rule: tastes are standard normal, ratings add normal noise and rounding (variance 1/12) to liking. */
function tasteOracle(train: Table, known: ReadonlyMap<string, KnownWorld["products"][number]>) {
  const size = truth.rating.factors;
  const variance = truth.rating.noise ** 2 + 1 / 12;
  const rated = new Map<string, { product_id: string; stars: number }[]>();
  for (const { user_id, product_id, stars } of train.rows())
    rated.set(user_id, [...(rated.get(user_id) ?? []), { product_id, stars }]);
  return (user: string, item: string) => {
    const precision = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (let k = 0; k < size; k++) precision[k * size + k] = variance;
    for (const { product_id, stars } of rated.get(user) ?? []) {
      const { quality, factors } = known.get(product_id)!;
      factors.forEach((a, i) => {
        right[i]! += a * (stars - truth.rating.mean - quality);
        factors.forEach((b, j) => (precision[i * size + j]! += a * b));
      });
    }
    const taste = choleskySolve(cholesky(precision, size), right);
    const { quality, factors } = known.get(item)!;
    return truth.rating.mean + quality + factors.reduce((liking, value, k) => liking + value * taste[k]!, 0);
  };
}
