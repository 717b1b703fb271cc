import { Column, display, Table } from "ulm/data";
import * as chart from "ulm/chart";
import type { Chart, VegaLiteSpec } from "ulm/chart";
import { calibrationCurve, confusionMatrix, gainCurve, precisionRecallCurve, rocCurve } from "ulm/learn/metrics";
import {
  AgglomerativeClustering,
  CrossValScores,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ElbowCurve,
  GridSearchCV,
  HistGradientBoostingRegressor,
  PCA,
  RandomForestClassifier,
  RandomizedSearchCV,
  ScoreCurve,
} from "ulm/learn";
import {
  Counterfactuals,
  drift,
  fairnessAudit,
  fairThresholds,
  LimeExplanation,
  PartialDependence,
  PermutationImportance,
  populationStability,
  ShapValues,
} from "ulm/trust";
import { funnel, markovPaths, timeProfile, toSequences } from "ulm/behave";
import { BetaGeoFitter, KaplanMeierFitter } from "ulm/value";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { TopLevelSpec } from "vega-lite";
import { describe, expect, it } from "vitest";
import { palette } from "../../../ulm/chart/chart-style.ts";

const y = [0, 0, 1, 1, 0, 1, 1, 0, 1, 0];
const scores = [0.1, 0.4, 0.35, 0.8, 0.2, 0.9, 0.6, 0.5, 0.7, 0.3];
const roc = rocCurve(y, scores);
const coefficients = Table.fromColumns({
  name: ["age", "visits"],
  value: [0.4, -1.2],
  low: [0.1, -1.5],
  high: [0.7, -0.9],
});

const foldScores = (...values: number[]) => new CrossValScores(values);
const learned = new ScoreCurve({ en: "Training rows", "zh-CN": "训练行数" }, [
  { x: 50, train: foldScores(0.9, 0.8), test: foldScores(0.6, 0.7) },
  { x: 100, train: foldScores(0.85, 0.8), test: foldScores(0.7, 0.72) },
]);
const validated = new ScoreCurve({ en: "penalty", "zh-CN": "penalty" }, [
  { x: "l2", train: foldScores(0.9, 0.8), test: foldScores(0.6, 0.7) },
  { x: "none", train: foldScores(0.85, 0.8), test: foldScores(0.7, 0.72) },
]);

const words = { en: "probability of yes", "zh-CN": "yes 的概率" };
const shap = new ShapValues(
  words,
  0.3,
  [
    [0.1, -0.05],
    [-0.2, 0.02],
  ],
  Table.fromColumns({ orders: [3, null], plan: ["plus", "basic"] }),
);
const dependence = new PartialDependence({
  feature: "orders",
  output: words,
  grid: [1, 2, 3],
  average: [0.5, 0.4, 0.3],
  individual: [[0.6, 0.5, 0.2]],
});
const limited = new LimeExplanation({
  output: words,
  prediction: 0.4,
  localPrediction: 0.38,
  fidelity: 0.9,
  effects: [
    { feature: "orders", value: 3, effect: -0.2 },
    { feature: "plan", value: "plus", effect: 0.1 },
  ],
});
const shuffled = new PermutationImportance(0.8, [
  { feature: "orders", mean: 0.1, standardDeviation: 0.02, losses: [0.08, 0.12] },
  { feature: "plan", mean: 0.2, standardDeviation: 0.01, losses: [0.19, 0.21] },
]);

const survival = (durations: number[], left: number[]) => new KaplanMeierFitter().fit(durations, left);
const purchases = await new BetaGeoFitter({ penalizerCoef: 0.01 }).fit(
  [0, 1, 4, 2, 7],
  [0, 9, 20, 3, 28],
  [30, 30, 25, 30, 30],
);

const clicks = Table.fromColumns({
  who: ["a", "a", "b", "b", "b"],
  at: [1, 2, 30, 31, 45].map((hour) => new Date(Date.UTC(2024, 0, 1, hour))),
  what: ["view", "cart", "view", "view", "cart"],
});

const rows = y.map((label, row) => [label + row, scores[row]!]);

