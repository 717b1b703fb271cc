/** A specification of the Vega grammar, as JSON. */
export type VegaSpec = Record<string, unknown>;

/**
 * What the page's chart runtime reads: specifications by id, and larger data sets by name. A specification names a
 * shared data set where Vega expects its rows.
 */
export interface ChartBlock {
  specs: Record<string, VegaSpec>;
  datasets: Record<string, unknown>;
}

/** The id of the element that holds a page's chart block. */
export const chartBlockId = "ulm-charts";

/** Calls `visit` for each data set of a Vega specification, those of nested groups included. */
export function visitData(spec: unknown, visit: (data: Record<string, unknown>) => void): void {
  if (typeof spec !== "object" || spec === null) return;
  const { data, marks } = spec as { data?: unknown; marks?: unknown };
  if (Array.isArray(data)) for (const each of data) visit(each as Record<string, unknown>);
  if (Array.isArray(marks)) for (const mark of marks) visitData(mark, visit);
}
