import type { GridSearchCV } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";

/** A fitted search of either kind. */
type Searched = Pick<GridSearchCV, "results">;

/** A candidate of a search: what was tried, as words or numbers, and how it did. */
interface Candidate {
  readonly values: Readonly<Record<string, string | number>>;
  readonly meanScore: number;
  readonly low: number;
  readonly high: number;
  readonly rank: number;
}

/** More cells than this in a line of a heat map cannot be read. */
const mostCells = 12;

/**
 * How the candidates of a search did: of one number a line, of two parameters a heat map, else the best candidates one below the other;
 * rules and bands reach one standard deviation of the folds to both sides.
 * @param options.most how many candidates are listed, the best ones. Default 20
 */
export function searchResults(search: Searched, options: ChartOptions & { most?: number } = {}): Chart {
  const { most = 20 } = options;
  const { candidates, names } = readResults(search);
  const distinct = names.map((name) => new Set(candidates.map(({ values }) => values[name])).size);
  const isLine = names.length === 1 && candidates.every(({ values }) => typeof values[names[0]!] === "number");
  const isGrid =
    names.length === 2 &&
    distinct.every((count) => count <= mostCells) &&
    distinct[0]! * distinct[1]! === candidates.length;
  const content = isLine
    ? scoreLine(candidates, names[0]!)
    : isGrid
      ? scoreGrid(candidates, names)
      : scoreList(candidates, most);
  const best = candidates.reduce((leader, candidate) => (candidate.rank < leader.rank ? candidate : leader));
  const words = `${paramsText(best.values)}: ${best.meanScore.toFixed(4)}`;
  const description = `Mean cross-validated score of ${candidates.length} candidates; the best is ${words}.`;
  const { height, ...drawn } = content as { height?: object };
  return buildChart(
    {
      content: { ...drawn, ...(options.height === undefined && height !== undefined ? { height } : {}) },
      title: "Parameters tried",
      subtitle: { en: `Best: ${words}`, "zh-CN": `最佳：${words}` },
      description,
      texts: { "zh-CN": chinese },
    },
    options,
  );
}

function readResults(search: Searched): { candidates: Candidate[]; names: string[] } {
  const { results } = search;
  const names = results.columnNames.filter((name) => !["meanScore", "standardDeviation", "rank"].includes(name));
  const candidates = results.rows().map((row) => {
    const [meanScore, spread] = [row.meanScore as number, row.standardDeviation as number];
    const values = names.map((name) => [name, typeof row[name] === "number" ? row[name] : String(row[name] ?? "null")]);
    return {
      values: Object.fromEntries(values) as Record<string, string | number>,
      ...{ meanScore, low: meanScore - spread, high: meanScore + spread, rank: row.rank as number },
    };
  });
  // What was the same for all says nothing.
  const varied = names.filter((name) => new Set(candidates.map(({ values }) => values[name])).size > 1);
  return { candidates, names: varied };
}

const score = { type: "quantitative", title: "Mean score", scale: { zero: false } };

function scoreLine(candidates: readonly Candidate[], name: string): object {
  const values = candidates.map(({ values: own, ...scores }) => ({ value: own[name], ...scores }));
  const numbers = values.map(({ value }) => value as number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  // Penalties and rates are tried by powers.
  const scale = low > 0 && high / low >= 100 ? { type: "log" } : { zero: false };
  const axis = numbers.every(Number.isInteger) ? { tickMinStep: 1 } : {};
  const x = { field: "value", type: "quantitative", title: name, scale, axis };
  return {
    data: { values },
    encoding: { x },
    layer: [
      {
        mark: { type: "area", color: palette[0], opacity: 0.15 },
        encoding: { y: { field: "low", ...score }, y2: { field: "high" } },
      },
      {
        mark: { type: "line", color: palette[0], point: { filled: true, size: 50, color: palette[0] }, tooltip: true },
        encoding: { y: { field: "meanScore", ...score } },
      },
    ],
  };
}

function scoreGrid(candidates: readonly Candidate[], [across, down]: readonly string[]): object {
  const values = candidates.map(({ values: own, meanScore }) => ({
    ...{ across: String(own[across!]), down: String(own[down!]), meanScore },
  }));
  const inOrder = (field: "across" | "down") => [...new Set(values.map((value) => value[field]))];
  const scores = candidates.map(({ meanScore }) => meanScore);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  return {
    data: { values },
    height: { step: 36 },
    encoding: {
      x: { field: "across", type: "ordinal", title: across, sort: inOrder("across"), axis: { labelAngle: 0 } },
      y: { field: "down", type: "ordinal", title: down, sort: inOrder("down") },
    },
    layer: [
      {
        mark: { type: "rect", tooltip: true },
        encoding: {
          color: {
            ...{ field: "meanScore", type: "quantitative", title: "Mean score" },
            scale: { domain: low < high ? [low, high] : [low - 1, high], range: ["#EAF3FA", "#0B4F7D"] },
          },
        },
      },
      {
        mark: { type: "text", fontSize: 12 },
        encoding: {
          text: { field: "meanScore", type: "quantitative", format: ".3f" },
          color: { condition: { test: `datum.meanScore > ${(low + high) / 2}`, value: "#FFFFFF" }, value: "#12212E" },
        },
      },
    ],
  };
}

function scoreList(candidates: readonly Candidate[], most: number): object {
  const best = candidates.toSorted((a, b) => a.rank - b.rank).slice(0, most);
  const values = best.map(({ values: own, ...scores }) => ({ candidate: paramsText(own), ...scores }));
  const y = {
    field: "candidate",
    type: "nominal",
    title: null,
    sort: values.map(({ candidate }) => candidate),
    axis: { labelLimit: 320 },
  };
  return {
    data: { values },
    height: { step: 22 },
    encoding: { y },
    layer: [
      {
        mark: { type: "rule", color: referenceStyle.color },
        encoding: { x: { field: "low", ...score }, x2: { field: "high" } },
      },
      {
        mark: { type: "point", filled: true, size: 70, color: palette[0], opacity: 1, tooltip: true },
        encoding: { x: { field: "meanScore", ...score } },
      },
    ],
  };
}

function paramsText(values: Candidate["values"]): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
}

const chinese = { "Parameters tried": "参数搜索结果", "Mean score": "平均得分" };
