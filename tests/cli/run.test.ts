import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { notebookOf } from "./support/notebook.ts";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const run = (...args: string[]) => runUlm(["run", ...args], { env: { ULM_STATE_DIR: inFolder("state") } });
const readJson = async (...path: string[]) => JSON.parse(await readFile(inFolder(...path), "utf8"));
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe("ulm run", () => {
  it("runs every cell in the notebook's folder, writes what came of it, and leaves the notebook alone", async () => {
    await writeFile(inFolder("data.json"), '{"answer": 42}');
    const text = notebookOf(
      'import { readFileSync } from "node:fs";\nconst data = JSON.parse(readFileSync("data.json", "utf8"));',
      "data.answer",
    );
    await writeFile(inFolder("in.ipynb"), text);
    const { code, stderr } = await run(
      inFolder("in.ipynb"),
      "-o",
      inFolder("out.ipynb"),
      "--html",
      inFolder("out.html"),
    );
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^\[1\/2\] import \{ readFileSync \} from "node:fs"; \d+\.\d s$/),
      expect.stringMatching(/^\[2\/2\] data\.answer \d+\.\d s$/),
      `Wrote ${inFolder("out.ipynb")}`,
      `Wrote ${inFolder("out.html")}`,
      "",
    ]);
    expect(code).toBe(0);
    const { cells } = await readJson("out.ipynb");
    expect(cells[1].outputs[0].data["text/plain"]).toEqual(["42"]);
    expect(cells[1].execution_count).toBe(2);
    expect(await readFile(inFolder("out.html"), "utf8")).toContain("42");
    expect(await readFile(inFolder("in.ipynb"), "utf8")).toBe(text);
  });

  it("reads addresses of the workspace: the notebook's folder, that of the window, or the one that is stated", async () => {
    const read = '(await ulm.data.readCsv("workspace:data/users.csv")).row(0).name';
    const workspaces = { own: inFolder("own"), window: inFolder("home", "ULM Notebook"), stated: inFolder("stated") };
    for (const [name, folder] of Object.entries(workspaces)) {
      await mkdir(join(folder, "data"), { recursive: true });
      await writeFile(join(folder, "data", "users.csv"), `name\n${name}\n`);
    }
    const notebooks = [join(workspaces.own, "in.ipynb"), join(workspaces.window, "lessons", "in.ipynb")];
    await mkdir(join(workspaces.window, "lessons"));
    for (const notebook of notebooks) await writeFile(notebook, notebookOf(read));
    const nameRead = async (notebook: string, ...more: string[]) => {
      const env = { ULM_STATE_DIR: inFolder("state"), HOME: inFolder("home"), ULM_WORKSPACE: "" };
      const { code } = await runUlm(["run", notebook, "-o", inFolder("out.ipynb"), ...more], { env });
      expect(code).toBe(0);
      return (await readJson("out.ipynb")).cells[0].outputs[0].data["text/plain"].join("");
    };
    expect(await nameRead(notebooks[0]!)).toBe("'own'");
    expect(await nameRead(notebooks[1]!)).toBe("'window'");
    expect(await nameRead(notebooks[1]!, "--workspace", workspaces.stated)).toBe("'stated'");
    const missing = await run(notebooks[0]!, "--workspace", inFolder("none"));
    expect(missing.stderr).toBe(`ulm run: --workspace ${inFolder("none")}: there is no such folder\n`);
  });

  it("records how the results came about, for this report and for those made of the executed notebook later", async () => {
    await writeFile(inFolder("users.csv"), "name\nAda\n");
    await writeFile(
      inFolder("in.ipynb"),
      notebookOf('const users = await ulm.data.readCsv("users.csv"); users.rowCount'),
    );
    const { code } = await run(inFolder("in.ipynb"), "-o", inFolder("out.ipynb"), "--html", inFolder("run.html"));
    expect(code).toBe(0);
    expect((await runUlm(["export", inFolder("out.ipynb"), "-o", inFolder("later.html")])).code).toBe(0);
    const sha256 = createHash("sha256").update("name\nAda\n").digest("hex");
    for (const report of ["run.html", "later.html"]) {
      const html = await readFile(inFolder(report), "utf8");
      expect(html).toContain(`<li>users.csv <code class="hash">sha256:${sha256}</code></li>`);
      for (const name of ["ULM Notebook", "Node.js", "TypeScript"]) {
        expect(html).toMatch(new RegExp(`<dt>Versions</dt><dd>[^<]*${name} \\d+\\.\\d+\\.\\d+`));
      }
    }
  });

  it("names the cell that raises an error, and writes what was run until then", async () => {
    await writeFile(inFolder("in.ipynb"), notebookOf("1 + 1", '\n\nthrow new RangeError("too far");', "3 + 3"));
    const { code, stderr } = await run(inFolder("in.ipynb"), "-o", inFolder("out.ipynb"));
    expect(code).toBe(1);
    expect(stderr).toContain('ulm run: cell 2 raised an error: throw new RangeError("too far");\n');
    expect(stderr).toContain("RangeError: too far");
    const { cells } = await readJson("out.ipynb");
    expect(cells.map((cell: { execution_count: number | null }) => cell.execution_count)).toEqual([1, 2, null]);
    expect(cells[1].outputs[0]).toMatchObject({ output_type: "error", ename: "RangeError", evalue: "too far" });
  });

  it("goes on after errors when they are allowed", async () => {
    await writeFile(inFolder("in.ipynb"), notebookOf('throw new Error("no");', "3 + 3"));
    const { code } = await run(inFolder("in.ipynb"), "-o", inFolder("in.ipynb"), "--allow-errors");
    expect(code).toBe(0);
    const { cells } = await readJson("in.ipynb");
    expect(cells[1].outputs[0].data["text/plain"]).toEqual(["6"]);
  });

  it("stops a cell that takes too long", async () => {
    await writeFile(inFolder("in.ipynb"), notebookOf("// forever\nwhile (true) {}"));
    const { code, stderr } = await run(inFolder("in.ipynb"), "--timeout", "1");
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("ulm run: cell 1 took longer than 1 s: // forever");
  });

  it("ends on Ctrl-C with exit code 130, and leaves no kernel behind", async () => {
    await writeFile(
      inFolder("in.ipynb"),
      notebookOf(
        'process.stdout.write(""); await import("node:fs").then((fs) => fs.writeFileSync("pid", String(process.pid)));',
        "while (true) {}",
      ),
    );
    const child = spawn(process.execPath, [main, "run", inFolder("in.ipynb")], {
      env: { ...process.env, ULM_STATE_DIR: inFolder("state") },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const exited = once(child, "exit");
    for await (const chunk of child.stderr) if (String(chunk).includes("[2/2]")) break;
    const kernel = Number(await readFile(inFolder("pid"), "utf8"));
    child.kill("SIGINT");
    expect(await exited).toEqual([130, null]);
    expect(() => process.kill(kernel, 0)).toThrow("ESRCH");
  });

  it("checks that it can write before it runs anything", async () => {
    await writeFile(
      inFolder("in.ipynb"),
      notebookOf('import { writeFileSync } from "node:fs";\nwriteFileSync("ran", "");'),
    );
    await mkdir(inFolder("folder"));
    const { code, stderr } = await run(inFolder("in.ipynb"), "-o", inFolder("folder"));
    expect([code, stderr]).toEqual([1, `ulm run: cannot write ${inFolder("folder")}: it is a folder\n`]);
    expect(await exists(inFolder("ran"))).toBe(false);
  });
});
