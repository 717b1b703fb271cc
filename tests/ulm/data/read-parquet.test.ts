import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileRead, withTaskContext } from "ulm/compute";
import { FileError, read } from "ulm/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Written by pyarrow: tests/fixtures/data/make-binary-files.py.
const path = join(import.meta.dirname, "../../fixtures/data/types.parquet");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("read, of Parquet", () => {
  it("does as told about types, dates and what is missing, and refuses columns that are not there", async () => {
    const table = await read(path, { types: { whole: "text", city: "text" }, missing: ["Lyon"] });
    expect(table.column("whole").toArray()).toEqual(["1", "-2", null]);
    expect(table.column("city").toArray()).toEqual(["北京", null, null]);
    expect((await read(path, { dates: { whole: "epoch-seconds" } })).column("whole").get(0)).toEqual(new Date(1000));
    await expect(read(path, { types: { nothing: "text" } })).rejects.toThrow('types names a column "nothing"');
    await expect(read(path, { types: { city: "number" } })).rejects.toThrow(/record 1: column "city".*"北京"/);
  });

  it("keeps types and values", async () => {
    const table = await read(path);
    expect(Object.fromEntries(table.columns.map(({ name, type }) => [name, type]))).toEqual({
      whole: "number",
      long: "number",
      longer: "text",
      double: "number",
      price: "number",
      exact: "text",
      member: "boolean",
      day: "date",
      naive: "date",
      zoned: "date",
      city: "text",
      kind: "text",
      tags: "text",
      place: "text",
    });
    expect(table.row(0)).toEqual({
      whole: 1,
      long: 2 ** 53,
      longer: "9007199254740993",
      double: 0.1,
      price: 9.5,
      exact: "12345678901234567890.12",
      member: true,
      day: new Date("2024-02-29"),
      naive: new Date("2024-01-01T10:00:00.500Z"),
      zoned: new Date("2024-01-01T02:00:00Z"),
      city: "北京",
      kind: "a",
      tags: '["new","vip"]',
      place: '{"lat":1.5,"lon":2}',
    });
    expect(table.row(1)).toMatchObject({
      longer: "7",
      double: null,
      price: -0.01,
      day: new Date("1969-12-31"),
      naive: new Date("1969-12-31T23:59:59.999Z"),
    });
    expect(Object.values(table.row(2)).every((value) => value === null)).toBe(true);
    expect(table.report).toMatchObject({ source: path, format: "Parquet", rows: 3, dropped: [] });
    expect(table.report?.notes).toContain('Column "naive": times without a zone were read as UTC.');
    expect(table.report?.notes).not.toContainEqual(expect.stringContaining('Column "zoned"'));
  });

  it("is told by its content, and reported", async () => {
    const copy = join(folder, "misnamed.csv");
    await writeFile(copy, await readFile(path));
    const files: FileRead[] = [];
    const table = await withTaskContext({ onFileRead: (file) => void files.push(file) }, () => read(copy));
    expect(table.rowCount).toBe(3);
    expect(files).toEqual([expect.objectContaining({ name: "misnamed.csv" })]);
  });

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ["cut to its mark", (bytes: Buffer) => bytes.subarray(0, 4)],
    [
      "with a broken footer",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -400), Buffer.alloc(392, 7), bytes.subarray(-8)]),
    ],
    [
      "with broken data",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(200, 0xff), bytes.subarray(204)]),
    ],
  ])("refuses a file %s", async (name, damage) => {
    const broken = join(folder, `${name.replaceAll(" ", "-")}.parquet`);
    await writeFile(broken, damage(await readFile(path)));
    await expect(read(broken)).rejects.toThrow(FileError);
    await expect(read(broken)).rejects.toThrow(/broken or cut short \(.*\)\. Copy or write it again\.$/);
  });

  it("refuses what is encrypted", async () => {
    const encrypted = join(folder, "encrypted.parquet");
    await writeFile(encrypted, "PARE....PARE");
    await expect(read(encrypted)).rejects.toThrow("encrypted");
  });
});
