import type { BilingualText } from "../../bilingual-html.ts";
import { areDays } from "../../read/civil-time.ts";
import type { Column } from "../../column.ts";
import type { Table } from "../../table.ts";
import type { ResultColumns } from "../duckdb/read-result.ts";

/** The zones of a table's dates. */
export function zonesOfDates({ columns }: Table): string[] {
  return columns.flatMap(({ zone }) => zone ?? []);
}

/**
 * The result of a query whose dates are of the zone of all dates that were asked; where these are of several zones, nothing tells which, and
 * they are of UTC. Days without a time stay of no zone.
 * @param zones of all that was asked
 */
export function inZoneOfSources(result: ResultColumns, zones: readonly string[]): ResultColumns {
  const distinct = [...new Set(zones)].sort();
  const dates = result.columns.filter((column) => column.type === "date" && !areDays(column.toNumbers()));
  if (dates.length === 0 || distinct.length === 0) return result;
  if (distinct.length > 1) return { ...result, notes: [...result.notes, severalZonesNote(dates, distinct)] };
  const columns = result.columns.map((column) => (dates.includes(column) ? column.inZone(distinct[0]!) : column));
  return { ...result, columns };
}

function severalZonesNote(dates: readonly Column[], zones: readonly string[]): BilingualText {
  const names = dates.map(({ name }) => `"${name}"`);
  const example = `column(${JSON.stringify(dates[0]!.name)}).inZone("${zones.find((zone) => zone !== "UTC")!}")`;
  return {
    en: `Dates of several zones were asked (${zones.join(", ")}); those of the result (${names.join(", ")}) are of UTC. Another is stated by ${example}.`,
    "zh-CN": `查询的日期属于多个时区（${zones.join("、")}）；结果中的日期（${names.join("、")}）按 UTC。可用 ${example} 指定。`,
  };
}
