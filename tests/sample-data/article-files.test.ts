import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../sample-data");
const source = "../../sample-data/article-files.mjs";
const { articleFiles } = (await import(source)) as { articleFiles(): Record<string, string> };
const files = articleFiles();

test.each([
  ["user_data.csv", 650, "user_id,age,income,click_rate,purchase_frequency,user_status"],
  ["user_behavior_data.csv", 300, "browsing_time,search_count,purchase_amount,purchase_age,user_type"],
  ["train.csv", 800, "feature1,feature2,feature3,label"],
  ["test.csv", 200, "feature1,feature2,feature3,label"],
  ["ratings.csv", 50, "user,item,rating"],
  ["browsing_time.csv", 5, "time,browsing_duration"],
])("%s has %i rows and the article's columns, and is shipped as generated", async (name, rows, header) => {
  const [first, ...lines] = files[name].trimEnd().split("\n");
  expect([first, lines.length]).toEqual([header, rows]);
  expect(await readFile(join(folder, name), "utf8")).toBe(files[name]);
});
