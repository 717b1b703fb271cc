import { createRandom, withTaskContext } from "ulm/compute";
import { countRows, Matrix, NotFittedError, ParameterError, Table } from "ulm/data";
import type { EstimatorJson, EstimatorKind, Features, Label, Labels } from "ulm/data";
import { FeatureError, fromJSON } from "ulm/learn";
import type { WeightOptions } from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** What the checks need of an estimator, supervised or not. */
interface Subject {
  readonly type: string;
  readonly kind: EstimatorKind;
  readonly isFitted: boolean;
  fit(X: Features, y: Labels, options?: WeightOptions): Promise<unknown>;
  score?(X: Features, y: Labels, options?: WeightOptions): number;
  clone(): Subject;
  withParams(changes: object): Subject;
  getParams(): object;
  toJSON(): EstimatorJson;
  predict?(X: Features): Label[];
  predictProba?(X: Features): Matrix;
  decisionFunction?(X: Features): Matrix | ArrayLike<number>;
  scoreSamples?(X: Features): ArrayLike<number>;
  transform?(X: Features): Matrix | Table;
  readonly labels?: readonly number[];
  readonly nIter?: number;
  readonly converged?: boolean;
  readonly warnings?: readonly { readonly en: string }[];
}

export interface EstimatorCheckOptions {
  kind: EstimatorKind;
  /** The columns of X, "income" among them. Default four. */
  columns?: readonly string[];
  /** What missing values do: "refused", the default, with column and row, or "taken". */
  missing?: "taken" | "refused";
  /** What text does: "refused", the default, with the column, or "taken". */
  text?: "taken" | "refused";
  /** What fitting on a column of one value does: "taken", the default, or "refused" with its name. */
  constantColumn?: "taken" | "refused";
  /** What fitting on a single row does: "taken" by default of transformers, "refused" of others. */
  oneRow?: "taken" | "refused";
  /**
   * Whether a row of weight 2 is the same as two rows, up to how exactly the fit ends: not where rows are counted (leaves of 20 rows),
   * drawn at random or divided into folds. Default of models true.
   */
  repeatable?: boolean;
  /** Whether a classifier knows two classes only, and refuses more. Default false. */
  onlyTwoClasses?: boolean;
  /** What a regression learns: any numbers, the default, or counts. */
  values?: "numbers" | "counts";
  /** Parameters that may be any number or any text. Others must refuse NaN and nonsense. */
  anyValue?: readonly string[];
}

const rowCount = 60;

/** What a parameter with such a default has no use for. Where the default is `null` it may be of any other kind. */
function nonsenseFor(value: unknown): unknown[] {
  if (typeof value === "number") return [NaN];
  if (value === null) return ["no such choice", true, () => 1];
  return isCollection(value) ? ["no such choice", 5] : ["no such choice"];
}

/** A list or a record of plain values, not an estimator. */
function isCollection(value: unknown): boolean {
  return Array.isArray(value) || (typeof value === "object" && value !== null && !("fit" in value));
}

/** The classes that have been checked so far. */
export const checkedTypes = new Set<string>();

/** Rows of standard normal features, and targets that depend on them: one kind for each kind of estimator. */
function makeData(seed: number, width: number): { rows: number[][]; classes: string[]; values: number[] } {
  const random = createRandom(seed);
  const rows = Array.from({ length: rowCount }, () => Array.from({ length: width }, () => random.normal()));
  const values = rows.map(([a, b = 0]) => 2 * a! - b + 0.5 * random.normal());
  return { rows, values, classes: values.map((value) => (value > 0 ? "yes" : "no")) };
}

/** Either all that it says and knows is finite, or it says what is wrong. */
async function isHonest(subject: Subject, X: Matrix, y: Labels, message: RegExp): Promise<void> {
  const outcome = await subject
    .fit(X, y)
    .then(() => answers(subject, X))
    .catch((error: unknown) => error);
  if (outcome instanceof Error) {
    expect(outcome).toBeInstanceOf(FeatureError);
    expect(outcome.message).toMatch(message);
    return;
  }
  for (const rows of Object.values(outcome as ReturnType<typeof answers>)) {
    expect(rows.flat().every((value) => typeof value !== "number" || Number.isFinite(value))).toBe(true);
  }
  // JSON has no word for what is not finite.
  JSON.stringify(subject.toJSON().state, (_, value: unknown) => {
    if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
    return value;
  });
}

