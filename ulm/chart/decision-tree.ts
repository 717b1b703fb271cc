import type { NamedTree } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import { layOutTree } from "./tree-layout.ts";
import type { TreePlace } from "./tree-layout.ts";

export interface DecisionTreeChartOptions extends ChartOptions {
  /** How many questions deep. Default 4; deeper trees are hard to read. */
  maxDepth?: number;
  /** Of thresholds and values. Default 2. */
  decimals?: number;
  /** Where the tree grows from its first question. Default "down", or "right" when leaves side by side would not fit on a page. */
  grows?: "down" | "right";
}

/** A node as the chart shows it. */
interface ShownNode {
  readonly x: number;
  readonly y: number;
  /** Its question, or what it answers. */
  readonly label: string;
  /** How many training rows reach it, and how sure it is. */
  readonly detail: string;
  /** What it answers, for the colour. */
  readonly answer: string | number;
}

/**
 * A decision tree as a picture: each box asks a question, "yes" goes left (or up, where the tree grows to the right); boxes tell how many training rows reached them and what they
 * would answer. `decisionTree(model)` for a fitted `DecisionTreeClassifier` or `DecisionTreeRegressor`.
 */
export function decisionTree(model: NamedTree, options: DecisionTreeChartOptions = {}): Chart {
  const { maxDepth = 4, decimals = 2 } = options;
  const places = layOutTree(model.tree, maxDepth);
  const told = places.map((place) => ({ place, ...describeNode(model, place, decimals) }));
  const box = boxWidth(told);
  const leaves = Math.max(...places.map(({ x }) => x)) + 1;
  const levels = Math.max(...places.map(({ depth }) => depth)) + 1;
  const grows = options.grows ?? (leaves * (box + boxGap) > pageWidth ? "right" : "down");
  const size = treeSize(grows, leaves, levels, box);
  const nodes = told.map(({ place, ...texts }): ShownNode => ({ ...texts, ...spotOf(place, grows) }));
  const x = { field: "x", type: "quantitative", axis: null, scale: { domain: [-0.5, size.across - 0.5], nice: false } };
  const y = { field: "y", type: "quantitative", axis: null, scale: { domain: [size.down - 0.5, -0.5], nice: false } };
  const content = {
    width: options.width ?? size.width,
    height: options.height ?? size.height,
    view: { stroke: null },
    layer: [
      {
        data: { values: edges(places, grows) },
        layer: [
          {
            mark: { type: "rule", color: "#888888" },
            encoding: { x, y, x2: { field: "toX" }, y2: { field: "toY" } },
          },
          {
            mark: { type: "text", dy: -2, fontSize: 10, color: "#888888" },
            encoding: {
              x: { ...x, field: "middleX" },
              y: { ...y, field: "middleY" },
              text: { field: "answer", type: "nominal" },
            },
          },
        ],
      },
      {
        data: { values: nodes },
        layer: [
          {
            mark: { type: "point", shape: boxShape(box), size: 4 * boxUnit ** 2, filled: true, opacity: 1 },
            encoding: {
              x,
              y,
              color: answerColour(model, nodes),
              tooltip: [
                { field: "label", type: "nominal", title: "Question or answer" },
                { field: "detail", type: "nominal", title: "Training rows" },
              ],
            },
          },
          {
            mark: { type: "text", dy: -6, fontSize: 11, color: "#12212E", limit: box },
            encoding: { x, y, text: { field: "label", type: "nominal" } },
          },
          {
            mark: { type: "text", dy: 7, fontSize: 10, color: "#12212E", limit: box },
            encoding: { x, y, text: { field: "detail", type: "nominal" } },
          },
        ],
      },
    ],
  };
  return buildChart(
    {
      content,
      title: "Decision tree",
      description: `Decision tree of ${model.tree.leafCount} leaves. ${nodes.map(({ label, detail }) => `${label} (${detail})`).join("; ")}.`,
      texts: { "zh-CN": chinese },
      keepsWidth: true,
    },
    options,
  );
}

const boxGap = 10;
const boxHeight = 36;
const levelHeight = 84;
/** Between a box and those to the right of it there is room for "yes" and "no". */
const levelGap = 44;
/** Wider trees grow to the right. */
const pageWidth = 760;

type Direction = "down" | "right";

/** Where the middle of a box is: leaves and levels, or levels and leaves. */
function spotOf({ x, depth }: Pick<TreePlace, "x" | "depth">, grows: Direction): { x: number; y: number } {
  return grows === "down" ? { x, y: depth } : { x: depth, y: x };
}

