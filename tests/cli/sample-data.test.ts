import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { getuid, platform } from "node:process";
import { describe, expect, it } from "vitest";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();
const generate = (...args: string[]) => runUlm(["sample-data", "--users", "5", "--days", "30", ...args]);

describe("ulm sample-data", () => {
  it("writes a shop into a new folder and says how much", async () => {
    const { code, stderr } = await generate("--out", inFolder("a", "shop"));
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Wrote [\d,]+ rows to .*shop\n$/);
    expect(await readdir(inFolder("a", "shop"))).toEqual(expect.arrayContaining(["orders.csv", "truth.json"]));
  });

  it("explains itself", async () => {
    const { code, stdout } = await runUlm(["sample-data", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("--users N");
  });

  it.each([
    [["--users", "0"], /--users 0: it must be a whole number from 1 to 9999999/],
    [["--days", "1.5"], /--days 1\.5: it must be a whole number/],
    [["--seed", "abc"], /--seed abc: it must be a whole number/],
    [["--out", ""], /--out DIR is missing/],
    [["--colour"], /Unknown option '--colour'/],
    [["extra"], /"extra" is one argument too many/],
  ])("refuses %j as a wrong command line", async (args, message) => {
    const { code, stderr } = await runUlm(["sample-data", "--out", inFolder("shop"), ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(await readdir(inFolder())).toEqual([]);
  });

  it("writes into a folder that is not empty only with --force, and leaves other files there", async () => {
    await writeFile(inFolder("mine.txt"), "mine");
    const refused = await generate("--out", inFolder());
    expect([refused.code, await readdir(inFolder())]).toEqual([1, ["mine.txt"]]);
    expect(refused.stderr).toContain("is not empty");
    expect((await generate("--out", inFolder(), "--force")).code).toBe(0);
    expect(await readFile(inFolder("mine.txt"), "utf8")).toBe("mine");
  });

  it.each([["file"], ["file", "shop"], ["file", "a", "shop"]])(
    "says that a file is in the way of %j",
    async (...path) => {
      await writeFile(inFolder("file"), "");
      const { code, stderr } = await generate("--out", inFolder(...path));
      const problem = `cannot write to ${inFolder(...path)}: ${inFolder("file")} is not a folder`;
      expect([code, stderr]).toEqual([1, `ulm sample-data: ${problem}\n`]);
    },
  );

  it.skipIf(platform !== "linux")("says at once that the system makes no folders there", async () => {
    const { code, stderr } = await generate("--out", "/proc/shops/shop");
    expect([code, stderr]).toEqual([
      1,
      "ulm sample-data: cannot write to /proc/shops/shop: the system makes no folders in /proc\n",
    ]);
  });

  // The superuser may write everywhere.
  it.skipIf(getuid?.() === 0)("says that permission is denied", async () => {
    await mkdir(inFolder("closed"));
    await chmod(inFolder("closed"), 0o500);
    const { code, stderr } = await generate("--out", inFolder("closed"));
    expect([code, stderr]).toEqual([1, `ulm sample-data: cannot write ${inFolder("closed")}: permission denied\n`]);
    const below = await generate("--out", inFolder("closed", "shop"));
    const problem = `cannot write ${inFolder("closed", "shop")}: permission denied`;
    expect([below.code, below.stderr]).toEqual([1, `ulm sample-data: ${problem}\n`]);
  });
});