const forest = await new RandomForestClassifier({ nEstimators: 3 }).fit(rows, y);
const boosted = await new HistGradientBoostingRegressor({ maxIter: 5, earlyStopping: true, minSamplesLeaf: 2 }).fit(
  rows,
  scores,
);
const components = await new PCA().fit(rows);
const linked = await new AgglomerativeClustering({ nClusters: 2 }).fit(rows);
const estimator = new DecisionTreeClassifier();
const ofDepth = await new GridSearchCV({ estimator, paramGrid: { maxDepth: [1, 2, 3] }, cv: 2 }).fit(rows, y);
const pair = { maxDepth: [1, 2], minSamplesLeaf: [1, 3] };
const ofTwo = await new GridSearchCV({ estimator, paramGrid: pair, cv: 2 }).fit(rows, y);
const ofThree = await new RandomizedSearchCV({
  estimator,
  paramDistributions: { ...pair, criterion: ["gini", "entropy"] },
  ...{ nIter: 6, cv: 2 },
}).fit(rows, y);
const otherWays = new Counterfactuals(words, 0.7, [
  { changes: [{ feature: "orders", from: 3, to: 7 }], cost: 0.5, output: 0.4 },
  { changes: [{ feature: "plan", from: "basic", to: "plus" }], cost: 1, output: 0.3 },
]);
const stability = populationStability(Column.from("n", [1, 2, 3, 4, null]), Column.from("n", [4, 4, 3, 2, 1]));
const groups = [..."aabbbbaaab"];
const regressionTree = await new DecisionTreeRegressor().fit(rows, scores);
const drifted = await drift(coefficients, coefficients, { cv: 2 });

const charts: [string, Chart][] = [
  ["decision tree", chart.decisionTree(await new DecisionTreeClassifier().fit(rows, y))],
  ["regression tree", chart.decisionTree(await new DecisionTreeRegressor().fit(rows, scores), { maxDepth: 1 })],
  [
    "tree that grows to the right",
    chart.decisionTree(await new DecisionTreeClassifier().fit(rows, y), { grows: "right" }),
  ],
  ["importances of a forest", chart.importances(forest)],
  ["loss while learning", chart.trainingLoss(boosted.validationLosses)],
  ["principal components", chart.principalComponents(components)],
  ["search of one parameter", chart.searchResults(ofDepth)],
  ["search of two parameters", chart.searchResults(ofTwo)],
  ["search of three parameters", chart.searchResults(ofThree)],
  ["counterfactuals", chart.counterfactuals(otherWays)],
  ["stability by bin", chart.stabilityBins(stability)],
  ["ROC curve", chart.rocCurve(roc)],
  [
    "ROC curves",
    chart.rocCurve({
      logistic: roc,
      guess: rocCurve(
        y,
        y.map(() => 0.5),
      ),
    }),
  ],
  ["precision and recall", chart.precisionRecallCurve(precisionRecallCurve(y, scores))],
  [
    "confusion matrix",
    chart.confusionMatrix(
      confusionMatrix(
        y,
        scores.map((score) => Number(score > 0.5)),
      ),
    ),
  ],
  ["fairness", chart.fairnessRates(fairnessAudit(y, [1, 0, 1, 1, 0, 1, 0, 0, 1, 1], [..."aabbccaabb"]))],
  ["drift", chart.drift(drifted)],
  ["calibration", chart.calibrationCurve(calibrationCurve(y, scores))],
  [
    "bars with intervals",
    chart.bar(coefficients, { category: "name", value: "value", lower: "low", upper: "high", sort: "value" }),
  ],
  [
    "histogram",
    chart.histogram(Column.from("n", [1, 2, 2, 3, 50, null]), { xTitle: { en: "Orders", "zh-CN": "订单" } }),
  ],
  [
    "line",
    chart.line(
      [
        { epoch: 1, loss: 0.7 },
        { epoch: 2, loss: 0.4 },
      ],
      { x: "epoch", y: "loss", title: { en: "Loss", "zh-CN": "损失" } },
    ),
  ],
  [
    "line in time",
    chart.line(
      Table.fromColumns({ day: [new Date("2024-01-01"), new Date("2024-01-02")], n: [1, 2], who: ["a", "b"] }),
      { x: "day", y: "n", color: "who" },
    ),
  ],
  [
    "elbow curve",
    chart.elbowCurve(
      new ElbowCurve([
        { nClusters: 1, inertia: 90, silhouette: null },
        { nClusters: 2, inertia: 20, silhouette: 0.7 },
        { nClusters: 3, inertia: 15, silhouette: 0.4 },
      ]),
    ),
  ],
  ["silhouettes", chart.silhouette([0.5, -0.1, 0.6, 0.2, 0.7], [0, 1, 1, 0, 1])],
  ["permutation importance", chart.importances(shuffled)],
  ["SHAP importance", chart.importances(shap)],
  ["partial dependence with single rows", chart.partialDependence(dependence)],
  [
    "partial dependence of categories",
    chart.partialDependence(
      new PartialDependence({ ...dependence, grid: ["a", "b"], average: [0.2, 0.4], individual: [] }),
    ),
  ],
  ["LIME", chart.lime(limited)],
  ["SHAP summary", chart.shapSummary(shap)],
  ["SHAP waterfall", chart.shapWaterfall(shap, 1, { most: 1 })],
  ["gain", chart.gainCurve(gainCurve(y, scores))],
  ["gains", chart.gainCurve({ a: gainCurve(y, scores), b: gainCurve(y, y) })],
  ["lift", chart.liftCurve(gainCurve(y, scores))],
  [
    "scores of thresholds",
    chart.thresholdScores({
      cvResults: Table.fromColumns({ threshold: [0.1, 0.3, 0.5], score: [0.6, 0.7, 0.65] }),
      threshold: 0.3,
      bestScore: 0.7,
    }),
  ],
  ["learning curve", chart.scoreCurve(learned)],
  ["validation curve by name", chart.scoreCurve(validated)],
  ["survival curve", chart.survivalCurve(await survival([3, 5, 5, 9, 12], [1, 1, 0, 1, 0]))],
  [
    "survival curves",
    chart.survivalCurve({ search: await survival([3, 5, 9], [1, 0, 1]), advert: await survival([1, 2, 2], [1, 1, 1]) }),
  ],
  ["who is still a customer", chart.probabilityAlive(purchases, 30, { maxFrequency: 5 })],
  ...(["hour", "weekday", "month", "hourOfWeek"] as const).map((by): [string, Chart] => [
    `profile by ${by}`,
    chart.timeProfile(timeProfile(clicks.column("at"), { by })),
  ]),
  ["funnel", chart.funnel(funnel(clicks, { by: "who", time: "at", state: "what", steps: ["view", "cart", "order"] }))],
  ["transitions", chart.transitions(markovPaths(toSequences(clicks, { by: "who", time: "at", state: "what" })))],
  ["scatter", chart.scatter(coefficients, { x: "value", y: "high", color: "name" })],
];

