import { beforeEach, describe, expect, it, vi } from "vitest";
import * as compiler from "../../../kernel/language/cell-compiler.ts";
import { LanguageSession } from "../../../kernel/language/language-session.ts";
import { folders } from "./run-cells.ts";

vi.mock(import("../../../kernel/language/cell-compiler.ts"), { spy: true });
const compileCell = vi.mocked(compiler.compileCell);

const session = new LanguageSession(folders);
let run = 0;
beforeEach(() => {
  session.reset();
  compileCell.mockClear();
});

const compile = (source: string) => session.compile({ runId: ++run, executionCount: run, source });
const checkAhead = (source: string) => session.checkAhead({ executionCount: run + 1, source });

describe("a cell that was checked ahead", () => {
  it("is compiled once, and as it would have been", () => {
    checkAhead("const a = 1; a + 1");
    const ahead = compile("const a = 1; a + 1");
    expect(compileCell).toHaveBeenCalledTimes(1);
    session.reset();
    expect(session.compile({ runId: run, executionCount: run, source: "const a = 1; a + 1" })).toEqual(ahead);
  });

  it("sees what the run under way will define, and holds when that ends well", () => {
    compile("const a = 1");
    checkAhead("a + 1");
    session.commit(run);
    expect(compile("a + 1")).toMatchObject({ ok: true, usage: { reads: ["a"] } });
    expect(compileCell).toHaveBeenCalledTimes(2);
    session.commit(run);
    expect(compile("a.toFixed()")).toMatchObject({ ok: true });
  });

  it("is compiled again when the run under way failed", () => {
    compile("throw 1; const a = 1");
    checkAhead("a + 1");
    session.commit(run, []);
    expect(compile("a + 1")).toMatchObject({ ok: false, evalue: expect.stringContaining("Cannot find name 'a'") });
  });

  it("is compiled again when another cell was run first, or the text is another one", () => {
    compile("let a = 1");
    session.commit(run);
    checkAhead("const length: number = a");
    compile("let a = 'text'");
    session.commit(run);
    run -= 1; // Even under the count that was foreseen.
    expect(compile("const length: number = a")).toMatchObject({ ok: false });
    checkAhead("1 + 1");
    expect(compile("1 + 2")).toMatchObject({ ok: true, code: expect.stringContaining("1 + 2") });
  });

  it("leaves nothing behind when it is not run", () => {
    compile("let a = 1");
    checkAhead("const b = a");
    session.commit(run);
    expect(session.complete("b", 1).matches).not.toContain("b");
    expect(compile("b")).toMatchObject({ ok: false });
  });

  it("is checked when it is run if it reads files", () => {
    checkAhead('import { readFileSync } from "node:fs"; readFileSync');
    expect(compileCell).not.toHaveBeenCalled();
  });
});
