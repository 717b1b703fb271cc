import { describe, expect, it } from "vitest";
import { runUlm } from "./support/run-ulm.ts";

describe("ulm", () => {
  it("shows every command and the exit codes", async () => {
    const { code, stdout } = await runUlm(["--help"]);
    expect(code).toBe(0);
    for (const command of ["serve", "run", "export", "ledger", "kernel install"])
      expect(stdout).toContain(`  ${command} `);
    expect(stdout).toContain("Exit codes");
  });

  it.each([["serve"], ["run"], ["export"], ["ledger"], ["kernel", "install"]])("explains %s %s", async (...command) => {
    const { code, stdout } = await runUlm([...command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: ulm ${command.join(" ")}`);
  });

  it("shows the overview on stderr when no command is named", async () => {
    const { code, stdout, stderr } = await runUlm([]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: ulm COMMAND");
  });

  it.each([
    [["fly"], 'ulm: there is no command "fly"'],
    [["export"], "ulm export: EXECUTED, an executed notebook, is missing"],
    [["export", "a.ipynb", "b.ipynb", "-o", "c.html"], 'ulm export: "b.ipynb" is one argument too many'],
    [["export", "a.ipynb", "--colour"], "ulm export: Unknown option '--colour'"],
    [["export", "a.ipynb"], "ulm export: -o REPORT.html is missing"],
    [["export", "a.ipynb", "-o", "a.ipynb"], "ulm export: -o a.ipynb is the notebook itself"],
    [
      ["export", "a.ipynb", "-o", "b.html", "--language", "fr"],
      "ulm export: --language fr: it must be one of en, zh-CN",
    ],
    [["run"], "ulm run: NOTEBOOK is missing"],
    [["run", "a.ipynb", "--timeout", "soon"], "ulm run: --timeout soon: it must be a number of seconds above zero"],
    [["run", "a.ipynb", "--html", "a.ipynb"], "ulm run: --html a.ipynb is the notebook itself"],
    [["run", "a.ipynb", "-o", "b", "--html", "b"], "ulm run: -o and --html name the same file"],
    [["serve", "--port", "99999"], "ulm serve: --port 99999: it must be a number from 0 to 65535"],
    [["kernel", "install", "--user", "--prefix", "x"], "ulm kernel install: --user and --prefix are alternatives"],
  ])("refuses %j in one line, with exit code 2", async (args, message) => {
    const { code, stderr } = await runUlm(args);
    expect(code).toBe(2);
    const [first, second] = stderr.split("\n");
    expect(first).toBe(message);
    expect(second).toMatch(/^Run "ulm.* --help" to see how it is used\.$/);
  });
});