/** Compiles and draws a specification as the app and reports do; Vega-Lite's complaints are errors. */
async function draw(spec: VegaLiteSpec): Promise<string> {
  const complaints: unknown[] = [];
  const complain = (...messages: readonly unknown[]) => void complaints.push(...messages);
  const log = vega.logger(vega.Warn);
  log.warn = (...messages: readonly unknown[]) => (complain(...messages), log);
  // Vega marks the rows that it is given.
  const compiled = compile(structuredClone(spec) as unknown as TopLevelSpec, { logger: log }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: log });
  const svg = await view.toSVG();
  expect(complaints).toEqual([]);
  return svg;
}

describe.each(charts)("%s", (_name, { spec }) => {
  it("draws without complaint and without NaN", async () => {
    const svg = await draw(spec);
    expect(svg).toMatch(/<path|<text/);
    expect(svg).not.toContain("NaN");
  });

  it("says what it shows, brings its data along and leaves colours of page and text to whoever shows it", () => {
    expect(spec.$schema).toBe("https://vega.github.io/schema/vega-lite/v6.json");
    expect(String(spec.description).length).toBeGreaterThan(20);
    const text = JSON.stringify(spec);
    expect(text).not.toMatch(/"(url|background|format":\{"type":"csv)"/);
    expect(JSON.parse(text)).toEqual(spec);
  });

  it("speaks Chinese where it has words of its own", () => {
    const texts = (spec.usermeta as { ulm?: { texts: Record<string, Record<string, string>> } } | undefined)?.ulm
      ?.texts;
    const localised = JSON.stringify({ ...chart.localiseSpec(spec, "zh-CN"), usermeta: undefined });
    for (const [english, chinese] of Object.entries(texts?.["zh-CN"] ?? {})) {
      if (JSON.stringify({ ...spec, usermeta: undefined }).includes(`"title":"${english}"`)) {
        expect(localised).toContain(`"${chinese}"`);
        expect(localised).not.toContain(`"title":"${english}"`);
      }
    }
    expect(chart.localiseSpec(spec, "fr")).toBe(spec);
  });
});

describe("charts of trust", () => {
  const read = new Map(charts);
  const one = new ShapValues(words, 0.3, shap.values.slice(0, 1), shap.rows.take([0]));
  const explained: [string, Chart][] = [
    ...["calibration", "counterfactuals", "drift", "fairness", "stability by bin"].map((name): [string, Chart] => [
      name,
      read.get(name)!,
    ]),
    ["gain", chart.gainCurve(gainCurve(y, scores))],
    ["lift", chart.liftCurve(gainCurve(y, scores))],
    ["LIME", chart.lime(limited)],
    ["partial dependence", chart.partialDependence(dependence)],
    ["permutation importance", chart.importances(shuffled)],
    ["SHAP values", chart.shapSummary(shap)],
    ["SHAP values of one row", chart.shapWaterfall(one, 0)],
  ];

  it.each(explained)("say how they are to be read, in two languages: %s", (_, { spec }) => {
    const lastLine = (from: VegaLiteSpec) => {
      const { subtitle } = from.title as { subtitle: string | string[] };
      return [subtitle].flat().at(-1)!;
    };
    expect(lastLine(spec)).toMatch(/^[A-Z].{20,}/);
    expect(lastLine(chart.localiseSpec(spec, "zh-CN"))).toMatch(/\p{Script=Han}{4}/u);
  });

  it("keep what a feature is worth where its name is too long, and shorten what changes line by line", async () => {
    const long = "注册以来在售后服务渠道提交的投诉与退换货申请累计次数";
    const waterfall = new ShapValues(words, 0.3, [[0.1]], Table.fromColumns({ [long]: [4] }));
    expect(await draw(chart.shapWaterfall(waterfall, 0).spec)).toContain("注册以来在售后…货申请累计次数 = 4");
    const changes = [long, "plan"].map((feature) => ({ feature, from: 3, to: 1 }));
    const svg = await draw(
      chart.counterfactuals(new Counterfactuals(words, 0.7, [{ changes, cost: 1, output: 0.4 }])).spec,
    );
    expect(svg).toContain("注册以来在售后…货申请累计次数: 3 → 1</tspan>");
    expect(svg).toContain("plan: 3 → 1</tspan>");
  });

  it("put categories in order of what they make, and let a curve that hardly moves look so", () => {
    const curve = (grid: PartialDependence["grid"], average: number[]) =>
      JSON.stringify(
        chart.partialDependence(new PartialDependence({ feature: "f", output: words, grid, average, individual: [] }))
          .spec,
      );
    expect(curve(["a", "b", "c"], [0.1, 0.3, 0.2])).toContain('"sort":["b","c","a"]');
    expect(curve([1, 2], [0.5, 0.52])).toContain('"scale":{"zero":true}');
    expect(curve([1, 2], [0.5, 0.6])).not.toContain('"scale":{"zero":true}');
  });
});

describe("results show themselves as charts", () => {
  const results: [string, { [display](): Record<string, unknown> }][] = [
    ["agglomerative clustering", linked],
    ["boosted trees, stopped early", boosted],
    ["calibration curve", calibrationCurve(y, scores)],
    ["confusion matrix", confusionMatrix(y, y)],
    ["decision tree", regressionTree],
    ["drift", drifted],
    ["fairness", fairnessAudit(y, [1, 0, 1, 1, 0, 1, 0, 0, 1, 1], groups)],
    ["fair thresholds", fairThresholds(y, scores, groups)],
    ["forest", forest],
    ["gain curve", gainCurve(y, scores)],
    ["grid search", ofTwo],
    ["learning curve", learned],
    ["LIME", limited],
    ["partial dependence", dependence],
    ["permutation importance", shuffled],
    ["population stability", stability],
    ["precision and recall", precisionRecallCurve(y, scores)],
    ["principal components", components],
    ["ROC curve", roc],
    ["SHAP values", shap],
  ];

  it.each(results)("%s, with figures for who cannot draw, in two languages", async (_, result) => {
    const bundle = result[display]();
    expect(await draw(bundle["application/vnd.vegalite.v6+json"] as VegaLiteSpec)).not.toContain("NaN");
    expect(bundle["text/html"]).toMatch(/lang="en".*lang="zh-CN"/s);
    expect(bundle["text/plain"]).toMatch(/\p{Script=Han}|^Rows: true class/u);
    expect(String(result).length).toBeGreaterThan(10);
  });

  it("one row of SHAP values step by step, several as points", () => {
    const of = (values: ShapValues) => JSON.stringify(values[display]());
    expect(of(shap)).toContain('"title":{"text":"SHAP values"');
    const one = new ShapValues(words, 0.3, shap.values.slice(0, 1), shap.rows.take([0]));
    expect(of(one)).toContain("How the prediction comes about");
  });
});

describe("curves of very many points", () => {
  it("are thinned where they are drawn, with both ends kept", () => {
    const many = Array.from({ length: 20_000 }, (_, row) => Math.sin(row) + (row % 2));
    const curve = precisionRecallCurve(
      many.map((_, row) => row % 2),
      many,
    );
    const { layer } = chart.precisionRecallCurve(curve).spec as { layer: { data: { values: { recall: number }[] } }[] };
    const { values } = layer[1]!.data;
    expect(values).toHaveLength(600);
    expect([values[0]!.recall, values.at(-1)!.recall]).toEqual([1, 0]);
  });
});

describe("Chart", () => {
  it("shows itself as Vega-Lite with words beside", () => {
    const bundle = chart.rocCurve(roc)[display]();
    expect(Object.keys(bundle)).toEqual(["application/vnd.vegalite.v6+json", "text/plain"]);
    expect(bundle["text/plain"]).toBe("ROC curve: true positive rate against false positive rate; AUC 0.920.");
  });

  it("takes specifications of one's own", () => {
    const own = chart.Chart.from({ mark: "bar", title: "Mine" });
    expect(own.spec).toMatchObject({ mark: "bar", $schema: expect.stringContaining("/v6.json") });
    expect(String(own)).toBe("Chart: Mine");
    expect(chart.Chart.from({ $schema: "https://vega.github.io/schema/vega-lite/v5.json" }).spec.$schema).toContain(
      "v5",
    );
  });
});

describe("the palette", () => {
  /** Contrast as WCAG 2.2 defines it. */
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((start) => {
      const share = parseInt(colour.slice(start, start + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high! + 0.05) / (low! + 0.05);
  };

  it("shows on light and on dark ground: contrast 3 for the colours that most charts use", () => {
    for (const colour of palette.slice(0, 4)) {
      expect(contrast(colour, "#FFFFFF")).toBeGreaterThan(2.9);
      expect(contrast(colour, "#1B1F24")).toBeGreaterThan(2.9);
    }
  });
});

describe("localiseSpec", () => {
  const spec = {
    title: { text: "Users", subtitle: "by stage" },
    data: {
      values: [
        { stage: "new", n: 3 },
        { stage: "lost", n: 1 },
      ],
    },
    encoding: {
      x: { field: "stage", sort: ["new", "lost"], axis: { title: "Stage" } },
      color: { field: "stage", scale: { domain: ["new", "lost"] }, legend: { title: "Stage" } },
      opacity: { condition: { test: "datum.n > 1", value: 1 }, value: 0.5 },
    },
    usermeta: {
      ulm: {
        texts: {
          "zh-CN": { Users: "用户", Stage: "阶段", stage: "不可", new: "新", lost: "流失", "datum.n > 1": "不可" },
        },
      },
    },
  };

  it("translates words, values and orders, never fields or expressions, and changes nothing in place", () => {
    const before = structuredClone(spec);
    const localised = chart.localiseSpec(spec, "zh-CN");
    expect(localised).toEqual({
      ...spec,
      title: { text: "用户", subtitle: "by stage" },
      data: {
        values: [
          { stage: "新", n: 3 },
          { stage: "流失", n: 1 },
        ],
      },
      encoding: {
        x: { field: "stage", sort: ["新", "流失"], axis: { title: "阶段" } },
        color: { field: "stage", scale: { domain: ["新", "流失"] }, legend: { title: "阶段" } },
        opacity: spec.encoding.opacity,
      },
    });
    expect(spec).toEqual(before);
  });
});

describe("histogram", () => {
  it("counts every finite value once, in bins of a round width", () => {
    const { spec } = chart.histogram([0, 0.05, 0.1, 0.95, 1, null, NaN], { bins: 10 });
    const bins = (spec.data as { values: { from: number; to: number; count: number }[] }).values;
    expect(bins).toHaveLength(10);
    expect(bins[0]).toEqual({ from: 0, to: 0.1, count: 2 });
    expect(bins.at(-1)).toEqual({ from: 0.9, to: 1, count: 2 });
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });
});

describe("charts of rows", () => {
  it("take only the fields they use, and name those that are not there", () => {
    const { spec } = chart.scatter([{ a: 1, b: 2, secret: "x" }], { x: "a", y: "b" });
    expect(JSON.stringify(spec)).not.toContain("secret");
    expect(() => chart.line([{ a: 1 }], { x: "a", y: "loss" })).toThrow('No row has a field "loss". There are: a.');
    expect(() => chart.line(coefficients, { x: "value", y: "loss" })).toThrow('There is no column "loss"');
  });
});

describe("a decision tree as a picture", () => {
  it("asks its questions and gives its answers, with the rows that reach them", async () => {
    const model = await new DecisionTreeClassifier().fit(Table.fromColumns({ browsing_time: [10, 55, 58, 62, 80] }), [
      "SMS",
      "SMS",
      "SMS",
      "e-mail",
      "e-mail",
    ]);
    expect(chart.decisionTree(model).toString()).toBe(
      "Decision tree of 2 leaves. SMS (n = 3 · 100 %); e-mail (n = 2 · 100 %); browsing_time ≤ 60 (n = 5 · SMS · 60 %).",
    );
  });
});
