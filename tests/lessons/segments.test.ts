import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { RunResult } from "../../host/run-notebook.ts";
import { lessonFiles } from "../notebooks/lesson-files.ts";
import { ledgerOf, printedBy, resultOf, runLesson, textOf } from "./run-lesson.ts";

/** Made by tests/fixtures/lessons/segments.py with pandas, scikit-learn and SciPy, from the same file. */
const reference = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/lessons/segments.json"), "utf8"));

const lesson = lessonFiles().find(({ stem }) => stem === "segments")!;
let run: RunResult;

beforeAll(async () => {
  run = await runLesson(lesson);
}, 120_000);

const entry = (id: string) => ledgerOf(run).find((candidate) => candidate.id === id)!;

/** Users of each kind (rows) in each cluster (columns). */
function crossTable(cellId: string): number[][] {
  return textOf(run, cellId)
    .split("kind:")
    .slice(1)
    .map((row) => [...row.matchAll(/'cluster \d': (\d+)/g)].map(([, count]) => Number(count)));
}

const clusterSizes = (table: number[][]) =>
  table[0]!.map((_, cluster) => table.reduce((sum, row) => sum + row[cluster]!, 0)).sort((a, b) => a - b);

describe("the numbers agree with scikit-learn and SciPy", () => {
  test("the listing, without standardising: two kinds together, one cut in two", () => {
    const table = crossTable("listing-code");
    expect(clusterSizes(table)).toEqual(reference.listedSizes);
    expect(table.filter((row) => row.filter((count) => count > 10).length === 2)).toHaveLength(1);
  });

  test.each(["scale-code", "ward-compare"])("%s: each cluster is one kind, whole", (cellId) => {
    const table = crossTable(cellId);
    for (const row of table) expect(row.filter((count) => count > 0)).toHaveLength(1);
    expect(clusterSizes(table)).toEqual([40, 50, 60, 70, 80]);
  });

  test("inertia and silhouette of each number of clusters", () => {
    expect(printedBy(run, "elbow-code")).toContain("best silhouette at 5 clusters; the curve bends most at 4");
    const spec = JSON.stringify(resultOf(run, "elbow-code")["application/vnd.vegalite.v6+json"]);
    const inertias = [...spec.matchAll(/"inertia":([\d.]+)/g)].map(([, inertia]) => Number(inertia));
    for (const k of [1, 2, 3, 4, 5]) {
      const nearest = Math.min(...inertias.map((inertia) => Math.abs(inertia - reference.inertia[k])));
      expect(nearest, `${k} clusters`).toBeLessThan(1e-9 * reference.inertia[k]);
    }
    expect(textOf(run, "silhouette-code")).toContain(`mean ${reference.silhouette[5].toFixed(3)}`);
  });

  test("the dendrogram's last merge", () => {
    expect(textOf(run, "ward-code")).toContain(`the last merge is at height ${reference.lastMerges.at(-1).toFixed(2)}`);
  });

  test("the tree asks the same four questions", () => {
    const questions = [...textOf(run, "tree-code").matchAll(/(\w+) ≤ ([\d.]+)/g)].map(
      ([, column, threshold]) => `${column} ≤ ${Number(threshold).toFixed(2)}`,
    );
    expect(questions.toSorted()).toEqual(reference.questions.toSorted());
  });
});

describe("the ledger", () => {
  test("has an entry for each worked example and formula that the lesson covers, derived in both languages", () => {
    const entries = ledgerOf(run);
    const covered = lesson.notebook.metadata.ulm.covers.filter((row) => /^[WF]/.test(row));
    expect(entries.map(({ id }) => id).sort()).toEqual(covered.toSorted());
    for (const { derivation } of entries) {
      expect(derivation.en).not.toMatch(/\p{Script=Han}|NaN|undefined/u);
      expect(derivation["zh-CN"]).toMatch(/\p{Script=Han}/u);
    }
  });

  test("W09: without data nobody can say; the listing finds other sizes in ours", () => {
    expect(entry("W09").verdict).toBe("not-reproducible");
    expect(entry("W09").derivation.en).toContain(reference.listedSizes.toReversed().join(", "));
  });

  test("F02: each method wins by its own measure", () => {
    expect(entry("F02").verdict).toBe("article-in-error");
    const figures = [...entry("F02").derivation.en.matchAll(/\d+\.\d{3}/g)].map(Number);
    const [distancesOfMeans, distancesOfMedians, squaresOfMeans, squaresOfMedians] = figures;
    expect(distancesOfMedians).toBeLessThan(distancesOfMeans!);
    expect(squaresOfMeans).toBeLessThan(squaresOfMedians!);
    expect(squaresOfMeans).toBeCloseTo(reference.inertia[5], 3);
    expect(textOf(run, "f02-code")).toMatch(/centre: 22, distances: 156, squaredDistances: 7610/);
    expect(textOf(run, "f02-code")).toMatch(/centre: 3, distances: 101, squaredDistances: 9415/);
  });

  test("W12: a tree finds the rule between the two users beside 60 minutes", () => {
    expect(entry("W12")).toMatchObject({
      verdict: "not-reproducible",
      computed: { strategies: 2, "minutes that part them": 60.4 },
    });
    expect(textOf(run, "w12-code")).toContain("browsing_time ≤ 60.4");
  });
});
