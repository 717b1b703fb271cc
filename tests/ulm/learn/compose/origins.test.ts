import { KBinsDiscretizer, MinMaxScaler, OneHotEncoder, ParameterError, StandardScaler, Table } from "ulm/data";
import { ColumnTransformer, KMeans, LogisticRegression, makePreprocessor, PCA, Pipeline } from "ulm/learn";
import { describe, expect, it } from "vitest";

const table = Table.fromColumns({ age: [20, 30, 40, 50], plan: ["a", "b", "c", "a"], plan_a: [1, 2, 3, 5] });

describe("the columns that compositions make", () => {
  it("carry the name of their transformer where two would be called alike", async () => {
    const transformer = await new ColumnTransformer({
      transformers: [
        ["scale", new StandardScaler(), ["age"]],
        ["range", new MinMaxScaler(), ["age"]],
        ["encode", new OneHotEncoder(), ["plan"]],
      ],
      remainder: "passthrough",
    }).fit(table);
    const made = transformer.transform(table);
    const names = ["scale__age", "range__age", "encode__plan_a", "plan_b", "plan_c", "remainder__plan_a"];
    expect(made.columnNames).toEqual(names);
    expect(made.row(3)).toMatchObject({ range__age: 1, encode__plan_a: 1, remainder__plan_a: 5 });
    expect(transformer.featureNamesOut).toEqual(names);
    expect(transformer.origins[2]).toEqual({ name: "encode__plan_a", columns: ["plan"], value: "a" });
    const revived = ColumnTransformer.fromJSON(JSON.parse(JSON.stringify(transformer)));
    expect(revived.transform(table).toObjects()).toEqual(made.toObjects());
  });

  it("lead back through all steps to what was given", async () => {
    const pipeline = await new Pipeline({
      steps: [
        ["prepare", makePreprocessor()],
        ["scale", new StandardScaler()],
        ["model", new LogisticRegression()],
      ],
    }).fit(table, ["no", "no", "yes", "yes"]);
    expect(pipeline.origins).toEqual([
      { name: "age", columns: ["age"] },
      { name: "numbers__plan_a", columns: ["plan_a"] },
      { name: "categories__plan_a", columns: ["plan"], value: "a" },
      { name: "plan_b", columns: ["plan"], value: "b" },
      { name: "plan_c", columns: ["plan"], value: "c" },
    ]);
    expect(pipeline.featureNamesOut).toEqual((pipeline.prepare(table) as Table).columnNames);
    const components = await new Pipeline({
      steps: [
        ["bins", new KBinsDiscretizer({ nBins: 2 })],
        ["reduce", new PCA({ nComponents: 1 })],
      ],
    }).fit(table.select("age", "plan_a"));
    expect(components.origins).toEqual([{ name: "pc1", columns: ["age", "age", "plan_a", "plan_a"] }]);
    expect(
      (await new Pipeline({ steps: [["group", new KMeans({ nClusters: 2 })]] }).fit(table.select("age"))).origins,
    ).toEqual([{ name: "age", columns: ["age"] }]);
  });

  it("says so when there is nothing to make columns of", async () => {
    const transformer = new ColumnTransformer({ transformers: [["scale", new StandardScaler(), "numbers"]] });
    await expect(transformer.fit(table.select("plan"))).rejects.toThrow(
      "no transformer gets any of the columns plan (text)",
    );
  });

  it("needs transformers with names of their own, that are no parameters, and make columns of columns", async () => {
    const named =
      (...names: string[]) =>
      () =>
        new ColumnTransformer({ transformers: names.map((name) => [name, new StandardScaler(), ["age"]] as const) });
    expect(named("a", "a")).toThrow(
      new ParameterError("The transformers of a ColumnTransformer need different names; they are a, a."),
    );
    expect(named("a__b")).toThrow('may not hold "__"');
    expect(named("remainder")).toThrow('"remainder" is a parameter');
    const grouping = await new ColumnTransformer({
      transformers: [["group", new Pipeline({ steps: [["model", new KMeans({ nClusters: 2 })]] }), ["age"]]],
    }).fit(table);
    expect(grouping.transform(table).columnNames).toEqual(["cluster0", "cluster1"]);
    expect(() => grouping.origins).toThrow("of which columns a clusterer makes its own");
  });
});
