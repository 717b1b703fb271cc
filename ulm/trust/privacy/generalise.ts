import { checkParameters, oneOf, ParameterError } from "../../data/index.ts";
import type { CellValue, Column, Table } from "../../data/index.ts";
import { cityTiers, normaliseCity } from "./city-tiers.ts";

/** How one column becomes coarser. */
export type GeneraliseRule =
  /** Numbers to bands of this width (in the column's unit) that start at a multiple of it: 34 → "30–39", 0.7 → "0.5 to <1". */
  | { readonly band: number }
  /** Dates to "2026", "2026-Q1" or "2026-03", in UTC. */
  | { readonly date: "year" | "quarter" | "month" }
  /** Cities to tiers: the built-in list of Chinese cities with `true`, or one's own. Others become "other". */
  | { readonly cityTier: true | Readonly<Record<string, string>> }
  /** Values to groups; those not listed become `otherwise`, by default "other". */
  | { readonly groups: Readonly<Record<string, string>>; readonly otherwise?: string };

/**
 * Makes columns coarser, so that more people share the same values:
 * `generalise(users, { age: { band: 10 }, registered: { date: "month" }, city: { cityTier: true } })`.
 * The columns become text; missing values stay missing.
 * @throws TableError for an unknown column, ParameterError when a rule does not suit its column
 */
export function generalise(table: Table, rules: Readonly<Record<string, GeneraliseRule>>): Table {
  return Object.entries(rules).reduce((coarse, [name, rule]) => {
    const column = table.column(name);
    const toGroup = grouping(column, rule);
    return coarse.withColumn(
      name,
      column.toArray().map((value) => (value === null ? null : toGroup(value))),
    );
  }, table);
}

function grouping(column: Column, rule: GeneraliseRule): (value: NonNullable<CellValue>) => string {
  if ("band" in rule) {
    requireType(column, "number", "band");
    if (!(rule.band > 0 && Number.isFinite(rule.band))) {
      throw new ParameterError(`generalise: the band of "${column.name}" is ${rule.band}; it must be a width above 0.`);
    }
    const whole =
      Number.isInteger(rule.band) && column.toNumbers().every((x) => Number.isNaN(x) || Number.isInteger(x));
    return (value) => bandOf(value as number, rule.band, whole);
  }
  if ("date" in rule) {
    requireType(column, "date", "date");
    checkParameters(`generalise: the rule of "${column.name}"`, rule, { date: oneOf("year", "quarter", "month") });
    return (value) => periodOf(value as Date, rule.date);
  }
  if ("cityTier" in rule) {
    const tiers =
      rule.cityTier === true
        ? cityTiers
        : new Map(Object.entries(rule.cityTier).map(([city, tier]) => [normaliseCity(city), tier]));
    return (value) => tiers.get(normaliseCity(String(value))) ?? "other";
  }
  if (!("groups" in rule)) {
    throw new ParameterError(`generalise: the rule of "${column.name}" must have band, date, cityTier or groups.`);
  }
  const groups = new Map(Object.entries(rule.groups));
  return (value) => groups.get(String(value)) ?? rule.otherwise ?? "other";
}

function requireType(column: Column, type: "number" | "date", rule: string): void {
  if (column.type !== type && column.missing < column.length) {
    throw new ParameterError(
      `generalise: ${rule} is for ${type} columns, but "${column.name}" holds ${column.type} values.`,
    );
  }
}

function bandOf(value: number, width: number, whole: boolean): string {
  if (!Number.isFinite(value)) return String(value);
  const index = Math.floor(value / width);
  // Not `low + width`, whose rounding would differ from the next band's own start.
  const [low, next] = [index * width, (index + 1) * width];
  if (whole) return width === 1 ? String(low) : `${low}–${next - 1}`;
  return `${Number(low.toPrecision(12))} to <${Number(next.toPrecision(12))}`;
}

function periodOf(date: Date, period: "year" | "quarter" | "month"): string {
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  const month = date.getUTCMonth();
  if (period === "year") return year;
  return period === "quarter"
    ? `${year}-Q${Math.floor(month / 3) + 1}`
    : `${year}-${String(month + 1).padStart(2, "0")}`;
}
