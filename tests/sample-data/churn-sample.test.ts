import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../sample-data");
const file = join(folder, "e-commerce_data.csv");

test("the documented command writes the shipped bytes again", async () => {
  const directory = await mkdtemp(join(tmpdir(), "sample-data-"));
  try {
    await promisify(execFile)(process.execPath, [join(folder, "generate.mjs"), directory]);
    const again = await readFile(join(directory, "e-commerce_data.csv"));
    expect(again.equals(await readFile(file))).toBe(true);
  } finally {
    await rm(directory, { recursive: true });
  }
});

describe("e-commerce_data.csv has the shape of the article's file", async () => {
  const [header, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const columns = header!.split(",");
  const unique = [...new Set(lines)].map((line) => line.split(","));
  const column = (name: string) => unique.map((cells) => cells[columns.indexOf(name)]!);

  test("10,140 rows without repeats, half of them churned", () => {
    expect(lines).toHaveLength(10_357);
    expect(unique).toHaveLength(10_140);
    expect(column("churn").filter((cell) => cell === "1")).toHaveLength(5_070);
    expect(new Set(column("user_id")).size).toBe(10_140);
  });

  test("stayed first, churned after: two exports", () => {
    expect(column("churn").join("")).toBe("0".repeat(5_070) + "1".repeat(5_070));
  });

  test("only the documented columns miss cells, in about the documented shares", () => {
    const share = (name: string) => column(name).filter((cell) => cell === "").length / unique.length;
    const documented: Record<string, number> = {
      age: 0.03,
      channel: 0.03,
      device: 0.01,
      browsing_minutes: 0.04,
      discount_share: 0.02,
    };
    for (const name of columns) {
      if (documented[name]) expect(share(name), name).toBeCloseTo(documented[name], 2);
      else expect(share(name), name).toBe(0);
    }
  });

  test("the broken tracker wrote 9999, and nobody browses longer than a day", () => {
    const minutes = column("browsing_minutes").filter((cell) => cell !== "");
    expect(minutes.filter((cell) => cell === "9999")).toHaveLength(14);
    expect(Math.max(...minutes.filter((cell) => cell !== "9999").map(Number))).toBeLessThan(1440);
  });
});