/** How many boxes stand across and down, and the pixels they need. */
function treeSize(grows: Direction, leaves: number, levels: number, box: number) {
  return grows === "down"
    ? { across: leaves, down: levels, width: Math.max(240, leaves * (box + boxGap)), height: levels * levelHeight }
    : { across: levels, down: leaves, width: levels * (box + levelGap), height: leaves * (boxHeight + boxGap) };
}

/** A point's shape is drawn in units of half the root of its size. */
const boxUnit = 32;

/** As wide as the longest of its texts needs, within reason; what is longer still is cut, and told by the tooltip. */
function boxWidth(nodes: readonly Pick<ShownNode, "label" | "detail">[]): number {
  const longest = nodes.flatMap(({ label, detail }) => [textWidth(label, 11), textWidth(detail, 10)]);
  return Math.min(220, Math.max(80, ...longest) + 12);
}

/** Roughly, in pixels: charts are described where nothing can measure texts. */
function textWidth(text: string, fontSize: number): number {
  return Array.from(text).reduce((sum, character) => sum + (character >= "\u2e80" ? 1 : 0.58), 0) * fontSize;
}

function boxShape(width: number): string {
  const [x, y] = [width / 2 / boxUnit, boxHeight / 2 / boxUnit];
  return `M${-x},${-y}L${x},${-y}L${x},${y}L${-x},${y}Z`;
}

const chinese = {
  "Decision tree": "决策树",
  "Question or answer": "问题或答案",
  "Training rows": "训练样本",
  Answer: "答案",
  yes: "是",
  no: "否",
};

function describeNode(model: NamedTree, { node, isCut }: TreePlace, decimals: number): Omit<ShownNode, "x" | "y"> {
  const { tree, featureNames, classes } = model;
  const answer = classes === undefined ? tree.value[node]! : classLabel(model, node);
  const said = typeof answer === "number" ? answer.toFixed(decimals) : answer;
  const rows = `n = ${tree.rows[node]!.toLocaleString("en")}`;
  const share = classes === undefined ? "" : ` · ${(100 * Math.max(...sharesOf(model, node))).toFixed(0)} %`;
  if (tree.isLeaf(node) || isCut) return { label: isCut ? `${said} …` : said, detail: `${rows}${share}`, answer };
  const threshold = tree.threshold[node]!;
  const name = featureNames[tree.feature[node]!]!;
  const label = threshold === Infinity ? `${name} ≠ ∅` : `${name} ≤ ${shortNumber(threshold, decimals)}`;
  return { label, detail: `${rows} · ${said}${share}`, answer };
}

/** 60 and not 60.00. */
function shortNumber(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

function sharesOf({ tree }: NamedTree, node: number): number[] {
  return Array.from(tree.value.subarray(node * tree.width, (node + 1) * tree.width));
}

function classLabel(model: NamedTree, node: number): string {
  const shares = sharesOf(model, node);
  return String(model.classes![shares.indexOf(Math.max(...shares))]);
}

function edges(places: readonly TreePlace[], grows: Direction): object[] {
  const byNode = new Map(places.map((place) => [place.node, place]));
  return places.flatMap((place) => {
    const { node, parent } = place;
    if (parent === undefined) return [];
    const from = spotOf(byNode.get(parent)!, grows);
    const to = spotOf(place, grows);
    const middle = { middleX: (from.x + to.x) / 2, middleY: (from.y + to.y) / 2 };
    return [{ ...from, toX: to.x, toY: to.y, ...middle, answer: node === parent + 1 ? "yes" : "no" }];
  });
}

/** Pale, so that dark words on it can be read on any page. */
function answerColour({ classes }: NamedTree, nodes: readonly ShownNode[]): object {
  const title = "Answer";
  if (classes === undefined) {
    return { field: "answer", type: "quantitative", title, scale: { range: ["#EAF3FA", "#7FB8E0"] } };
  }
  const domain = classes.map(String).filter((label) => nodes.some(({ answer }) => answer === label));
  return {
    field: "answer",
    type: "nominal",
    title,
    legend: { symbolType: "square" },
    scale: { domain, range: domain.map((_, index) => pale(palette[index % palette.length]!)) },
  };
}

/** The colour, mixed with three parts of white to two. */
function pale(colour: string): string {
  const channels = [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
  return `#${channels
    .map((channel) =>
      Math.round(255 - (255 - channel) * 0.4)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
