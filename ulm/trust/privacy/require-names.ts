import { ParameterError } from "../../data/index.ts";

/** @param caller for the message @throws ParameterError when names of columns are not a list */
export function requireNames(caller: string, columns: unknown): void {
  if (Array.isArray(columns)) return;
  const one = typeof columns === "string" ? JSON.stringify(columns) : "…";
  throw new ParameterError(`${caller}: name the columns in a list: ${caller}(table, [${one}]).`);
}