/** Everything that a fitted estimator says about rows, as plain numbers and labels. */
function answers(subject: Subject, X: Features): Record<string, unknown[][]> {
  const plain = (result: Matrix | Table | ArrayLike<number>) => {
    if ("length" in result) return Array.from(result, (value) => [value]);
    return (result instanceof Table ? result.toMatrix() : result).toArrays();
  };
  const all: Record<string, unknown[][]> = {};
  for (const method of methodsOf(subject)) {
    const result = subject[method]!(X);
    all[method] = Array.isArray(result) ? result.map((value) => [value]) : plain(result);
  }
  return all;
}

/** What may be asked about new rows. A pipeline has all methods: its kind says which it can answer. */
function methodsOf(subject: Subject) {
  const methods = {
    classifier: ["predict", "predictProba", "decisionFunction"],
    regressor: ["predict"],
    clusterer: ["predict", "transform"],
    outlierDetector: ["predict", "scoreSamples", "decisionFunction"],
    transformer: ["transform"],
  } as const;
  return methods[subject.kind].filter((method) => subject[method] !== undefined);
}

/** Whether there is anything to ask about new rows: agglomerative clustering only has labels. */
function hasAnswers(subject: Subject): boolean {
  return methodsOf(subject).length > 0;
}

/**
 * The contract of every estimator, after scikit-learn's `check_estimator`: call it in a test file for each estimator, and for each
 * parameter that changes how it works.
 */
