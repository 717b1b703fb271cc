import { ParameterError } from "../data/estimator.ts";
import type { AgglomerativeClustering } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";

export interface DendrogramOptions extends ChartOptions {
  /** How many ends the tree is drawn with; what is merged below them is drawn as one end, with its number of rows. Default 30. */
  leaves?: number;
  /** The names of the rows. Default their numbers. */
  names?: readonly string[];
}

/** A part of the tree as it is drawn: where it ends on the right, and how far from the top. */
interface Branch {
  readonly height: number;
  readonly position: number;
  /** The cluster that all its rows are in; `null` when they are in several. */
  readonly cluster: number | null;
}

interface Segment {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
  readonly cluster: string | null;
}

/**
 * The tree of a hierarchical clustering: rows on the left, merges to the right at their heights. Colours show the clusters that the
 * model tells apart; what joins them is grey.
 * @throws ParameterError for fewer than two leaves, or names that are not as many as rows
 */
export function dendrogram(model: AgglomerativeClustering, options: DendrogramOptions = {}): Chart {
  const rows = model.labels.length;
  const leaves = Math.min(rows, options.leaves ?? 30);
  if (!(leaves >= 2)) throw new ParameterError(`A dendrogram needs at least two leaves, not ${leaves}.`);
  if (options.names !== undefined && options.names.length !== rows) {
    throw new ParameterError(`There are ${rows} rows, but ${options.names.length} names.`);
  }
  const { segments, ends } = layOut(model, leaves, options.names);
  const x = { field: "x", type: "quantitative", title: "Height", scale: { domainMin: 0, nice: false } };
  const y = {
    field: "y",
    type: "quantitative",
    axis: null,
    scale: { domain: [-0.5, ends.length - 0.5], nice: false, reverse: true },
  };
  const inside = segments.filter(({ cluster }) => cluster !== null);
  const clusters = [...new Set(inside.map(({ cluster }) => cluster!))].sort((a, b) => Number(a) - Number(b));
  const colour = { field: "cluster", type: "nominal", title: "Cluster", scale: { domain: clusters, range: palette } };
  const rule = { x, x2: { field: "x2" }, y, y2: { field: "y2" } };
  const content = {
    height: options.height ?? Math.max(160, 14 * ends.length),
    layer: [
      {
        data: { values: segments.filter(({ cluster }) => cluster === null) },
        mark: { type: "rule", color: referenceStyle.color },
        encoding: rule,
      },
      { data: { values: inside }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { ...rule, color: colour } },
      {
        data: { values: ends },
        mark: { type: "text", align: "right", baseline: "middle", dx: -6, fontSize: 10 },
        encoding: { x, y, text: { field: "name", type: "nominal" } },
      },
    ],
  };
  const description = `Dendrogram of ${rows} rows with ${ends.length} ends; the last merge is at height ${model.merges.at(-1)!.height.toPrecision(4)}.`;
  return buildChart({ content, title: "Dendrogram", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = { Dendrogram: "树状图", Height: "高度", Cluster: "簇" };

/** Where all lines go, from the ends on the left to the last merge. */
function layOut(model: AgglomerativeClustering, leaves: number, names: readonly string[] | undefined) {
  const { merges, labels } = model;
  const rows = labels.length;
  const merged = rows - model.nClusters;
  const firstDrawn = rows - leaves;
  const firstRows = Int32Array.from({ length: 2 * rows - 1 }, (_, cluster) => cluster);
  merges.forEach(({ left }, merge) => (firstRows[rows + merge] = firstRows[left]!));
  const segments: Segment[] = [];
  const ends: { name: string; x: number; y: number }[] = [];

  const draw = (node: number): Branch => {
    const merge = node - rows;
    const cluster = merge < merged ? labels[firstRows[node]!]! : null;
    if (merge < firstDrawn) {
      const position = ends.length;
      const name = merge < 0 ? (names?.[node] ?? String(node)) : `(${merges[merge]!.size})`;
      ends.push({ name, x: 0, y: position });
      return { height: merge < 0 ? 0 : merges[merge]!.height, position, cluster };
    }
    const { left, right, height } = merges[merge]!;
    const [a, b] = [draw(left), draw(right)];
    for (const { height: from, position: y, cluster: own } of [a, b]) {
      segments.push({ x: from, x2: height, y, y2: y, cluster: own === null ? null : String(own) });
    }
    const name = cluster === null ? null : String(cluster);
    segments.push({ x: height, x2: height, y: a.position, y2: b.position, cluster: name });
    return { height, position: (a.position + b.position) / 2, cluster };
  };
  draw(2 * rows - 2);
  return { segments, ends };
}
