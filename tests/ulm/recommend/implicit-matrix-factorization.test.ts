import { createRandom, withTaskContext } from "ulm/compute";
import { display, Table } from "ulm/data";
import { ImplicitMatrixFactorization, RatingError } from "ulm/recommend";
import { describe, expect, it } from "vitest";

/** Two crowds with a shelf each, of which they take now and then; a few strays. */
const random = createRandom(8);
const lines = Array.from({ length: 1500 }, () => {
  const user = random.integer(60);
  const item = random.random() < 0.9 ? (user % 2) * 15 + random.integer(15) : random.integer(30);
  return { user: `u${user}`, item: `i${item}`, times: 1 + random.integer(3) };
});
const table = Table.fromObjects(lines);
const columns = { user: "user", item: "item", strength: "times" };
const params = { nFactors: 3, alpha: 5, reg: 0.5 };

describe("ImplicitMatrixFactorization", () => {
  it("lowers what Hu, Koren & Volinsky minimise, summed over all pairs one by one", async () => {
    const model = await new ImplicitMatrixFactorization({ ...params, maxIter: 300, tol: 0 }).fit(table, columns);
    model.objective.forEach((value, round) => {
      if (round > 0) expect(value).toBeLessThanOrEqual(model.objective[round - 1]! * (1 + 1e-12));
    });
    const strength = new Map<string, number>();
    for (const { user, item, times } of lines)
      strength.set(`${user} ${item}`, (strength.get(`${user} ${item}`) ?? 0) + times);
    const [users, items] = [model.userFactors, model.itemFactors];
    const objective = (x: number[][], y: number[][]) => {
      let value = 0.5 * [...x, ...y].flat().reduce((sum, cell) => sum + cell * cell, 0);
      x.forEach((p, u) =>
        y.forEach((q, i) => {
          const taken = strength.get(`${model.userNames[u]} ${model.itemNames[i]}`) ?? 0;
          const score = p.reduce((sum, cell, k) => sum + cell * q[k]!, 0);
          value += (1 + 5 * taken) * (Number(taken > 0) - score) ** 2;
        }),
      );
      return value;
    };
    const least = objective(users, items);
    expect(least).toBeCloseTo(model.objective.at(-1)!, 8);
    for (const change of [-0.01, 0.01]) {
      const moved = (rows: number[][]) =>
        rows.map((row, index) => row.map((cell, k) => cell + (index === 7 && k === 1 ? change : 0)));
      expect(objective(moved(users), items)).toBeGreaterThan(least);
      expect(objective(users, moved(items))).toBeGreaterThan(least);
    }
  });

  it("recommends from one's own shelf, to known users and to new ones", async () => {
    const model = await new ImplicitMatrixFactorization(params).fit(table, columns);
    const isFirstShelf = ({ item }: { item: unknown }) => Number(String(item).slice(1)) < 15;
    for (const user of ["u0", "u2", "u14"]) expect(model.recommend(user, 10).every(isFirstShelf)).toBe(true);
    for (const user of ["u1", "u3", "u15"]) expect(model.recommend(user, 10).some(isFirstShelf)).toBe(false);
    const folded = model.foldIn(["i20", "i21", "unknown"]).recommend(8);
    expect(folded.some(isFirstShelf)).toBe(false);
    expect(folded.map(({ item }) => item)).not.toContain("i20");
    expect(() => model.recommend("nobody")).toThrow("foldIn takes what they did");
    expect(model.predict(["u0", "nobody"], ["i1", "i1"])[1]).toBe(0);
  });

  it("counts equal lines as one with their strengths added up", async () => {
    const once = await new ImplicitMatrixFactorization({ ...params, maxIter: 3 }).fit(
      ["a", "a", "b"],
      ["x", "y", "y"],
      [2, 1, 3],
    );
    const lists = [
      ["a", "a", "a", "b", "b", "b"],
      ["x", "y", "x", "y", "y", "y"],
    ] as const;
    const often = await new ImplicitMatrixFactorization({ ...params, maxIter: 3 }).fit(...lists);
    expect(often.objective).toEqual(once.objective);
  });

  it("comes back from JSON the same, shows itself, can be interrupted, and refuses what makes no sense", async () => {
    const model = await new ImplicitMatrixFactorization({ ...params, maxIter: 2 }).fit(table, columns);
    const again = ImplicitMatrixFactorization.fromJSON(JSON.parse(JSON.stringify(model)));
    expect(again.recommend("u3")).toEqual(model.recommend("u3"));
    expect(model[display]()["text/plain"]).toContain("Implicit matrix factorisation | 隐式反馈矩阵分解");
    const aborted = withTaskContext({ signal: AbortSignal.abort() }, () => model.clone().fit(table, columns));
    await expect(aborted).rejects.toThrow("abort");
    await expect(model.clone().fit(["a"], ["x"], [0])).rejects.toThrow(RatingError);
    await expect(model.clone().fit([], [])).rejects.toThrow("There are no rows");
    expect(() => model.foldIn(["nothing"])).toThrow("None of these items");
  });
});