export function estimatorChecks(title: string, make: () => unknown, options: EstimatorCheckOptions): void {
  const subject = () => make() as Subject;
  const isSupervised = options.kind === "classifier" || options.kind === "regressor";
  const oneRow = options.oneRow ?? (options.kind === "transformer" ? "taken" : "refused");
  const targets = ({ classes, values }: ReturnType<typeof makeData>) => {
    if (options.kind === "classifier") return classes;
    return options.values === "counts" ? values.map((value) => Math.round(Math.exp(value))) : values;
  };
  const names = options.columns ?? ["age", "income", "debt", "years"];
  const width = names.length;
  checkedTypes.add(subject().type);
  const data = makeData(1, width);
  const X = data.rows;
  const y = targets(data);
  const table = Table.fromMatrix(Matrix.fromRows(X, names));
  const fitted = async () => {
    const model = subject();
    await model.fit(X, y);
    return model;
  };

  describe(`the contract of ${title}`, () => {
    let warn: ReturnType<typeof vi.spyOn>;
    beforeEach(() => {
      warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    });
    afterEach(() => warn.mockRestore());

    if (hasAnswers(subject()))
      it("answers once for each row, in finite numbers, and the same whatever rows are asked together", async () => {
        const model = await fitted();
        const all = answers(model, X);
        expect(Object.keys(all).length).toBeGreaterThan(0);
        for (const rows of Object.values(all)) {
          expect(rows).toHaveLength(rowCount);
          const widths = new Set(rows.map((row) => row.length));
          expect(widths.size).toBe(1);
          expect(rows.flat().every((value) => typeof value !== "number" || Number.isFinite(value))).toBe(true);
        }
        const some = answers(model, X.slice(10, 13));
        for (const [method, rows] of Object.entries(all)) expect(some[method]).toEqual(rows.slice(10, 13));
        for (const rows of Object.values(answers(model, Matrix.fromRows([], names)))) expect(rows).toEqual([]);
        if (all.predictProba) {
          for (const row of all.predictProba as number[][]) {
            expect(row.every((share) => share >= 0 && share <= 1)).toBe(true);
            expect(row.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
          }
        }
      });

    it("resolves to itself, and says so before it is fitted", async () => {
      const model = subject();
      expect(model.isFitted).toBe(false);
      expect(model.kind).toBe(options.kind);
      if (hasAnswers(model)) expect(() => answers(model, X)).toThrow(NotFittedError);
      else expect(() => model.labels).toThrow(NotFittedError);
      expect(await model.fit(X, y)).toBe(model);
      expect(model.isFitted).toBe(true);
    });

    if (options.kind === "clusterer") {
      it("gives each row that it was fitted on a group", async () => {
        const { labels } = await fitted();
        expect(labels).toHaveLength(rowCount);
        const groups = [...new Set(labels)].filter((label) => label >= 0).sort((a, b) => a - b);
        expect(groups).toEqual(groups.map((_, index) => index));
        expect(labels!.every((label) => Number.isInteger(label) && label >= -1)).toBe(true);
      });
    }
    if (options.kind === "outlierDetector") {
      it("calls rows usual (1) or outliers (−1), outliers where the decision function is negative", async () => {
        const model = await fitted();
        const predicted = model.predict!(X);
        const distances = answers(model, X).decisionFunction!.flat() as number[];
        expect(predicted).toEqual(distances.map((distance) => (distance < 0 ? -1 : 1)));
        const far = answers(model, [[40, -40, 40, -40]]);
        expect(far.predict).toEqual([[-1]]);
      });
    }

    it("gives the same for the same data, and forgets the data before", async () => {
      const model = await fitted();
      expect(answers(await fitted(), X)).toEqual(answers(model, X));
      const other = makeData(2, width);
      const narrow = other.rows.map((row) => row.slice(0, Math.max(1, width - 1)));
      await model.fit(narrow, targets(other));
      const fresh = subject();
      await fresh.fit(narrow, targets(other));
      expect(model.toJSON()).toEqual(fresh.toJSON());
    });

    it("refuses parameters that do not exist", () => {
      expect(() => subject().withParams({ noSuchParameter: 1 })).toThrow(/noSuchParameter/);
      expect(() => subject().withParams({ noSuchParameter: 1 })).toThrow(ParameterError);
    });

    const plainParams = Object.entries(subject().getParams()).filter(([name, value]) => {
      const isPlain = value === null || ["number", "string", "boolean"].includes(typeof value) || isCollection(value);
      return isPlain && !options.anyValue?.includes(name);
    });
    if (plainParams.length > 0)
      it.each(plainParams)("refuses nonsense as %s", (name, value) => {
        for (const bad of nonsenseFor(value)) {
          const build = () => subject().withParams({ [name]: bad });
          expect(build, String(bad)).toThrow(ParameterError);
          expect(build).toThrow(name);
        }
      });

    const isRandom = "randomState" in subject().getParams();
    it(`learns the same from the same data${isRandom ? " and the same randomState" : ""}`, async () => {
      const changes = isRandom ? { randomState: 7 } : {};
      const [first, second] = [subject().withParams(changes), subject().withParams(changes)];
      await first.fit(X, y);
      await second.fit(X, y);
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    });

    it("clones its parameters and not what it learnt", async () => {
      const model = await fitted();
      const copy = model.clone();
      expect([copy.isFitted, copy.type, JSON.stringify(copy.getParams())]).toEqual([
        false,
        model.type,
        JSON.stringify(model.getParams()),
      ]);
      await copy.fit(X, y);
      expect(answers(copy, X)).toEqual(answers(model, X));
    });

    it("survives JSON exactly", async () => {
      const model = await fitted();
      const text = JSON.stringify(model);
      const revived = fromJSON(JSON.parse(text)) as unknown as Subject;
      expect(JSON.stringify(revived)).toBe(text);
      expect(answers(revived, X)).toEqual(answers(model, X));
      const unfitted = fromJSON(JSON.parse(JSON.stringify(subject()))) as unknown as Subject;
      expect(unfitted.isFitted).toBe(false);
    });

    // What a search tries, and trees of boosting, are counted by other names.
    const params = subject().getParams() as { maxIter?: unknown; learningRate?: unknown };
    if ("maxIter" in params && !("learningRate" in params))
      it("says how far it came, and warns when that was not far enough", async () => {
        const hasty = subject().withParams({ maxIter: 1 });
        await hasty.fit(X, y);
        const model = await fitted();
        for (const one of [hasty, model]) {
          expect(one.nIter).toSatisfy((steps) => Number.isInteger(steps) && (steps as number) >= 1);
          expect(one.converged).toBeTypeOf("boolean");
          const told = one.warnings!.filter(({ en }) => en.includes(`has not converged after ${one.nIter} iterations`));
          expect(told).toHaveLength(one.converged ? 0 : 1);
          const revived = fromJSON(JSON.parse(JSON.stringify(one))) as unknown as Subject;
          expect([revived.nIter, revived.converged, revived.warnings]).toEqual([
            one.nIter,
            one.converged,
            one.warnings,
          ]);
        }
        expect([hasty.nIter, hasty.converged]).toEqual([1, false]);
        expect(warn.mock.calls.flat().join()).toContain(
          `${hasty.type}: it has not converged after 1 iterations. Raise maxIter`,
        );
      });

    it("leaves data and parameters as they are", async () => {
      const matrix = Matrix.fromRows(X, names);
      const target: Labels = options.kind === "classifier" ? [...y] : Float64Array.from(y as number[]);
      const before = structuredClone([matrix.data, target]);
      const model = subject();
      const params = JSON.stringify(model.getParams());
      await model.fit(matrix, target);
      answers(model, matrix);
      expect([matrix.data, target]).toEqual(before);
      expect(JSON.stringify(model.getParams())).toBe(params);
    });

    it("takes tables by column name, in any order", async () => {
      const model = subject();
      await model.fit(table, y);
      const shuffled = table.select(names.toReversed());
      if (!hasAnswers(model)) {
        const other = subject();
        await other.fit(shuffled, y);
        expect(other.labels).toEqual(model.labels);
        return;
      }
      expect(answers(model, shuffled)).toEqual(answers(await fitted(), X));
      expect(() => answers(model, table.drop("income"))).toThrow("income");
      expect(() =>
        answers(
          model,
          X.map((row) => row.slice(1)),
        ),
      ).toThrow(new RegExp(`fitted on ${width} columns.*X has ${width - 1}`));
      expect(() =>
        answers(
          model,
          X.map((row) => [...row, 1]),
        ),
      ).toThrow(new RegExp(`fitted on ${width} columns.*X has ${width + 1}`));
    });

    const refused: [string, number][] = [
      ["missing", NaN],
      ["Infinity", Infinity],
      ["-Infinity", -Infinity],
    ];
    it.each(options.missing === "taken" ? refused.slice(1) : refused)(
      "refuses what is %s, with column and row, when it learns and when it is asked",
      async (word, value) => {
        const bad = Matrix.fromRows(X, names);
        bad.data[7 * width + names.indexOf("income")] = value;
        const message = `column "income", row 7 is ${word}`;
        const model = subject();
        await expect(model.fit(bad, y)).rejects.toThrow(message);
        await expect(model.fit(bad, y)).rejects.toThrow(FeatureError);
        expect(model.isFitted).toBe(false);
        await model.fit(table, y);
        if (hasAnswers(model)) expect(() => answers(model, bad)).toThrow(message);
        expect(model.isFitted).toBe(true);
      },
    );

    if (options.missing === "taken") {
      it("takes missing values", async () => {
        const gaps = Matrix.fromRows(X, names);
        for (let row = 0; row < rowCount; row += 7) gaps.data[row * width + names.indexOf("income")] = NaN;
        const model = subject();
        await model.fit(gaps, y);
        for (const rows of Object.values(answers(model, gaps))) expect(rows).toHaveLength(rowCount);
        const revived = fromJSON(JSON.parse(JSON.stringify(model))) as unknown as Subject;
        expect(answers(revived, gaps)).toEqual(answers(model, gaps));
      });
    }

    const sizes = [1e200, 1e300, 1e-200];
    it.each(sizes)("numbers times %d are learnt from, or refused with their column", async (factor) => {
      const sized = Matrix.fromRows(X, names);
      const income = names.indexOf("income");
      for (let row = 0; row < rowCount; row++) sized.data[row * width + income]! *= factor;
      await isHonest(subject(), sized, y, /"income/);
    });

    const words = table.drop("income").withColumn(
      "income",
      X.map((_, row) => (row % 2 === 0 ? "high" : "low")),
    );
    it(`text is ${options.text ?? "refused"}`, async () => {
      if (options.text === "taken") {
        const model = subject();
        await model.fit(words, y);
        expect(countRows(model.transform!(words))).toBe(rowCount);
        return;
      }
      await expect(subject().fit(words, y)).rejects.toThrow('"income" holds text');
      const model = subject();
      await model.fit(table, y);
      if (hasAnswers(model)) expect(() => answers(model, words)).toThrow('"income" holds text');
      await expect(subject().fit([["1", 2] as never, [2, 3]], y.slice(0, 2))).rejects.toThrow(/Row 0, column 0 is "1"/);
    });

    it.each(misfits(X, table))("says what was given instead of features: %s", async (_, given, message) => {
      const model = subject();
      const asked: unknown[] = [await model.fit(given, y).catch((error: unknown) => error)];
      expect(model.isFitted).toBe(false);
      if (hasAnswers(model)) {
        await model.fit(table, y);
        for (const method of methodsOf(model)) asked.push(failure(() => model[method]!(given)));
      }
      for (const error of asked) {
        expect(error).toBeInstanceOf(FeatureError);
        expect((error as Error).message).toContain(message);
      }
    });

    it("refuses no rows and no columns", async () => {
      await expect(subject().fit([], [])).rejects.toThrow("There are no rows");
      await expect(
        subject().fit(
          X.map(() => []),
          y,
        ),
      ).rejects.toThrow("no columns");
    });

    if (isSupervised) {
      it.each(misfitLabels(y))("says what was given instead of targets: %s", async (_, given, message) => {
        const model = subject();
        const error: unknown = await model.fit(X, given).catch((reason: unknown) => reason);
        expect([FeatureError, ParameterError].some((kind) => error instanceof kind)).toBe(true);
        expect((error as Error).message).toMatch(message);
        expect((error as Error).message).toMatch(/^(\w+): |needs labels/);
        expect(model.isFitted).toBe(false);
      });

      it("refuses targets that do not fit the rows", async () => {
        await expect(subject().fit(X, y.slice(1))).rejects.toThrow(/X has 60 rows, but y has 59/);
        await expect(subject().fit(X, [...y.slice(1), null])).rejects.toThrow("row 59 of y");
      });
    }
    if (options.kind === "regressor") {
      it("learns targets of any size, or says that they are too large", async () => {
        for (const factor of [1e40, 1e200, 1e300]) {
          const large = (y as number[]).map((value) => factor * value);
          await isHonest(subject(), Matrix.fromRows(X, names), large, / of y is -?\d/);
        }
      });

      it("refuses targets that are no finite numbers", async () => {
        await expect(subject().fit(X, data.classes)).rejects.toThrow(/row 0 of y is "(yes|no)"/);
        await expect(subject().fit(X, [Infinity, ...data.values.slice(1)])).rejects.toThrow("row 0 of y is Infinity");
      });
    }
    if (options.kind === "classifier") {
      it("refuses what is no set of classes", async () => {
        const fractions = data.values.map((value) => value + 0.25);
        await expect(subject().fit(X, fractions)).rejects.toThrow(/unknown label type: continuous. y holds -?\d/);
        for (const other of [1, true]) {
          const mixed = data.classes.map((label, row) => (row % 5 === 3 ? other : label));
          await expect(subject().fit(X, mixed)).rejects.toThrow(/labels of different kinds, "(yes|no)" and (1|true)/);
        }
        await expect(subject().fit(X, fractions)).rejects.toThrow(FeatureError);
      });

      it("tells more than two classes apart, and refuses a single one", async () => {
        const three = data.values.map((value) => (value > 1 ? 2 : value < -1 ? 0 : 1));
        const model = subject();
        if (options.onlyTwoClasses) {
          await expect(model.fit(X, three)).rejects.toThrow("between two classes, but y has 3");
        } else {
          await model.fit(X, three);
          expect(new Set(model.predict!(X))).toEqual(new Set([0, 1, 2]));
          expect(model.predictProba?.(X).names ?? ["0", "1", "2"]).toEqual(["0", "1", "2"]);
        }
        await expect(
          subject().fit(
            X,
            X.map(() => "yes"),
          ),
        ).rejects.toThrow('All rows are "yes"');
      });
    }

    it(`a constant column is ${options.constantColumn ?? "taken"}`, async () => {
      const constant = (width === 1 ? table.drop(names[0]!) : table).withColumn(
        "one",
        X.map(() => 7.3),
      );
      const model = subject();
      if (options.constantColumn === "refused") {
        await expect(model.fit(constant, y)).rejects.toThrow('column "one"');
        expect(model.isFitted).toBe(false);
        return;
      }
      await model.fit(constant, y);
      for (const rows of Object.values(answers(model, constant))) {
        expect(rows.flat().every((value) => typeof value !== "number" || Number.isFinite(value))).toBe(true);
      }
    });

    it(`one row is ${oneRow}`, async () => {
      const model = subject();
      const fitting = model.fit(X.slice(0, 1), y.slice(0, 1));
      if (oneRow === "taken") {
        await fitting;
        expect(Object.values(answers(model, X.slice(0, 1)))[0] ?? model.labels).toHaveLength(1);
        return;
      }
      await expect(fitting).rejects.toSatisfy(
        (error) => error instanceof FeatureError || error instanceof ParameterError,
      );
      expect(model.isFitted).toBe(false);
    });

    if (isSupervised) weightChecks(subject, X, y, options);

    it("called off half-way it has learnt nothing, and can learn again", async () => {
      const model = await fitted();
      const expected = answers(model, X);
      const isAbort = expect.objectContaining({ name: "AbortError" });
      await expect(withTaskContext({ signal: AbortSignal.abort() }, () => model.fit(X, y))).rejects.toEqual(isAbort);
      expect(model.isFitted).toBe(false);
      let reports = 0;
      await withTaskContext({ onProgress: () => reports++ }, () => model.fit(X, y));
      expect(reports).toBeGreaterThan(0);
      if (reports > 1) {
        const controller = new AbortController();
        let seen = 0;
        const onProgress = () => {
          if (++seen === Math.floor(reports / 2)) controller.abort();
        };
        const context = { signal: controller.signal, onProgress };
        await expect(withTaskContext(context, () => model.fit(X, y))).rejects.toEqual(isAbort);
        expect(model.isFitted).toBe(false);
      }
      await model.fit(X, y);
      expect(answers(model, X)).toEqual(expected);
    });
  });
}

/** What is given by mistake in place of features, and what the message says. */
function misfits(rows: number[][], table: Table): [string, Features, string][] {
  const objects = rows.map(([age, income]) => ({ age, income }));
  const short = rows.map((row, index) => (index === 9 ? [...row, 1] : row));
  const given: [string, unknown, string][] = [
    ["a column of numbers", rows.map(([first]) => first), "X is an array of 60 numbers"],
    ["a typed array", Float64Array.from(rows, ([first]) => first!), "[[1], [2], [3]] are three rows of one column"],
    ["a Column", table.columns[0], "is a table of this column"],
    ["objects", objects, "X is an array of 60 objects"],
    ["rows of different length", short, `Row 9 has ${rows[0]!.length + 1} values, but row 0 has ${rows[0]!.length}`],
    ["a row that is none", rows.with(4, null as never), "Row 4 of X is null, not an array of numbers"],
    [
      "a Promise",
      Promise.resolve(rows),
      "X is a Promise. Give a Table, a Matrix or an array of rows of numbers: await it first",
    ],
    ["a name", "users.csv", 'X is the text "users.csv"'],
    ["nothing", undefined, "X is undefined"],
    ["null", null, "X is null"],
  ];
  return given as [string, Features, string][];
}

/** The same in place of targets. */
function misfitLabels(y: Labels): [string, Labels, RegExp][] {
  const labels = Array.from(y as ArrayLike<Label>);
  const given: [string, unknown, RegExp][] = [
    ["nothing", undefined, /y is undefined.+fit\(X, y\)|needs labels: call fit\(X, y\)/],
    ["null", null, /y is null\. Give one label for each row/],
    ["a Promise", Promise.resolve(labels), /y is a Promise\..+await it first/],
    ["a name", "churn", /y is the text "churn"\..+table\.column\("churn"\)/],
    ["a table", Table.fromColumns({ churn: labels }), /y is a Table of the columns churn\..+table\.column\("churn"\)/],
    ["one number", 3, /y is the number 3/],
    ["missing values only", labels.map(() => null), /All 60 labels of y are missing/],
    ["rows", labels.map((label) => [label]), /Row 0 of y is an array of 1 \w+s.+y\.map\(/],
    ["objects", labels.map((label) => ({ label })), /Row 0 of y is an object with label/],
  ];
  return given as [string, Labels, RegExp][];
}

function failure(task: () => unknown): unknown {
  try {
    return task();
  } catch (error) {
    return error;
  }
}

/** What weights of rows mean, after scikit-learn's `check_sample_weight_equivalence`. */
function weightChecks(subject: () => Subject, X: number[][], y: Labels, options: EstimatorCheckOptions): void {
  const labels = Array.from(y as ArrayLike<Label>);
  const weighted = async (sampleWeight: ArrayLike<number>) => {
    const model = subject();
    await model.fit(X, y, { sampleWeight });
    return model;
  };
  const plain = async (rows: readonly number[]) => {
    const model = subject();
    await model.fit(
      rows.map((row) => X[row]!),
      rows.map((row) => labels[row]!),
    );
    return model;
  };

  it("weights of 1 change nothing", async () => {
    const model = await plain([...X.keys()]);
    expect(answers(await weighted(X.map(() => 1)), X)).toEqual(answers(model, X));
    expect(model.score!(X, y, { sampleWeight: X.map(() => 1) })).toBe(model.score!(X, y));
  });

  it("rows of weight 0 are not there", async () => {
    const kept = [...X.keys()].filter((row) => row % 4 !== 1);
    const model = await weighted(X.map((_, row) => Number(row % 4 !== 1)));
    expect(answers(model, X)).toEqual(answers(await plain(kept), X));
    const score = model.score!(X, y, { sampleWeight: X.map((_, row) => Number(row % 4 !== 1)) });
    expect(score).toBeCloseTo(
      model.score!(
        kept.map((row) => X[row]!),
        kept.map((row) => labels[row]!),
      ),
      12,
    );
  });

  if (options.repeatable ?? true)
    it("a row of weight 2 is two rows", async () => {
      const twice = [...X.keys(), ...[...X.keys()].filter((row) => row % 3 === 0)];
      const model = await weighted(X.map((_, row) => (row % 3 === 0 ? 2 : 1)));
      const expected = answers(await plain(twice), X);
      for (const [method, rows] of Object.entries(answers(model, X))) {
        rows.flat().forEach((value, index) => {
          const other = expected[method]!.flat()[index];
          // Some models stop as soon as they are near enough to the optimum.
          if (typeof value === "number") expect(value).toBeCloseTo(other as number, 4);
          else expect(value).toBe(other);
        });
      }
    });

  it("refuses weights that make no sense", async () => {
    const wrong = (change: (weights: number[]) => ArrayLike<number>) => weighted(change(X.map(() => 1)));
    await expect(wrong((weights) => weights.slice(1))).rejects.toThrow(
      `There are ${X.length} rows, but sampleWeight has ${X.length - 1} values`,
    );
    await expect(wrong((weights) => weights.with(7, -1))).rejects.toThrow("Row 7 of sampleWeight is -1");
    await expect(wrong((weights) => weights.with(7, NaN))).rejects.toThrow("Row 7 of sampleWeight is NaN");
    await expect(wrong((weights) => weights.with(7, 1e200))).rejects.toThrow("bring weights to the size of 1");
    await expect(wrong((weights) => weights.with(7, 1e-200))).rejects.toThrow("Row 7 of sampleWeight is 1e-200");
    await expect(wrong((weights) => weights.map(() => 0))).rejects.toThrow("All values of sampleWeight are 0");
    await expect(wrong((weights) => weights.with(7, -1))).rejects.toThrow(ParameterError);
  });
}
