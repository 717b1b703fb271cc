import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { RunResult } from "../../host/run-notebook.ts";
import { lessonFiles } from "../notebooks/lesson-files.ts";
import { ledgerOf, printedBy, resultOf, runLesson, textOf } from "./run-lesson.ts";

/** Made by tests/fixtures/lessons/forest.py with pandas and scikit-learn, from the same file. */
const reference = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/lessons/forest.json"), "utf8"));

const lesson = lessonFiles().find(({ stem }) => stem === "forest")!;
let run: RunResult;

beforeAll(async () => {
  run = await runLesson(lesson);
}, 120_000);

type ChartRow = Record<string, number> & Record<"column" | "feature" | "model" | "part", string>;

interface ChartData {
  data?: { values: ChartRow[] };
  layer?: { data?: { values: ChartRow[] } }[];
}

function chartRows(cellId: string): ChartRow[] {
  const spec = resultOf(run, cellId)["application/vnd.vegalite.v6+json"] as ChartData;
  return spec.data?.values ?? spec.layer!.find(({ data }) => data !== undefined)!.data!.values;
}

/** Within four standard deviations of what forests with other random numbers give. */
function expectUsual(value: number, { mean, std }: { mean: number; std: number }): void {
  expect(Math.abs(value - mean)).toBeLessThan(4 * std);
}

describe("the numbers agree with scikit-learn", () => {
  test("the split, drawn as NumPy draws", () => {
    expect(printedBy(run, "data-code")).toContain("113 of 650 users have left: 17.4 %");
    const supports = [...textOf(run, "forest-report").matchAll(/^ +[01] .* (\d+)$/gm)].map(([, support]) =>
      Number(support),
    );
    expect(supports).toEqual(reference.supports);
  });

  test("the tree asks the same questions; two are equally good for its smallest group of six users", () => {
    const questions = [...textOf(run, "tree-code").matchAll(/(\w+) ≤ ([\d.]+)/g)].map(
      ([, column, threshold]) => `${column} ≤ ${Number(threshold).toFixed(2)}`,
    );
    const others = questions.filter((question) => !reference.questions.includes(question));
    expect(questions).toHaveLength(reference.questions.length);
    expect(others).toEqual(["income ≤ 9235.50"]);
    const leaves = [...textOf(run, "tree-code").matchAll(/(?<=^|[;.] )[01] \(n = (\d+)/g)].map(([, count]) =>
      Number(count),
    );
    expect(leaves.sort((a, b) => a - b)).toEqual(reference.leaves);
  });

  test("the forest is one of scikit-learn's, but for its random numbers", () => {
    const [, outOfBag, accuracy] = /out of bag ([\d.]+), on the test rows ([\d.]+)/.exec(
      printedBy(run, "forest-code"),
    )!;
    expectUsual(Number(outOfBag), reference.forest.outOfBag);
    expectUsual(Number(accuracy), reference.forest.accuracy);
    const { mean, std } = reference.forest.importances;
    const importances = [...textOf(run, "sort-code").matchAll(/importance: ([\d.]+)/g)].map(([, share]) =>
      Number(share),
    );
    expect(importances).toHaveLength(4);
    importances.forEach((share, column) => expectUsual(share, { mean: mean[column], std: std[column] }));
  });

  test("six models on thirty folds: AUC within what other folds change", () => {
    const rows = chartRows("compare-code");
    expect(rows.map(({ model }) => model).sort()).toEqual(Object.keys(reference.auc).sort());
    for (const { model, AUC } of rows) expect(Math.abs(AUC! - reference.auc[model]), model).toBeLessThan(0.015);
  });
});

describe("what the prose says is what the cells show", () => {
  test("trees learn by heart, and are best on others at three or four levels", () => {
    const rows = chartRows("depth-code");
    const score = (part: string, depth: number) => rows.find((row) => row.part === part && row.x === depth)!.mean!;
    expect(score("Training score", 15)).toBe(1);
    const test = (depth: number) => score("Test score", depth);
    for (const depth of [1, 2, 5, 6, 8, 10, 15]) expect(Math.max(test(3), test(4))).toBeGreaterThan(test(depth));
    expect(test(15)).toBeLessThan(test(4) - 0.1);
  });

  test("impurity puts the lottery ticket second, permutation puts it last, with what does not matter", () => {
    expect(
      chartRows("lottery-code")
        .map(({ column }) => column)
        .slice(0, 2),
    ).toEqual(["click_rate", "ticket"]);
    const reliance = chartRows("permutation-code");
    expect(reliance.map(({ feature }) => feature)).toEqual([
      "purchase_frequency",
      "click_rate",
      "age",
      "income",
      "ticket",
    ]);
    expect(reliance.map(({ lower }) => lower! > 0)).toEqual([true, true, false, false, false]);
  });

  test("SHAP values add up to what the forest says", () => {
    const [, sum, said] = /all columns ([\d.]+); the forest says ([\d.]+)/.exec(printedBy(run, "shap-code"))!;
    expect(sum).toBe(said);
  });

  test("the tree alone is behind; logistic regression keeps up", () => {
    const rows = Object.fromEntries(chartRows("compare-code").map((row) => [row.model, row]));
    const best = rows["boosting, small and slow"]!;
    expect(rows["tree, 3 levels"]!.upper).toBeLessThan(best.lower!);
    expect(rows["logistic regression"]!.upper).toBeGreaterThan(best.AUC!);
    expect(rows["forest, grown to the end"]!.AUC).toBeLessThan(rows["logistic regression"]!.AUC!);
  });

  test("ages are selected at different rates, and found at rates that cannot be told apart", () => {
    const [selection, truePositives] = [
      ...textOf(run, "fair-code").matchAll(/(-?[\d.]+) \((-?[\d.]+) – ([\d.]+)\): /g),
    ].map(([, difference, lower, upper]) => ({
      difference: Number(difference),
      lower: Number(lower),
      upper: Number(upper),
    }));
    expect(selection!.lower).toBeGreaterThan(0);
    expect(truePositives!.lower).toBeLessThan(0);
  });
});

test("W08: the printed matrix implies other figures", () => {
  const entries = ledgerOf(run);
  expect(entries.map(({ id }) => id)).toEqual(["W08"]);
  const [{ computed, verdict, derivation }] = entries as [(typeof entries)[number]];
  expect(verdict).toBe("article-in-error");
  const expected = {
    accuracy: 110 / 130,
    "precision 0": 100 / 108,
    "recall 0": 100 / 112,
    "precision 1": 10 / 22,
    "recall 1": 10 / 18,
    "macro average of the printed rows": 0.8335,
    "sum of importances": 1,
  };
  for (const [name, figure] of Object.entries(expected)) {
    expect((computed as Record<string, number>)[name], name).toBeCloseTo(figure, 12);
  }
  expect(derivation.en).toContain("the weighted one 0.894");
  expect(derivation.en).not.toMatch(/\p{Script=Han}|NaN|undefined/u);
  expect(derivation["zh-CN"]).toMatch(/\p{Script=Han}/u);
});
