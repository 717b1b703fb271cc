import { currentTaskContext } from "../compute/task-context.ts";
import { bilingualPlain } from "./bilingual-html.ts";
import type { BilingualText } from "./bilingual-html.ts";

/** Says what is doubtful about a result: whoever runs the task is told (a kernel shows it in the reader's language), else the console in both. */
export function warn(from: string, text: BilingualText): void {
  const context = currentTaskContext();
  if (context.onWarning === undefined) console.warn(`${from}: ${bilingualPlain(text)}`);
  else context.onWarning({ from, text });
}
