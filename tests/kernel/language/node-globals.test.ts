import ts from "typescript";
import { expect, it } from "vitest";
import { compilerFolders } from "../../../kernel/language/compiler-folders.ts";
import { CellHistory } from "../../../kernel/language/cell-history.ts";
import { LanguageHost } from "../../../kernel/language/language-host.ts";
import { CellRunner, folders } from "./run-cells.ts";

const runner = new CellRunner();
/** Names of the kernel's own (`kernel/execution/`) and of modules, which are no globals of Node. */
const ours = ["display", "prompt", "comms", "Deno", "__dirname", "__filename", "exports", "require"];

/** The names of all global values that the checker knows. */
function declaredGlobals(): string[] {
  const host = new LanguageHost(compilerFolders(folders), new CellHistory());
  host.setCell("export {};\n");
  const program = ts.createLanguageService(host).getProgram()!;
  const symbols = program
    .getTypeChecker()
    .getSymbolsInScope(program.getSourceFile(host.cellFile)!, ts.SymbolFlags.Value);
  return symbols.map(({ name }) => name).filter((name) => /^[A-Za-z_]\w*$/.test(name));
}

const messages = (source: string) => {
  const compiled = runner.compile(source);
  return compiled.ok ? [] : compiled.diagnostics.map(({ message }) => message);
};

it("has types for every global of the running Node", () => {
  // vitest's own begin with an underscore.
  const globals = Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Za-z]\w*$/.test(name));
  expect(globals.length).toBeGreaterThan(100);
  expect(messages(`[${globals.join(", ")}];`)).toEqual([]);
});

it("refuses every global that is declared and that the running Node does not have", () => {
  const absent = declaredGlobals().filter((name) => !(name in globalThis) && !ours.includes(name));
  expect(absent).toContain("module");
  expect(messages(absent.map((name) => `${name};`).join("\n"))).toEqual(
    absent.map((name) => expect.stringMatching(`^Cannot find name '${name}'\\. Node\\.js \\d`) as string),
  );
});

it("lets cells ask for a global, use its type, and have a name of their own for it", async () => {
  expect(
    await runner.value(
      "const asked = typeof gc; interface Has { module: typeof module }; let none: WebSocket | undefined; ({ gc: 1 }).gc + ((globalThis as any).notThere ?? 0); asked",
    ),
  ).toBe("gc" in globalThis ? "function" : "undefined");
  expect(await runner.value("const gc = () => 4", "gc()")).toBe(4);
});

it("knows WebAssembly and web cryptography", async () => {
  expect(
    await runner.value(
      "const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]); const { instance } = await WebAssembly.instantiate(bytes); const memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: 1 }); [instance instanceof WebAssembly.Instance, memory.buffer.byteLength, Object.keys(instance.exports)]",
    ),
  ).toEqual([true, 65536, []]);
  expect(
    await runner.value(
      "const key: CryptoKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']); [key instanceof CryptoKey, crypto instanceof Crypto, crypto.subtle instanceof SubtleCrypto, performance instanceof Performance, key.type]",
    ),
  ).toEqual([true, true, true, true, "secret"]);
  expect(messages("new WebAssembly.Memory({ first: 1 })")).toEqual([expect.stringContaining("'first' does not exist")]);
});
