import { describe, expect, it } from "vitest";
import { compilerFolders } from "../../../kernel/language/compiler-folders.ts";
import { LanguageSession } from "../../../kernel/language/language-session.ts";
import { folders } from "./run-cells.ts";

describe("folders for the compiler", () => {
  it.each([
    ["C:\\Users\\Ann\\My Shop", "C:/Users/Ann/My Shop"],
    ["c:\\shop\\", "c:/shop"],
    ["\\\\server\\share\\shop", "//server/share/shop"],
    ["C:/already/slashed/", "C:/already/slashed"],
    ["/home/ann/a\\b", "/home/ann/a\\b"],
    ["/home/ann/", "/home/ann"],
    ["/", "/"],
  ])("%s is %s", (path, expected) => {
    const all = { notebookFolder: path, applicationFolder: path, preludeFolder: path };
    const { notebookFolder, applicationFolder, preludeFolder } = compilerFolders({ ...folders, ...all });
    expect([notebookFolder, applicationFolder, preludeFolder]).toEqual([expected, expected, expected]);
  });

  it.each(["C:\\Users\\Ann\\shop", "\\\\server\\share\\shop", "/home/ann/shop/"])(
    "cells see one another in a notebook in %s",
    (notebookFolder) => {
      const session = new LanguageSession({ ...folders, notebookFolder });
      const run = (runId: number, source: string) => {
        const compiled = session.compile({ runId, executionCount: runId, source });
        if (compiled.ok) session.commit(runId);
        return compiled.ok ? compiled.usage : compiled.evalue;
      };
      run(1, "class Shop { name = 'a' }; const shops = [new Shop()]; let open = 1");
      expect(run(2, "open += shops.length; const first: Shop = shops[0]; first.name.trim()")).toEqual({
        defines: ["first"],
        reads: ["open", "shops", "Shop"],
        mutates: ["open"],
      });
      expect(run(3, "shops[0].nothing")).toContain("Property 'nothing' does not exist on type 'Shop'");
      expect(session.complete("shops[0].na", 11).matches).toEqual(["name"]);
      expect(session.inspect("shops", 2, 0).data["text/plain"]).toBe("const shops: Shop[]");
    },
  );
});
