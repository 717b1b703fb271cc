import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileError, preview, read } from "ulm/data";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "ulm-preview-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const fieldsOf = (table: { rows(): object[] }) => table.rows().map((row) => Object.values(row));

describe("preview", () => {
  it("shows the first lines as they stand, header and ragged lines among them", async () => {
    const path = file("ragged.csv", 'id,when,"the ""name"""\n007,03/04/2025,Li\n8,04/05/2025,Wu,extra\n9\n10,,\n');
    await expect(read(path)).rejects.toThrow();
    expect(fieldsOf(await preview(path, { rows: 4 }))).toEqual([
      ["id", "when", 'the "name"', null],
      ["007", "03/04/2025", "Li", null],
      ["8", "04/05/2025", "Wu", "extra"],
      ["9", null, null, null],
    ]);
  });

  it("has no row behind the last line feed, but those of blank lines", async () => {
    expect(fieldsOf(await preview(file("two.csv", "a,b\n1,2\n")))).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect((await preview(file("blank.csv", "a,b\r\n\r\n1,2\r\n"))).rowCount).toBe(3);
  });

  it("finds delimiter and encoding", async () => {
    // 城市;数 in GB18030.
    const bytes = Uint8Array.of(0xb3, 0xc7, 0xca, 0xd0, 59, 0xca, 0xfd, 10, 65, 59, 49, 10);
    expect(fieldsOf(await preview(file("gb.csv", bytes), { rows: 2 }))).toEqual([
      ["城市", "数"],
      ["A", "1"],
    ]);
  });

  it("reads no more than the beginning of a large file", async () => {
    const path = file("large.csv", `a,b\n${"1,价\n".repeat(100_000)}`);
    expect((await preview(path)).rowCount).toBe(10);
  });

  it.each([
    [{ rows: 0 }, "rows must be a whole number from 1, not 0."],
    [{ encoding: "klingon" }, 'There is no encoding "klingon".'],
  ])("refuses %j", async (options, message) => {
    await expect(preview(file("plain.csv", "a,b\n"), options)).rejects.toThrow(message);
  });

  it("says that there is no such file, and which bytes it cannot read", async () => {
    await expect(preview(join(folder, "none.csv"))).rejects.toThrow(FileError);
    await expect(preview(file("binary.csv", Uint8Array.of(0xff, 0xff, 0xff, 0x00)))).rejects.toThrow(
      "State the encoding",
    );
  });
});
