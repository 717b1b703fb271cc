import type { Random } from "../../random.mjs";
import { drawOne } from "../draw.ts";

/** Words of one meaning, in both languages; alternatives stand in parentheses: "(My|The) parcel (has not come|is lost)". */
export interface Wordings {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

/** One of the templates, with one of each of its alternatives. */
export function expand(random: Random, templates: readonly string[]): string {
  return drawOne(random, templates).replace(/\(([^()]*)\)/g, (_group, alternatives: string) =>
    drawOne(random, alternatives.split("|")),
  );
}

/** Puts parts together: Chinese ones without a space, English ones in small letters after a comma or colon. Empty parts vanish. */
export function joinParts(language: "zh" | "en", parts: readonly string[]): string {
  const said = parts.filter((part) => part !== "");
  if (language === "zh") return said.join("");
  return said
    .map((part, index) => {
      const goesOn = index > 0 && /[,:]$/.test(said[index - 1]) && !/^I\b/.test(part);
      return goesOn ? part[0].toLowerCase() + part.slice(1) : part;
    })
    .join(" ");
}
