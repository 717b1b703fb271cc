import { expect, test } from "vitest";
import { createReport, type ReportCode } from "../../report/create-report.ts";
import { code, data, markdown, notebook, stream } from "../fixtures/report/cells.ts";
import { stamp, tour } from "../fixtures/report/tour.ts";

const codeCells = (...cells: Parameters<typeof notebook>[0]) =>
  createReport({ notebook: notebook(cells), language: "en" }).cells as ReportCode[];

test("warnings name the cells that are not executed, out of order, stale or failed", () => {
  const { warnings, codeCells, executedCells } = createReport({ notebook: tour, language: "en", stamp });
  expect(warnings).toEqual([
    { kind: "not-executed", anchors: ["ulm-cell-14"] },
    { kind: "out-of-order", anchors: ["ulm-cell-13"] },
    { kind: "stale", anchors: ["ulm-cell-6"] },
    { kind: "failed", anchors: ["ulm-cell-13"] },
  ]);
  expect([executedCells, codeCells]).toEqual([8, 9]);
});

test("a run from top to bottom has no warnings, whatever its first count", () => {
  const { warnings } = createReport({
    notebook: notebook([code("a", 5), code("b", 6), code("// note", null)]),
    language: "en",
  });
  expect(warnings).toEqual([]);
});

test("tags are nbconvert's, with dashes or underscores", () => {
  const out = [stream("x")];
  const [input, output, folded, ...rest] = codeCells(
    code("a", 1, out, { tags: ["hide-input"] }),
    code("b", 2, out, { tags: ["remove_output"] }),
    code("c", 3, out, { tags: ["hide-output"] }),
    code("d", 4, out, { tags: ["remove_cell"] }),
  );
  expect(input).toMatchObject({ source: undefined, outputs: [{ text: "x" }] });
  expect(output).toMatchObject({ source: "b", outputs: [] });
  expect(folded).toMatchObject({ source: "c", outputsFolded: true });
  expect(rest).toEqual([]);
});

test("an exercise counts as attempted when code that does something was run", () => {
  const cells = codeCells(
    code("// your answer", 1, [], { ulm: { exercise: "a" } }),
    code("answer = 5", null, [], { ulm: { exercise: "b" } }),
    code("/* mine */ answer = 5", 2, [], { ulm: { exercise: "c" } }),
  );
  expect(cells.map(({ exercise }) => exercise?.attempted)).toEqual([false, false, true]);
});

test("a report speaks both languages only when its notebook does", () => {
  const languagesOf = (...cells: Parameters<typeof notebook>[0]) =>
    createReport({ notebook: notebook(cells), language: "zh-CN" }).languages;
  expect(languagesOf(markdown("a"))).toEqual(["zh-CN"]);
  expect(languagesOf(markdown("a", { language: "en" }))).toEqual(["zh-CN"]);
  expect(languagesOf(markdown("a", { language: "en" }), markdown("b", { language: "zh-CN" }))).toEqual(["en", "zh-CN"]);
  expect(languagesOf(code("a", 1, [data({ "text/html": '<i class="ulm-text" lang="en">a</i>' })]))).toEqual([
    "en",
    "zh-CN",
  ]);
});

test("the title is the stated one, else the lesson's, else the first heading in each language", () => {
  const prose = [markdown("x\n\n## Hello ##", { language: "en" }), markdown("# 你好", { language: "zh-CN" })];
  const titleOf = (metadata: Record<string, unknown>, title?: string) =>
    createReport({ notebook: notebook(prose, metadata), language: "en", ...(title !== undefined && { title }) }).title;
  expect(titleOf({})).toEqual({ en: "Hello", "zh-CN": "你好" });
  expect(titleOf({ ulm: { title: { en: "Lesson", "zh-CN": "课" } } })).toEqual({ en: "Lesson", "zh-CN": "课" });
  expect(titleOf({ ulm: { title: { en: "Lesson" } } }, "Mine")).toEqual({ en: "Mine", "zh-CN": "Mine" });
});

test("pieces of one stream are joined, outputs folded in JupyterLab stay folded", () => {
  const [cell] = codeCells(
    code("a", 1, [stream("10 %"), stream("\r20 %\n"), stream("oh", "stderr")], { jupyter: { outputs_hidden: true } }),
  );
  expect(cell).toMatchObject({
    outputsFolded: true,
    outputs: [{ text: "10 %\r20 %\n" }, { name: "stderr", text: "oh" }],
  });
});
