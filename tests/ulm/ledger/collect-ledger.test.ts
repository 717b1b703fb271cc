import { expect, test } from "vitest";
import { collectLedger, LEDGER_MEDIA_TYPE, record } from "ulm/ledger";

const entry = (id: string) => ({
  ...record({
    id,
    source: { article: "002", section: "4.3" },
    printed: 1000,
    computed: 1000,
    tolerance: 0.5,
    derivation: { en: "1 000 000 / 1000", "zh-CN": "1 000 000 ÷ 1000" },
  }),
});

test("finds every entry among other outputs, in order", () => {
  const notebook = {
    cells: [
      { id: "prose" },
      {
        id: "first",
        outputs: [
          { output_type: "stream", text: "hello" },
          { output_type: "execute_result", data: { [LEDGER_MEDIA_TYPE]: entry("W02"), "text/plain": "W02" } },
        ],
      },
      { id: "second", outputs: [{ output_type: "display_data", data: { [LEDGER_MEDIA_TYPE]: entry("W01") } }] },
    ],
  };
  expect(collectLedger(notebook).map(({ id }) => id)).toEqual(["W02", "W01"]);
  expect(collectLedger({ cells: [] })).toEqual([]);
});

test.each([null, "W01", {}, { ...entry("W01"), verdict: "fine" }, { ...entry("W01"), computed: undefined }])(
  "names the cell of a malformed entry: %j",
  (value) => {
    const notebook = {
      cells: [{ id: "broken", outputs: [{ output_type: "display_data", data: { [LEDGER_MEDIA_TYPE]: value } }] }],
    };
    expect(() => collectLedger(notebook)).toThrow("Cell broken shows a malformed ledger entry.");
  },
);
