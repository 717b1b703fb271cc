import { createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import { AgglomerativeClustering, SVC } from "ulm/learn";
import { describe, expect, it } from "vitest";

/** A matrix of the distances of all pairs would take 3,200 MB, half of it 1,600 MB. */
const rows = 20_000;
const mostMegabytes = 600;

const random = createRandom(1);
const X = new Matrix(
  Float64Array.from({ length: rows * 5 }, () => random.normal()),
  rows,
  5,
);

/** What the process has held at most, in MB. */
function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

describe.skipIf(process.platform !== "linux")("20,000 rows", () => {
  const before = peakMegabytes();

  it.each(["single", "ward", "average", "complete"] as const)(
    "are clustered by %s linkage in bounded memory",
    { timeout: 600_000 },
    async (linkage) => {
      const model = await new AgglomerativeClustering({ linkage, nClusters: 5 }).fit(X);
      expect(model.merges).toHaveLength(rows - 1);
      expect(peakMegabytes() - before).toBeLessThan(mostMegabytes);
    },
  );

  it("are told apart by a support vector machine in bounded memory", { timeout: 600_000 }, async () => {
    const y = Array.from({ length: rows }, (_, row) =>
      Number(X.get(row, 0) + X.get(row, 1) ** 2 + random.normal() > 1),
    );
    const model = await new SVC().fit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(0.7);
    expect(peakMegabytes() - before).toBeLessThan(mostMegabytes);
  });
});
