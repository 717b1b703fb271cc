import type { ErrorReport } from "../execution/protocol.ts";

/** How a cell ends that was interrupted and cannot say so itself. */
export const INTERRUPTED: ErrorReport = {
  ename: "KeyboardInterrupt",
  evalue: "the cell was interrupted",
  traceback: ["KeyboardInterrupt: the cell was interrupted"],
};
