import { checkpoint, createRandom, quietly, withKernels, withTaskContext, sumColumns } from "ulm/compute";
import { RandomForestClassifier } from "ulm/learn";
import { describe, expect, it } from "vitest";

type Report = [done: number, total: number, label: string];

async function reportsOf(task: () => Promise<unknown>): Promise<Report[]> {
  const reports: Report[] = [];
  await withTaskContext({ onProgress: (...report: Report) => void reports.push(report) }, task);
  return reports;
}

const part = async (dones: readonly number[], total: number) => {
  for (const done of dones) await checkpoint(done, total, "part");
};

describe("quietly", () => {
  it("says nothing of a part, but where it stands in the whole", async () => {
    expect(await reportsOf(() => quietly(() => part([0, 1], 2)))).toEqual([]);
    expect(await reportsOf(() => quietly(() => part([0, 1, 2], 2), { done: 3, total: 5, label: "whole" }))).toEqual(
      [3, 3, 3.5, 4].map((done) => [done, 5, "whole"]),
    );
  });

  it("never goes back when the part begins another pass, and says that it goes on where a share is not known", async () => {
    const passes = async () => {
      await part([1, 3], 4);
      await part([0, 2], 4);
      await part([7], 0);
    };
    const ofKnown = await reportsOf(() => quietly(passes, { done: 0, total: 2, label: "whole" }));
    expect(ofKnown.map(([done]) => done)).toEqual([0, 0.25, 0.75, 0.75, 0.75, 0.75]);
    const ofUnknown = await reportsOf(() => quietly(passes, { done: 4, total: 0, label: "whole" }));
    expect(new Set(ofUnknown.map(String))).toEqual(new Set(["4,0,whole"]));
  });

  it("is called off before the part begins", async () => {
    const context = { signal: AbortSignal.abort(new Error("called off")) };
    let began = false;
    const task = () => quietly(() => void (began = true), { done: 0, total: 1, label: "whole" });
    await expect(withTaskContext(context, task)).rejects.toThrow("called off");
    expect(began).toBe(false);
  });
});

describe("progress of kernels", () => {
  it("is the last word again while work without a label goes on", async () => {
    const reports = await reportsOf(async () => {
      await checkpoint(1, 3, "fit");
      await withKernels("cell", async (kernels) => {
        const ones = kernels.float64(2 ** 16).fill(1);
        const [centre, sums, squares] = [kernels.float64(1), kernels.float64(1), kernels.float64(1)];
        const started = performance.now();
        while (performance.now() - started < 200) {
          await kernels.run(sumColumns, [ones, centre, sums, squares, 1, ones.length], {
            items: ones.length,
            block: ones.length,
          });
        }
      });
    });
    expect(reports.length).toBeGreaterThan(1);
    expect(new Set(reports.map(String))).toEqual(new Set(["1,3,fit"]));
  });

  it("counts the trees of a forest that are finished, of all of them", async () => {
    const random = createRandom(1);
    const X = Array.from({ length: 4000 }, () => Array.from({ length: 8 }, () => random.normal()));
    const y = X.map(([a, b]) => Number(a! * b! + random.normal() > 0));
    const reports = await reportsOf(() => new RandomForestClassifier({ nEstimators: 70 }).fit(X, y));
    const ofForest = reports.filter(([, total]) => total === 70).map(([done]) => done);
    expect(ofForest).toEqual(ofForest.toSorted((a, b) => a - b));
    // More often than once for each batch of 16.
    expect(new Set(ofForest).size).toBeGreaterThan(8);
  });
});
