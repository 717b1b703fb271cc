import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

/** A matrix of the distances of all pairs would take 3,200 MB, half of it 1,600 MB. */
const rows = 20_000;
const columns = 10;
const projectRoot = join(import.meta.dirname, "..", "..");

/** Fits one model in a process of its own. @returns what that process has held at most, all of it, in MB */
async function peakMegabytes(model: string): Promise<number> {
  const program = `
    import { createRandom } from "ulm/compute";
    import { Matrix } from "ulm/data";
    import { AgglomerativeClustering, SVC, SVR } from "ulm/learn";
    const random = createRandom(1);
    const X = new Matrix(Float64Array.from({ length: ${rows * columns} }, () => random.normal()), ${rows}, ${columns});
    const y = Array.from({ length: ${rows} }, (_, row) => Number(X.get(row, 0) + X.get(row, 1) ** 2 + random.normal() > 1));
    await ${model}.fit(X, y);
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const options = { cwd: projectRoot };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], options);
  return Number(stdout);
}

describe.skipIf(process.platform !== "linux")("20,000 rows of ten columns", () => {
  // As decisions 12 and 18 say, with some room for what Node itself takes.
  it.each([
    ['new AgglomerativeClustering({ linkage: "single" })', 130],
    ['new AgglomerativeClustering({ linkage: "ward" })', 180],
    ['new AgglomerativeClustering({ linkage: "average" })', 400],
    ['new AgglomerativeClustering({ linkage: "complete" })', 400],
    ["new SVC()", 420],
    ['new SVC({ kernel: "linear" })', 420],
    ["new SVC({ probability: true })", 420],
    ["new SVR()", 420],
  ])("%s: at most %i MB, process included", { timeout: 600_000 }, async (model, most) => {
    const peak = await peakMegabytes(model);
    console.log(`${model}: ${peak.toFixed(0)} MB`);
    expect(peak).toBeLessThan(most);
  });
});
