import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { compilerOptions } from "../../../kernel/language/compiler-options.ts";
import { applicationFolder, CellRunner, folders } from "./run-cells.ts";

/** Types of browsers, which the packages mention and Node does not have. */
const browserOnly =
  /^(WebGL\w*|HTML\w+|ImageData|ImageBitmap|MediaTrackConstraints|RequestInfo|OffscreenCanvas\w*|GPU\w*|Event|Document|Window|Element|Node|SVG\w+|MouseEvent|Canvas\w+)$/;

beforeAll(() => {
  const missing = !existsSync(join(folders.preludeFolder, "globals.d.ts"));
  if (missing) throw new Error("The bundled declarations are missing: run `npm run build` first.");
});

describe("the bundled declarations", () => {
  /** What is not found is `any` to the checker, without a word: so the words are asked for here. */
  it("find everything they mention", () => {
    const files = readdirSync(folders.preludeFolder).map((name) => join(folders.preludeFolder, name));
    const nodeTypes = join(applicationFolder, "node_modules/@types/node/index.d.ts");
    const options = { ...compilerOptions, skipLibCheck: false, noEmit: true };
    const program = ts.createProgram([...files, nodeTypes], options);
    const unresolved = files
      .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
      .filter(({ code }) => [2304, 2305, 2307, 2318, 2339, 2503, 2552, 2614, 2694, 2724].includes(code))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))
      .filter((text) => !browserOnly.test(/'(\w+)'/.exec(text)?.[1] ?? ""));
    // tfjs-core itself forgets to import `Long` for two fields of its saved-model format.
    expect(new Set(unresolved)).toEqual(new Set(["Cannot find name 'Long'."]));
  });
});

describe("preloaded globals", () => {
  const runner = new CellRunner();
  const matches = (source: string) => runner.session.complete(source, source.length).matches;
  const typeOf = (source: string) => {
    const inspected = runner.session.inspect(`const probed = ${source}`, 8, 0);
    return inspected.data["text/plain"]?.replace("const probed: ", "");
  };

  it.each([
    ["tf.tensor2", "tensor2d"],
    ["tf.tensor([1]).matM", "matMul"],
    ["tf.sequential().compi", "compile"],
    ["tf.layers.den", "dense"],
    ["aq.table({ a: [1] }).group", "groupby"],
    ["aq.op.medi", "median"],
    ["vl.comp", "compile"],
    ["ulm.da", "data"],
    ["ulm.data.readC", "readCsv"],
    ["ulm.sq", "sql"],
    ["(await ulm.sql`select 1 as one`).rowC", "rowCount"],
    ["ulm.store.op", "open"],
    ["ulm.trust.pseu", "pseudonymise"],
    ["ulm.behave.FpG", "FpGrowth"],
    ["ulm.recommend.Mat", "MatrixFactorization"],
    ["ulm.value.Beta", "BetaGeoFitter"],
    ["ulm.chart.surv", "survivalCurve"],
    ["(await ulm.store.open('shop.json')).use", "users"],
    ["display.mark", "markdown"],
    ["promp", "prompt"],
  ])("%s completes to %s", (source, name) => expect(matches(source)).toContain(name));

  it.each([
    ["tf.tensor([1, 2]).add(1)", "tf.Tensor<tf.Rank>"],
    ["tf.tensor2d([[1]]).shape", "[number, number]"],
    ["tf.layers.dense({ units: 1 })", "Dense"],
    ["aq.table({ a: [1] }).filter('d => d.a > 0').numRows()", "number"],
    ["vl.compile({ mark: 'bar', data: { values: [] }, encoding: {} }).spec.width", "number | SignalRef"],
    ["display('x').id", "string"],
    ["await prompt('Name?')", "string"],
    ["(await (await ulm.store.open('shop.json')).users.find())[0]!.city", "string"],
    ["ulm.trust.kAnonymity(null as any, []).k", "number"],
    ["ulm.behave.transitionMatrix([['new', 'fan']]).probability('new', 'fan').lower", "number"],
    ["(await new ulm.value.BetaGeoFitter().fit([1], [2], [3])).parameters.alpha", "number"],
  ])("%s is %s", (source, type) => expect(typeOf(source)).toBe(type));

  it("keep their types across cells, also for types that a cell only infers", async () => {
    for (const source of [
      "const inputs: tf.Tensor2D = null as any",
      "const doubled = inputs.mul(2)",
      "const stats = aq.table({ a: [1] }).groupby('a')",
      "const columns = (null as any as InstanceType<typeof ulm.data.Table>).columns",
      "const batches = tf.data.array([1, 2]).batch(2)",
      "const spec: vl.TopLevelSpec = { mark: 'bar', data: { values: [] } }",
    ]) {
      const compiled = runner.compile(source);
      expect(compiled).toMatchObject({ ok: true });
      runner.session.commit(compiled.runId);
    }
    expect(typeOf("doubled")).toBe("Tensor<Rank>");
    expect(typeOf("stats")).toBe("ColumnTable");
    expect(typeOf("batches")).toMatch(/^Dataset<.*>$/);
    expect(typeOf("columns")).not.toBe("any");
    expect(typeOf("spec.data")).not.toBe("any");
    expect(runner.compile("const wrong: string = doubled.rank")).toMatchObject({ ok: false });
  });

  it("are the packages that a cell can import under their names", () => {
    const compiled = runner.compile(
      "import * as tfjs from '@tensorflow/tfjs'; import { Table } from 'ulm/data'; import * as a from 'arquero'\n" +
        "const t: tf.Tensor = tfjs.scalar(1); const table: ulm.data.Table = null as Table; const c: aq.ColumnTable = a.table({})",
    );
    expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
  });

  it("write down types that a package does not export by their names, not by their structure", () => {
    const started = performance.now();
    const compiled = runner.compile("const pipeline = tf.data.array([1, 2])");
    expect(compiled).toMatchObject({ ok: true });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("include tslab's module", () => {
    expect(
      runner.compile("import * as tslab from 'tslab'; tslab.display.html('<b>x</b>'); tslab.newDisplay().text('y')").ok,
    ).toBe(true);
    expect(runner.compile("import { display as show } from 'tslab'; show.html(1)")).toMatchObject({ ok: false });
  });
});
