import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { NotebookFormatError, parseNotebook, serializeNotebook } from "../../../host/contents/notebook-file.ts";
import type { Notebook } from "../../../host/contents/notebook.ts";

const sample: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { zeta: 1, alpha: { b: [1, { y: 1, x: 2 }], a: null }, language_info: { name: "typescript" } },
  cells: [
    {
      cell_type: "markdown",
      id: "m",
      source: "# 标题\n\nText\n",
      metadata: {},
      attachments: { "a.png": { "image/png": "AA==" } },
    },
    { cell_type: "code", id: "empty", source: "", metadata: {}, outputs: [], execution_count: null },
    {
      cell_type: "code",
      id: "c",
      source: "let x = 1;\nx",
      metadata: { tags: ["a"] },
      execution_count: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/html": "<p>\n</p>",
            "image/svg+xml": "<svg>\n</svg>",
            "image/png": "AAAA\nBBBB",
            "application/json": ["a", "b"],
            "application/vnd.vegalite.v6+json": { mark: "bar", data: { values: [] } },
          },
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["a", "b"] },
      ],
    },
  ],
};

describe("a notebook's file", () => {
  it("reads back to what was written", () => {
    expect(parseNotebook(serializeNotebook(sample), "n.ipynb")).toEqual(sample);
    expect(parseNotebook(`\uFEFF${JSON.stringify(sample)}`, "n.ipynb")).toEqual(sample);
  });

  const python = "/usr/bin/python3";
  const hasNbformat = spawnSync(python, ["-c", "import nbformat"]).status === 0;
  it.skipIf(!hasNbformat)("is byte for byte what Python's nbformat writes (skipped without it)", () => {
    const script =
      "import nbformat, sys; nbformat.write(nbformat.from_dict(nbformat.reader.reads(sys.stdin.read())), sys.stdout)";
    const written = execFileSync(python, ["-c", script], { input: JSON.stringify(sample), encoding: "utf8" });
    expect(serializeNotebook(sample)).toBe(written.endsWith("\n") ? written : `${written}\n`);
  });
});

describe("a file that is not a notebook", () => {
  it.each([
    ["", "the file is empty"],
    ["{", 'line 1, column 2: the text ends where a key in quotes or "}" should stand'],
    ["[]", "it is JSON, but not an object"],
    ["{}", '"nbformat" is missing'],
    ['{"nbformat": 3, "worksheets": []}', "it is of format 3, and only format 4 is supported"],
    ['{"nbformat": 4}', '"cells" is missing or not a list'],
    ['{"nbformat": 4, "cells": [1]}', "cell 1 is not an object"],
    ['{"nbformat": 4, "cells": [{"source": ""}]}', 'cell 1 has no "cell_type"'],
    ['{"nbformat": 4, "cells": [{"cell_type": "raw", "source": 1}]}', '"source" of cell 1 is not text'],
    ['{"nbformat": 4, "cells": [{"cell_type": "code", "source": ""}]}', '"outputs" of cell 1 is not a list of objects'],
  ])("%j", (text, message) => {
    expect(() => parseNotebook(text, "x.ipynb")).toThrow(NotebookFormatError);
    expect(() => parseNotebook(text, "x.ipynb")).toThrow(`x.ipynb is not a notebook: ${message}`);
  });
});
