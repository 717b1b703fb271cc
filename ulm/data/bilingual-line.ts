import { bilingualHtml, bilingualPlain } from "./bilingual-html.ts";
import type { BilingualText } from "./bilingual-html.ts";
import type { DisplayBundle } from "./display.ts";

/** A result that one sentence tells, in both languages, as a notebook shows it. */
export function bilingualLine(text: BilingualText): DisplayBundle {
  return { "text/html": `<p>${bilingualHtml(text)}</p>`, "text/plain": bilingualPlain(text) };
}
