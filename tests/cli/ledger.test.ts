import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { executedNotebook } from "./support/notebook.ts";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();
const entry = {
  id: "W99",
  source: { article: "000", section: "5" },
  printed: { accuracy: 0.81, recall: 0.5 },
  computed: { accuracy: 0.8123456789, recall: 0.5 },
  tolerance: 0.005,
  verdict: "matches",
  derivation: { en: "by hand", "zh-CN": "手算" },
};
const shown = (value: unknown) => [
  { output_type: "display_data", metadata: {}, data: { "application/vnd.ulm.ledger+json": value } },
];

describe("ulm ledger", () => {
  it("lists the entries of executed notebooks", async () => {
    await writeFile(inFolder("a.ipynb"), executedNotebook("", shown(entry)));
    const { code, stdout } = await runUlm(["ledger", inFolder("a.ipynb")]);
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["example", "source", "verdict", "printed", "computed"],
      ["W99", "000 §5", "matches", "accuracy 0.81, recall 0.5", "accuracy 0.812346, recall 0.5"],
      [""],
    ]);
  });

  it("keeps full precision and the derivation in JSON", async () => {
    await writeFile(inFolder("a.ipynb"), executedNotebook("", shown(entry)));
    const { stdout } = await runUlm(["ledger", "--json", inFolder("a.ipynb"), inFolder("a.ipynb")]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([entry, entry]);
  });

  it("says that a notebook has none", async () => {
    await writeFile(inFolder("a.ipynb"), executedNotebook("", []));
    expect((await runUlm(["ledger", inFolder("a.ipynb")])).stdout).toBe(
      "No ledger entries. Has the notebook been run?\n",
    );
  });

  it("names the file and the cell of a malformed entry", async () => {
    await writeFile(inFolder("a.ipynb"), executedNotebook("", shown({ id: 7 })));
    const { code, stderr } = await runUlm(["ledger", inFolder("a.ipynb")]);
    expect(code).toBe(1);
    expect(stderr).toBe(`ulm ledger: ${inFolder("a.ipynb")}: Cell cell-1 shows a malformed ledger entry.\n`);
  });
});
