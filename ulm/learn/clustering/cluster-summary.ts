import { bilingualTable } from "../../data/bilingual-table.ts";
import { Table } from "../../data/index.ts";
import type { BilingualText, CellValue, DisplayBundle } from "../../data/index.ts";

const heads: Record<string, BilingualText> = {
  cluster: { en: "cluster", "zh-CN": "簇" },
  size: { en: "rows", "zh-CN": "行数" },
  share: { en: "share", "zh-CN": "占比" },
};

/** A row for each cluster: its number, how many rows it has and their share, and its centre. */
export function clusterSummary(
  labels: readonly number[],
  centres: readonly (readonly number[])[],
  featureNames: readonly string[],
): Table {
  const sizes = centres.map(() => 0);
  for (const label of labels) sizes[label]! += 1;
  return Table.fromObjects(
    centres.map((centre, cluster) => ({
      cluster,
      size: sizes[cluster]!,
      share: sizes[cluster]! / labels.length,
      ...Object.fromEntries(
        featureNames.map((name, column) => [name in heads ? `${name} (centre)` : name, centre[column]!]),
      ),
    })),
  );
}

/** The summary as a notebook shows it. */
export function clusterDisplay(title: BilingualText, summary: Table): DisplayBundle {
  const names = summary.columnNames;
  return bilingualTable(
    title,
    names.map((name, index) => (index < 3 ? heads[name]! : { en: name, "zh-CN": name })),
    summary.rows().map((row) => names.map((name) => formatCell(name, row[name] as CellValue))),
  );
}

function formatCell(name: string, value: CellValue): string {
  if (name === "share") return `${(100 * Number(value)).toFixed(1)} %`;
  return typeof value === "number" && !Number.isInteger(value) ? value.toPrecision(4) : String(value);
}
