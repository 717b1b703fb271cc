import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunResult } from "../../host/run-notebook.ts";
import { lessonFiles } from "../notebooks/lesson-files.ts";
import { LessonSession } from "./lesson-session.ts";
import { ledgerOf, resultOf, runLesson, textOf } from "./run-lesson.ts";

/** Made by tests/fixtures/lessons/churn.py with pandas, scikit-learn and statsmodels, from the same file. */
const reference = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/lessons/churn.json"), "utf8"));

const lesson = lessonFiles().find(({ stem }) => stem === "churn")!;
let run: RunResult;

beforeAll(async () => {
  run = await runLesson(lesson);
}, 120_000);

/** The numbers of a text representation, row by row, for the rows that start with a name. */
function numbersAfter(text: string, name: string): number[] {
  // The last one: a heading may start with the same name.
  const line = text.split("\n").findLast((candidate) => candidate.trimStart().startsWith(`${name} `));
  if (line === undefined) throw new Error(`no line starts with "${name}" in\n${text}`);
  return line
    .slice(line.indexOf(name) + name.length)
    .match(/-?\d+(\.\d+)?/g)!
    .map(Number);
}

interface ChartData {
  data?: { values: Record<string, number>[] };
  layer?: { data: { values: Record<string, number>[] } }[];
}

/** The rows that a chart draws: its own, or those of its last layer. */
function chartRows(cellId: string): Record<string, number>[] {
  const spec = resultOf(run, cellId)["application/vnd.vegalite.v6+json"] as ChartData;
  return spec.data?.values ?? spec.layer!.at(-1)!.data.values;
}

describe("the numbers agree with pandas, scikit-learn and statsmodels", () => {
  test("cleaning", () => {
    const missing = Object.values<number>(reference.missing).reduce((sum, count) => sum + count, 0);
    expect(textOf(run, "clean-code")).toContain(`{ step: 'as read', rows: ${reference.rawRows}`);
    expect(textOf(run, "clean-code")).toContain(
      `{ step: 'broken tracker removed', rows: ${reference.rows}, 'missing cells': ${missing} }`,
    );
    expect(textOf(run, "clean-code")).toContain(`{ step: 'filled', rows: ${reference.rows}, 'missing cells': 0 }`);
  });

  test("both splits, drawn as NumPy draws", () => {
    const [stayed, left] = reference.supports.plain;
    expect([stayed, left]).toEqual([1023, 1005]);
    expect(textOf(run, "split-code")).toContain(`stayed: ${stayed}, left: ${left} }`);
    expect(reference.supports.stratified).toEqual([1014, 1014]);
    expect(textOf(run, "split-code")).toContain("{ split: 'stratified', stayed: 1014, left: 1014 }");
  });

  test("coefficients, odds ratios and standard errors", () => {
    const coefficients = [reference.intercept, ...reference.coefficients];
    ["intercept", ...reference.features].forEach((name, index) => {
      const [coefficient, oddsRatio, error] = numbersAfter(textOf(run, "fit-code"), name);
      expect(coefficient, name).toBeCloseTo(coefficients[index], 3);
      expect(oddsRatio, name).toBeCloseTo(Math.exp(coefficients[index]), 3);
      expect(error, name).toBeCloseTo(reference.standardErrors[index], 3);
    });
  });

  test("the chart of coefficients, to full precision", () => {
    const rows = chartRows("fit-chart") as unknown as { name: string; coefficient: number }[];
    expect(rows).toHaveLength(reference.features.length);
    for (const { name, coefficient } of rows) {
      expect(coefficient, name).toBeCloseTo(reference.coefficients[reference.features.indexOf(name)], 8);
    }
  });

  test("confusion matrix and classification report", () => {
    for (const label of [0, 1]) {
      expect(numbersAfter(textOf(run, "test-confusion"), String(label))).toEqual(reference.confusion[label]);
      const { precision, recall, "f1-score": f1, support } = reference.report[label];
      const printed = [precision, recall, f1].map((score: number) => Number(score.toFixed(2)));
      expect(numbersAfter(textOf(run, "test-report"), String(label))).toEqual([...printed, support]);
    }
    expect(numbersAfter(textOf(run, "test-report"), "accuracy")).toEqual([
      Number(reference.report.accuracy.toFixed(2)),
      2028,
    ]);
  });

  test("five-fold cross-validation", () => {
    for (const [score, name] of [
      ["accuracy", "accuracy"],
      ["AUC", "roc_auc"],
    ] as const) {
      const row = new RegExp(`score: '${score}',\\s+mean: ([\\d.e-]+),\\s+'standard deviation': ([\\d.e-]+)`);
      const [, mean, deviation] = row.exec(textOf(run, "folds-code"))!.map(Number);
      expect(mean).toBeCloseTo(reference.folds[name].mean, 6);
      expect(deviation).toBeCloseTo(reference.folds[name].std, 6);
    }
  });

  test("ROC curve and calibration", () => {
    expect(textOf(run, "roc-code")).toContain(`AUC ${reference.auc.toFixed(3)}`);
    const rows = chartRows("calibration-code");
    expect(rows).toHaveLength(10);
    rows.forEach(({ predicted, observed }, bin) => {
      expect(predicted).toBeCloseTo(reference.calibration.meanPredicted[bin], 8);
      expect(observed).toBeCloseTo(reference.calibration.shareLeft[bin], 8);
    });
  });

  test("the network learns the same model: its accuracy comes to within a point of the exact solution's", () => {
    const accuracies = chartRows("w14-train").slice(10);
    expect(accuracies).toHaveLength(10);
    expect(Math.abs(accuracies[9]!.accuracy! - reference.report.accuracy)).toBeLessThan(0.01);
    expect(accuracies[9]!.accuracy!).toBeGreaterThan(accuracies[0]!.accuracy!);
  });
});

