import { describe, expect, test } from "vitest";
import { NotebookError, parseNotebook } from "../../report/notebook.ts";
import { code, markdown, notebook } from "../fixtures/report/cells.ts";

describe("a malformed notebook is refused with the place of its fault", () => {
  const cells = (...list: unknown[]) => ({ nbformat: 4, metadata: {}, cells: list });
  test.each([
    ["not an object", [], "top level: the file must be an object, found a list"],
    ["another version", { nbformat: 3, worksheets: [] }, "`nbformat`: version 4 is needed, found 3"],
    ["no cells", { nbformat: 4 }, "top level: `cells` must be a list, found nothing"],
    ["a cell that is text", cells("x"), 'cell 1: the cell must be an object, found "x"'],
    [
      "an unknown cell type",
      cells(markdown("x"), { cell_type: "sql" }),
      'cell 2: `cell_type` must be markdown, code or raw, found "sql"',
    ],
    [
      "a cell without source",
      cells({ cell_type: "code" }),
      "cell 1 (code): `source` must be text or a list of lines, found nothing",
    ],
    [
      "a source of numbers",
      cells({ cell_type: "markdown", source: [1] }),
      "cell 1 (markdown): `source` must be text or a list of lines, found a list",
    ],
    [
      "an unknown output",
      cells(code("x", 1, [{ output_type: "pyout" }])),
      "cell 1 (code), output 1: `output_type` must be stream",
    ],
    [
      "an output without data",
      cells(code("x", 1, [{ output_type: "display_data" }])),
      "cell 1 (code), output 1: `data` must be an object, found nothing",
    ],
    [
      "a mime type that is no text",
      cells(code("x", 1, [{ output_type: "display_data", data: { "text/html": 5 } }])),
      "`text/html` must be text",
    ],
    [
      "a count that is text",
      cells({ cell_type: "code", source: "", execution_count: "1" }),
      "cell 1 (code): `execution_count` must be a number or null",
    ],
  ])("%s", (_name, value, message) => {
    expect(() => parseNotebook(value)).toThrow(NotebookError);
    expect(() => parseNotebook(value)).toThrow(message);
  });
});

test("texts split into lines are joined, JSON types are kept as they are", () => {
  const { cells } = parseNotebook(
    notebook([
      { cell_type: "markdown", metadata: {}, source: ["# a\n", "b"] },
      code("x", 1, [
        {
          output_type: "display_data",
          metadata: {},
          data: { "text/html": ["<b>", "</b>"], "application/json": ["kept"] },
        },
      ]),
    ]),
  );
  expect(cells[0]!.source).toBe("# a\nb");
  expect(cells[1]).toMatchObject({ outputs: [{ data: { "text/html": "<b></b>", "application/json": ["kept"] } }] });
});
