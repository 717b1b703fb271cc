import { createRandom, symmetricEigen, withTaskContext } from "ulm/compute";
import { display, ParameterError, Table } from "ulm/data";
import { MatrixFactorization, RatingError } from "ulm/recommend";
import type { MatrixFactorizationParams } from "ulm/recommend";
import { describe, expect, it } from "vitest";

/** Every user rates every item. */
function whole(matrix: readonly (readonly number[])[]) {
  const cells = matrix.flatMap((row, user) => row.map((rating, item) => ({ user, item, rating })));
  return [cells.map(({ user }) => user), cells.map(({ item }) => item), cells.map(({ rating }) => rating)] as const;
}

/** Σ f(σ) u vᵀ: the matrix with its singular values changed, from the eigenvectors of RᵀR. */
function withSingularValues(matrix: readonly (readonly number[])[], change: (sigma: number, index: number) => number) {
  const size = matrix[0]!.length;
  const gram = new Float64Array(size * size);
  for (const row of matrix) row.forEach((a, i) => row.forEach((b, j) => (gram[i * size + j]! += a * b)));
  const { values, vectors } = symmetricEigen(gram, size);
  return matrix.map((row) =>
    row.map((_, column) =>
      Array.from(values, (value, index) => {
        const vector = vectors.subarray(index * size, (index + 1) * size);
        const sigma = Math.sqrt(value);
        const along = row.reduce((sum, cell, place) => sum + cell * vector[place]!, 0);
        return (change(sigma, index) / sigma) * along * vector[column]!;
      }).reduce((sum, part) => sum + part, 0),
    ),
  );
}

/** A world of two tastes, of which each user has rated about half of the items. */
function world(users: number, items: number, noise: number) {
  const random = createRandom(4);
  const taste = () => [random.normal(), random.normal()];
  const [people, things] = [Array.from({ length: users }, taste), Array.from({ length: items }, taste)];
  const level = Array.from({ length: items }, () => 0.4 * random.normal());
  const rows = people.flatMap((person, user) =>
    things.flatMap((thing, item) => {
      const rating =
        3.5 + level[item]! + person[0]! * thing[0]! * 0.6 + person[1]! * thing[1]! * 0.6 + noise * random.normal();
      return random.random() < 0.5 ? [{ user: `u${user}`, item: `i${item}`, rating }] : [];
    }),
  );
  const isHeld = rows.map(() => random.random() < 0.1);
  const table = (held: boolean) => Table.fromObjects(rows.filter((_, row) => isHeld[row] === held));
  return { train: table(false), test: table(true) };
}
const columns = { user: "user", item: "item", rating: "rating" };
const { train, test } = world(120, 40, 0.3);

const matrix = [
  [5, 3, 1, 4],
  [4, 2, 1, 5],
  [1, 1, 5, 2],
  [2, 1, 4, 1],
  [3, 5, 2, 3],
];

describe("MatrixFactorization against what is known of the optimum", () => {
  const exact = {
    nFactors: 2,
    biased: false,
    weighted: false,
    maxIter: 5000,
    tol: 0,
  } satisfies Partial<MatrixFactorizationParams>;

  it("is the best matrix of its rank when nothing is missing (Eckart & Young 1936)", async () => {
    const [users, items, ratings] = whole(matrix);
    const model = await new MatrixFactorization({ ...exact, reg: 1e-9 }).fit(users, items, ratings);
    const expected = withSingularValues(matrix, (sigma, index) => (index < 2 ? sigma : 0)).flat();
    model.predict(users, items).forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 6));
  });

  it("draws singular values to 0 by its penalty (Mazumder, Hastie & Tibshirani, JMLR 11, 2010)", async () => {
    const [users, items, ratings] = whole(matrix);
    const model = await new MatrixFactorization({ ...exact, reg: 0.8, nFactors: 4 }).fit(users, items, ratings);
    const expected = withSingularValues(matrix, (sigma) => Math.max(0, sigma - 0.8)).flat();
    model.predict(users, items).forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 6));
  });

  it("ends where no step of a single factor or bias helps, weighted and with biases", async () => {
    const params = { nFactors: 2, reg: 0.05, maxIter: 300, tol: 0 };
    const model = await new MatrixFactorization(params).fit(train, columns);
    const { state } = JSON.parse(JSON.stringify(model));
    const rows = train.rows();
    const objective = (changed: typeof state) => {
      const other = MatrixFactorization.fromJSON({
        type: "MatrixFactorization",
        params: model.getParams(),
        state: changed,
      });
      const [users, items] = [rows.map(({ user }) => user), rows.map(({ item }) => item)];
      const squares = other
        .predict(users, items)
        .reduce((sum, value, row) => sum + (value - rows[row]!.rating) ** 2, 0);
      const size = (names: string[], biases: number[], factors: number[], labels: string[]) => {
        const own = names.map(
          (_, index) => biases[index]! ** 2 + factors[2 * index]! ** 2 + factors[2 * index + 1]! ** 2,
        );
        return labels.reduce((sum, label) => sum + own[names.indexOf(label)]!, 0);
      };
      const { userNames, itemNames, userBiases, itemBiases, userFactors, itemFactors } = changed;
      return (
        squares +
        0.05 * (size(userNames, userBiases, userFactors, users) + size(itemNames, itemBiases, itemFactors, items))
      );
    };
    const least = objective(state);
    expect(least).toBeCloseTo(model.objective.at(-1)!, 8);
    for (const part of ["userBiases", "itemBiases", "userFactors", "itemFactors"]) {
      for (const change of [-0.01, 0.01]) {
        const changed = {
          ...state,
          [part]: state[part].map((value: number, index: number) => value + (index === 3 ? change : 0)),
        };
        expect(objective(changed)).toBeGreaterThan(least);
      }
    }
  });
});