test("profits peak near the threshold that the costs imply", () => {
  const rows = chartRows("decide-code") as unknown as { threshold: number; profit: number }[];
  const best = Math.max(...rows.map(({ profit }) => profit));
  const profitAt = (threshold: number) => rows.find((row) => row.threshold === threshold)!.profit;
  expect(profitAt(0.2)).toBeGreaterThan(0.99 * best);
  expect(profitAt(0.5)).toBeLessThan(0.9 * best);
});

describe("the ledger", () => {
  const entry = (id: string) => {
    const entries = ledgerOf(run);
    return entries.find((candidate) => candidate.id === id)!;
  };

  test("has one entry for each worked example that the lesson covers, derived in both languages", () => {
    const entries = ledgerOf(run);
    const covered = lesson.notebook.metadata.ulm.covers.filter((row) => row.startsWith("W"));
    expect(entries.map(({ id }) => id)).toEqual(covered);
    for (const { derivation } of entries) {
      expect(derivation.en).not.toMatch(/\p{Script=Han}|NaN|undefined/u);
      expect(derivation["zh-CN"]).toMatch(/\p{Script=Han}/u);
    }
  });

  test("W01: with the article's own model the probability is one in a million", () => {
    expect(entry("W01")).toMatchObject({ printed: 0.237, verdict: "article-in-error" });
    expect(entry("W01").computed).toBeCloseTo(1.0156e-6, 10);
    expect(entry("W01").derivation.en).toContain("P = 6.84e-9");
    expect(entry("W01").smallestChange!.en).toContain("14.2 minutes");
  });

  test("W04: the printed recalls and supports imply other figures", () => {
    const { computed, verdict } = entry("W04");
    expect(verdict).toBe("article-in-error");
    const expected = {
      accuracy: 0.82,
      "precision 0": 0.88 / 1.12,
      "precision 1": 0.76 / 0.88,
      "weighted recall": 0.82,
    };
    for (const [name, figure] of Object.entries(expected)) {
      expect((computed as Record<string, number>)[name], name).toBeCloseTo(figure, 12);
    }
  });

  test("W04: no ratio of the classes gives the printed report", () => {
    const ranges = textOf(run, "w04-proof-code").matchAll(/'smallest k': ([\d.]+),\s+'largest k': ([\d.]+)/g);
    const sorted = [...ranges].map(([, low, high]) => [Number(low), Number(high)]).sort(([a], [b]) => a! - b!);
    expect(sorted).toHaveLength(3);
    expect(sorted[0]![1]).toBeLessThan(sorted[1]![0]!);
    expect(sorted[1]![1]).toBeLessThan(sorted[2]![0]!);
  });

  test("W14: the test accuracy is that of the last epoch", () => {
    expect(entry("W14")).toMatchObject({
      printed: { "test accuracy, given 1.00 after epoch 10": 0.99 },
      verdict: "article-in-error",
    });
    const [computed] = Object.values(entry("W14").computed);
    expect(computed).toBeCloseTo(1, 6);
  });
});

describe("wrong answers in the kernel are recognised", () => {
  let session: LessonSession;

  beforeAll(async () => {
    session = await LessonSession.start(lesson);
    await session.runAll();
  }, 120_000);
  afterAll(() => session?.end());

  test.each([
    ["probability", "const probability = sigmoid(3.5 + 0.5 * 40 + 1.2 * 2 - 0.8 * 25);", /not 3\.5/],
    ["probability", "const probability = 3;", /Check z/],
    ["threshold", "const threshold = 0.5;", /One half/],
    [
      "threshold",
      "const threshold = 0.3; const contacted = probabilities.filter((p) => p > threshold).length;",
      /`risk`/,
    ],
  ])("%s: %s", async (exercise, answer, message) => {
    await session.answer(exercise, answer);
    const outcome = await session.check(exercise);
    expect(outcome.status).toBe("incorrect");
    expect(outcome.message.en).toMatch(message);
  });

  test("as many users are contacted as the reference says", async () => {
    await session.answer("threshold", `const threshold = 0.3; const contacted = ${reference.contactedAbove30};`);
    expect((await session.check("threshold")).status).toBe("correct");
  });
});
