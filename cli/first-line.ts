import { joinLines, type Cell } from "../host/contents/notebook.ts";

/** The first line of a cell that says something, to recognise it by. */
export function firstLine(cell: Cell): string {
  return joinLines(cell.source).trimStart().split("\n", 1)[0].trimEnd();
}
