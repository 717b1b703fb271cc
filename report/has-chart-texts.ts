/** True when a chart brings its texts in other languages, as `localiseSpec` of `ulm/chart` reads them. */
export function hasChartTexts(chart: Record<string, unknown>): boolean {
  const { usermeta } = chart as { usermeta?: { ulm?: { texts?: unknown } } };
  const texts = usermeta?.ulm?.texts;
  return typeof texts === "object" && texts !== null;
}