describe("MatrixFactorization", () => {
  it("never raises its objective with ALS, and comes near it with SGD", async () => {
    const params = { nFactors: 2, reg: 0.05 };
    const als = await new MatrixFactorization({ ...params, maxIter: 300 }).fit(train, columns);
    als.objective.forEach((value, round) => {
      if (round > 0) expect(value).toBeLessThanOrEqual(als.objective[round - 1]! * (1 + 1e-12));
    });
    const sgd = await new MatrixFactorization({ ...params, method: "sgd", learningRate: 0.02, maxIter: 400 }).fit(
      train,
      columns,
    );
    expect(sgd.objective.at(-1)! / als.objective.at(-1)!).toBeLessThan(1.05);
  });

  it("predicts ratings that were held back to little more than their noise, where levels alone are far off", async () => {
    const model = await new MatrixFactorization({ nFactors: 2, reg: 0.1, weighted: false }).fit(train, columns);
    // Three numbers for each user from some eighteen ratings: √(1 + 3/18) times the noise of 0.3 is 0.32; the items' numbers add a little.
    expect(model.score(test, columns)).toBeLessThan(0.36);
    const levels = await new MatrixFactorization({ nFactors: 1, reg: 1e3 }).fit(train, columns);
    expect(levels.score(test, columns)).toBeGreaterThan(0.8);
  });

  it("folds somebody new in as it would have learnt them", async () => {
    const model = await new MatrixFactorization({ nFactors: 2, maxIter: 500, tol: 1e-12 }).fit(train, columns);
    const own = train.filter(({ user }) => user === "u7");
    const folded = model.foldIn(own.column("item"), own.column("rating").toNumbers());
    const items = model.itemNames;
    const known = model.predict(
      items.map(() => "u7"),
      items,
    );
    folded.predict(items).forEach((value, index) => expect(value).toBeCloseTo(known[index]!, 4));
    const rated = new Set(own.column("item"));
    const recommended = folded.recommend(5);
    expect(recommended.every(({ item }) => !rated.has(item as string))).toBe(true);
    expect(model.recommend("u7", 5, { exclude: rated as Set<string> }).map(({ item }) => item)).toEqual(
      recommended.map(({ item }) => item),
    );
    expect(() => model.foldIn(["nothing"], [3])).toThrow("None of these items");
  });

  it("gives users and items that are new the level of what is known", async () => {
    const model = await new MatrixFactorization({ nFactors: 2 }).fit(train, columns);
    expect(model.predict(["nobody"], ["nothing"])).toEqual([model.mean]);
    const [first] = model.recommend("nobody", 1);
    expect(model.predict(["nobody"], [first!.item])[0]).toBe(first!.rating);
  });

  it("is the same for the same seed, and comes back from JSON the same to the last bit", async () => {
    const fit = () => new MatrixFactorization({ nFactors: 3, maxIter: 5 }).fit(train, columns);
    const [model, twin] = [await fit(), await fit()];
    expect(twin.userFactors).toEqual(model.userFactors);
    const again = MatrixFactorization.fromJSON(JSON.parse(JSON.stringify(model)));
    expect(again.recommend("u3")).toEqual(model.recommend("u3"));
    expect(model[display]()["text/plain"]).toContain("Matrix factorisation | 矩阵分解");
    expect(String(model.clone())).toContain("not fitted");
  });

  it("can be interrupted", async () => {
    const model = new MatrixFactorization();
    await expect(withTaskContext({ signal: AbortSignal.abort() }, () => model.fit(train, columns))).rejects.toThrow(
      "abort",
    );
    expect(model.isFitted).toBe(false);
  });

  it("refuses what makes no sense", async () => {
    await expect(new MatrixFactorization().fit(["a"], ["x", "y"], [1])).rejects.toThrow(RatingError);
    await expect(new MatrixFactorization().fit(["a"], ["x"], [NaN])).rejects.toThrow("Rating 0 is missing");
    await expect(new MatrixFactorization().fit([], [], [])).rejects.toThrow("There are no rows");
    await expect(new MatrixFactorization().fit(train, { ...columns, item: "thing" })).rejects.toThrow(
      'no column "thing"',
    );
    expect(() => new MatrixFactorization({ reg: 0 })).toThrow("reg must be positive");
    const wild = new MatrixFactorization({ method: "sgd", learningRate: 5 }).fit(train, columns);
    await expect(wild).rejects.toThrow(ParameterError);
    await expect(wild).rejects.toThrow("lower learningRate");
  });
});
