import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();

/** A cell's code, the count under which it was run (null: it was not) and the result that it stores. */
type Stored = [code: string, count: number | null, result?: string, tags?: string[]];

async function check(...cells: Stored[]) {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 4,
    metadata: {},
    cells: cells.map(([source, execution_count, text, tags = []]) => ({
      ...{ cell_type: "code", source, execution_count, metadata: { tags } },
      outputs:
        text === undefined
          ? []
          : [{ output_type: "execute_result", execution_count, metadata: {}, data: { "text/plain": text } }],
    })),
  };
  await writeFile(inFolder("in.ipynb"), JSON.stringify(notebook));
  const env = { ULM_STATE_DIR: inFolder("state") };
  const { code, stderr } = await runUlm(["run", inFolder("in.ipynb"), "--check-order"], { env });
  return { code, said: stderr.split("\n").filter((line) => line.startsWith("ulm run: ")) };
}

describe("ulm run --check-order", () => {
  it.each<[string, Stored[]]>([
    [
      "was run in order",
      [
        ["const a = [1]", 1],
        ["a.length", 2, "1"],
      ],
    ],
    [
      "stores no results",
      [
        ["const a = [1]", null],
        ["a.length", null],
      ],
    ],
    [
      "was run in another order that makes no difference",
      [
        ["const a = [1]", 2],
        ["const b = 2; b", 1, "2"],
      ],
    ],
    ["has results that are said to vary", [["Math.random()", 1, "0.5", ["nbval-ignore-output"]]]],
  ])("accepts a notebook that %s", async (_what, cells) => {
    expect(await check(...cells)).toEqual({ code: 0, said: [] });
  });

  it.each<[string, Stored[], string[]]>([
    [
      "reads what was changed after it",
      [
        ["const a = [1]", 3],
        ["a.length", 2, "1"],
      ],
      ["ulm run: cell 2: it is older than `a`, which cell 1 changed after it was run: a.length"],
    ],
    [
      "saw a change of further down",
      [
        ["const a = [1]", 1],
        ["a.length", 3, "2"],
        ["a.push(2)", 2, "2"],
      ],
      ["ulm run: cell 2: it saw `a` as cell 3 left it, which comes in another place: a.length"],
    ],
    [
      "was run twice",
      [
        ["let n = 1", 1],
        ["n += 1; n", 3, "3"],
      ],
      ["ulm run: cell 2: run from top to bottom it gives another result: n += 1; n"],
    ],
    [
      "uses what a deleted cell defined",
      [["gone + 1", 2, "2"]],
      [
        expect.stringMatching(/^ulm run: cell 1: run from top to bottom it raises .*gone.*: gone \+ 1$/) as string,
        "ulm run: cell 1 raised an error: gone + 1",
      ],
    ],
  ])("refuses a notebook with a cell that %s", async (_what, cells, said) => {
    expect(await check(...cells)).toEqual({ code: 1, said });
  });
});
