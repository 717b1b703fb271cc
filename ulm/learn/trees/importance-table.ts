import { Table } from "../../data/index.ts";

/** `feature` and `importance`, the most important first. */
export function importanceTable(featureNames: readonly string[], importances: readonly number[]): Table {
  const order = importances.map((_, index) => index).sort((a, b) => importances[b]! - importances[a]!);
  return Table.fromColumns({
    feature: order.map((index) => featureNames[index]!),
    importance: order.map((index) => importances[index]!),
  });
}
