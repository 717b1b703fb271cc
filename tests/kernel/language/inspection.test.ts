import { beforeAll, describe, expect, it } from "vitest";
import { CellRunner } from "./run-cells.ts";

const runner = new CellRunner();

function inspect(marked: string, detailLevel: 0 | 1 = 0) {
  const cursor = [...marked.slice(0, marked.indexOf("|"))].length;
  return runner.session.inspect(marked.replace("|", ""), cursor, detailLevel);
}

beforeAll(async () => {
  await runner.value(
    "/**\n * Adds two numbers.\n * @param a the first\n * @returns their sum\n */\nfunction addUp(a: number, b = 2): number { return a + b }\nlet total = 1; class Basket { size = 0 }",
  );
});

describe("inspection", () => {
  it("shows signature and documentation of a name of an earlier cell", () => {
    const { found, data } = inspect("add|Up(1)");
    expect(found).toBe(true);
    expect(data["text/plain"]).toBe(
      "addUp(a: number, b?: number): number\n\nAdds two numbers.\n\n@param a the first\n@returns their sum",
    );
    expect(data["text/markdown"]).toContain("```typescript\naddUp(a: number, b?: number): number\n```");
  });

  it.each([
    ["addUp|", "function addUp(a: number, b?: number): number"],
    ["addUp(|", "addUp(a: number, b?: number): number"],
    ["addUp(1, |)", "addUp(a: number, b?: number): number"],
    ["tot|al", "let total: number"],
    ["new Bask|et()", "new Basket(): Basket"],
    ["Bask|et", "class Basket"],
    ["new Basket().si|ze", "(property) Basket.size: number"],
    ["const x = new Basket(); x|", "const x: Basket"],
    ["'😀'; tot|al", "let total: number"],
    ["[1].includes(|", "(method) Array<number>.includes(searchElement: number, fromIndex?: number): boolean"],
    ["Math.max(1, |)", "max(...values: number[]): number"],
    ["const y = (add|Up(1) as any)", "addUp(a: number, b?: number): number"],
  ])("%s", (marked, signature) => {
    expect(inspect(marked).data["text/plain"]?.split("\n\n")[0]).toBe(signature);
  });

  it("shows the definition as well when asked for more", () => {
    expect(inspect("addUp|", 1).data["text/plain"]).toContain("function addUp(a: number, b?: number): number;");
  });

  it("finds nothing where nothing is", () => {
    expect(inspect("  |  ")).toEqual({ found: false, data: {} });
    expect(inspect("// comment|")).toEqual({ found: false, data: {} });
    expect(inspect("nobody|")).toEqual({ found: false, data: {} });
    expect(inspect("const some: any = 1; so|me")).toMatchObject({ data: { "text/plain": "const some: any" } });
  });
});
