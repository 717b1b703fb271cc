import { bilingualHtml, display, ParameterError } from "../../data/index.ts";
import type { DisplayBundle, Table } from "../../data/index.ts";
import { groupRows } from "../../data/clean/group-rows.ts";

/** How well people hide among each other, as a notebook shows it. */
export interface KAnonymity {
  /** Size of the smallest group: everybody shares their quasi-identifiers with at least k − 1 others. 0 for an empty table. */
  readonly k: number;
  /** How many different combinations of quasi-identifiers there are. */
  readonly groups: number;
  /** The smallest groups (up to 10), smallest first: their quasi-identifiers and `count`. */
  readonly smallestGroups: Table;
  /** The rows of groups with at least `k` members, in their order, and how many were left out. What remains is k-anonymous. */
  suppress(k: number): { readonly table: Table; readonly suppressed: number };
  [display](): DisplayBundle;
}

const groupsShown = 10;

/**
 * Counts the rows that share all their quasi-identifiers: columns that together may point to a person, such as age band, city and
 * month of registration. Missing is a value like any other. k-anonymity (Sweeney 2002) says nothing of what a whole group has in
 * common: if all its members left, one knows that each did.
 * @throws TableError for an unknown column, ParameterError without columns
 */
export function kAnonymity(table: Table, quasiIdentifiers: readonly string[]): KAnonymity {
  if (quasiIdentifiers.length === 0) throw new ParameterError("kAnonymity: name at least one quasi-identifier.");
  const quasi = table.select(...quasiIdentifiers);
  const groups = rowsByGroup(quasi);
  const bySize = [...groups].sort((a, b) => a.length - b.length);
  const smallest = bySize.slice(0, groupsShown);
  const smallestGroups = quasi.take(smallest.map((rows) => rows[0]!)).withColumn(
    quasi.has("count") ? "group size" : "count",
    Float64Array.from(smallest, (rows) => rows.length),
  );
  const k = bySize[0]?.length ?? 0;
  return {
    k,
    groups: groups.length,
    smallestGroups,
    suppress: (least) => suppressBelow(table, groups, least),
    [display]: () => showAnonymity(k, groups.length, smallestGroups, quasiIdentifiers),
  };
}

/** The rows of each combination of values, in order of first occurrence. */
function rowsByGroup(quasi: Table): number[][] {
  const { count, groups } = groupRows(
    quasi.columns.map(({ data }) => data),
    quasi.rowCount,
  );
  const members = Array.from({ length: count }, (): number[] => []);
  groups.forEach((group, row) => members[group]!.push(row));
  return members;
}

function suppressBelow(table: Table, groups: readonly number[][], least: number) {
  if (!(Number.isInteger(least) && least >= 1)) {
    throw new ParameterError(`suppress: k is ${least}; it must be a whole number, 1 or more.`);
  }
  const kept = groups.filter((rows) => rows.length >= least).flat();
  kept.sort((a, b) => a - b);
  return { table: table.take(kept), suppressed: table.rowCount - kept.length };
}

function showAnonymity(k: number, groups: number, smallest: Table, columns: readonly string[]): DisplayBundle {
  const names = columns.join(", ");
  const texts = {
    en: `k = ${k}: everybody shares ${names} with at least ${Math.max(0, k - 1)} others (${groups} groups). The smallest groups:`,
    "zh-CN": `k = ${k}：每个人至少与另外 ${Math.max(0, k - 1)} 人具有相同的 ${names}（共 ${groups} 组）。最小的组：`,
  };
  const table = smallest[display]();
  return {
    "text/html": `<p>${bilingualHtml(texts)}</p>${table["text/html"] as string}`,
    "text/plain": `${texts.en}\n${texts["zh-CN"]}\n${table["text/plain"] as string}`,
  };
}
