import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileError, read, sql } from "ulm/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Written by openpyxl: tests/fixtures/data/make-binary-files.py.
const path = join(import.meta.dirname, "../../fixtures/data/orders.xlsx");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-xlsx-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("read, of Excel workbooks", () => {
  it("takes the first sheet with its types; empty rows and cells with errors are missing", async () => {
    const table = await read(path);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ["order_id", "number"],
      ["at", "date"],
      ["amount", "number"],
      ["member", "boolean"],
      ["city", "text"],
      ["postcode", "text"],
      ["ratio", "number"],
    ]);
    expect(table.rows()).toEqual([
      {
        order_id: 1,
        at: new Date("2024-02-29T12:30:00Z"),
        amount: 9.5,
        member: true,
        city: "北京",
        postcode: "01234",
        ratio: null,
      },
      {
        order_id: 2,
        at: new Date("2024-03-01"),
        amount: 1200,
        member: false,
        city: "Lyon",
        postcode: "99999",
        ratio: 0.5,
      },
      { order_id: 3, at: null, amount: -3.25, member: null, city: null, postcode: "00100", ratio: null },
    ]);
    expect(table.report).toMatchObject({ source: path, format: "Excel", rows: 3 });
    expect(table.report?.repaired).toEqual(['Column "ratio": 1 cell with an error (#DIV/0!) is missing now.']);
    expect(table.report?.notes).toEqual([
      'This is the sheet "订单". There are others: "Users", "Empty"; state sheet: "…".',
      "Dates in Excel have no zone; they were read as UTC.",
    ]);
  });

  it("takes a sheet by name or number", async () => {
    const users = await read(path, { sheet: "Users" });
    expect(users.rows()).toEqual([{ user_id: "u1", name: "Ada" }]);
    expect(users.report!.repaired).toEqual(['Column "name": spaces around 1 of the values were taken off.']);
    expect((await read(path, { sheet: 2 })).rowCount).toBe(1);
    await expect(read(path, { sheet: "Orders" })).rejects.toThrow(
      'there is no sheet "Orders". The sheets are: 1 "订单", 2 "Users", 3 "Empty".',
    );
    await expect(read(path, { sheet: "Empty" })).rejects.toThrow('the sheet "Empty" is empty');
  });

  it("can be asked in SQL", async () => {
    expect((await sql(`select sum(amount) as total from '${path}'`)).row(0)).toEqual({ total: 1206.25 });
  });

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 500), "broken or cut short"],
    [
      "with broken data",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 300), Buffer.alloc(800, 7), bytes.subarray(1100)]),
      "broken or cut short",
    ],
    ["that claims to be huge", claimHuge, "would unpack to"],
    ["of the old kind", () => Buffer.from("d0cf11e0a1b11ae1", "hex"), "old Excel workbook"],
    ["that is no workbook", () => Buffer.from("504b03041400000008", "hex"), "zip archive"],
  ])("refuses a file %s", async (name, damage, message) => {
    const broken = join(folder, `${name.replaceAll(" ", "-")}.xlsx`);
    await writeFile(broken, damage(await readFile(path)));
    await expect(read(broken)).rejects.toThrow(FileError);
    await expect(read(broken)).rejects.toThrow(message);
  });
});

/** The first entry of the directory says that it unpacks to 4 GB. */
function claimHuge(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(0xfffffff0, copy.indexOf(Buffer.from("504b0102", "hex")) + 24);
  return copy;
}
