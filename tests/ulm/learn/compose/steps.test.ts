import { Matrix, MinMaxScaler, OneHotEncoder, Passthrough, StandardScaler, Table } from "ulm/data";
import * as learn from "ulm/learn";
import { ColumnTransformer, fromJSON, GridSearchCV, LogisticRegression, Pipeline, StratifiedKFold } from "ulm/learn";
import { describe, expect, it } from "vitest";
import search from "../../../fixtures/learn/search.json" with { type: "json" };

const table = Table.fromColumns({ age: [20, 30, 40, 50], plan: ["a", "b", "c", "a"], income: [1, 2, 3, 5] });

describe('"passthrough" and "drop"', () => {
  it("are steps that a search can try, as in scikit-learn", async () => {
    const estimator = new Pipeline({
      steps: [
        ["scale", new StandardScaler()],
        ["model", new LogisticRegression()],
      ],
    });
    const model = new GridSearchCV({
      estimator,
      paramGrid: { model__C: [0.1, 1], scale: ["passthrough", new MinMaxScaler()] },
      scoring: "negLogLoss",
      cv: new StratifiedKFold({ nSplits: 3 }),
    });
    await model.fit(Matrix.fromRows(search.X), search.y);
    const { means, ranks, best } = search.steps;
    means.forEach((mean, index) => expect(model.results.row(index).meanScore).toBeCloseTo(mean, 9));
    expect(model.results.column("rank").toArray()).toEqual(ranks);
    expect(best).toBe(0);
    expect(model.bestParams.scale).toBe("passthrough");
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as GridSearchCV;
    expect(revived.predict(search.X)).toEqual(model.predict(search.X));
    expect(JSON.stringify(await revived.clone().fit(Matrix.fromRows(search.X), search.y))).toBe(JSON.stringify(model));
  });

  it("leave columns as they are, or out", async () => {
    const transformer = await new ColumnTransformer({
      transformers: [
        ["kept", "passthrough", ["income"]],
        ["out", "drop", ["age"]],
        ["encode", new OneHotEncoder(), ["plan"]],
      ],
      remainder: "passthrough",
    }).fit(table);
    const names = ["income", "plan_a", "plan_b", "plan_c"];
    expect(transformer.transform(table.drop("age")).columnNames).toEqual(names);
    expect(transformer.featureNamesOut).toEqual(names);
    expect(transformer.transformer("kept")).toBeInstanceOf(Passthrough);
    const revived = fromJSON(JSON.parse(JSON.stringify(transformer))) as ColumnTransformer;
    expect(revived.transform(table).toObjects()).toEqual(transformer.transform(table).toObjects());
    expect(JSON.stringify(revived)).toBe(JSON.stringify(transformer));
    const changed = transformer.withParams({ encode: "drop", out: "passthrough" });
    expect((await changed.fitTransform(table)).columnNames).toEqual(["income", "age"]);
    expect(() => transformer.withParams({ out__withMean: false })).toThrow('"out" is dropped');
    const last = new Pipeline({ steps: [["nothing", "passthrough"]] });
    expect((await last.fitTransform(table)).toObjects()).toEqual(table.toObjects());
    expect(last.kind).toBe("transformer");
  });
});

describe("what is no estimator", () => {
  const wrong: [unknown, RegExp][] = [
    [null, /is null, not an estimator/],
    ["scale", /is the text "scale", not an estimator/],
    [LogisticRegression, /is a function, not an estimator: a class makes one by new LogisticRegression\(\)/],
    [{ C: 1 }, /is an object with C, not an estimator/],
  ];
  it.each(wrong)("is refused by its place: %o", (given, message) => {
    const step = given as learn.AnyTransformer;
    expect(() => new Pipeline({ steps: [["scale", step]] })).toThrow(message);
    expect(() => new ColumnTransformer({ transformers: [["scale", step, ["age"]]] })).toThrow(message);
    expect(() => new GridSearchCV({ estimator: given as never, paramGrid: {} })).toThrow(message);
    expect(() => new learn.CalibratedClassifierCV({ estimator: given as never })).toThrow(message);
  });

  it("nor a list of steps", () => {
    const pipeline = (steps: unknown) => () => new Pipeline({ steps: steps as never });
    expect(pipeline({ scale: new StandardScaler() })).toThrow("Pipeline: steps must be a list of [name, estimator]");
    expect(pipeline([new StandardScaler()])).toThrow("Pipeline: steps[0] must be [name, estimator], not an object");
    expect(() => new Pipeline(undefined as never)).toThrow("Pipeline: steps must be a list");
    const columns = (given: unknown) => () =>
      new ColumnTransformer({ transformers: [["scale", new StandardScaler(), given as never]] });
    expect(columns("age")).toThrow('the columns of "scale" must be a list of names, "numbers" or "categories"');
    expect(() => new ColumnTransformer({ transformers: undefined as never })).toThrow("transformers must be a list of");
    const model = new ColumnTransformer({ transformers: [["model", "drop", ["age"]]] });
    expect(() => model.withParams({ model: new LogisticRegression() })).toThrow("which does not transform");
    expect(() => new GridSearchCV({ estimator: new StandardScaler() as never, paramGrid: {} })).toThrow(
      "which is a transformer. It must predict labels.",
    );
  });
});
