import { currentTaskContext } from "../compute/task-context.ts";
import { bilingualPlain } from "./bilingual-html.ts";
import type { BilingualText } from "./bilingual-html.ts";

/**
 * Says what is doubtful about a result: whoever runs the task is told (a kernel shows it in the reader's language), else the console in both.
 * @param count how often it came. Default once
 */
export function warn(from: string, text: BilingualText, count = 1): void {
  const context = currentTaskContext();
  if (context.onWarning !== undefined) context.onWarning({ from, text, ...(count > 1 && { count }) });
  else console.warn(`${from}: ${bilingualPlain(text)}${count > 1 ? ` (${count}×)` : ""}`);
}
