import type { Localized } from "./localized.ts";

/** What became of a worked example of the source articles. */
export type Verdict = "matches" | "article-in-error" | "not-reproducible";

/** One figure, or several by name. */
export type LedgerValue = number | string | Readonly<Record<string, number | string>>;

/** The account of one worked example: what the article prints, what we compute, and what to make of the difference. */
export interface LedgerEntry {
  /** The example's identity: `W01`. */
  id: string;
  source: { article: string; section: string };
  printed: LedgerValue;
  /** Ours; the same shape as `printed`. */
  computed: LedgerValue;
  /** How far, in absolute terms, a computed figure may lie from the printed one and still match. */
  tolerance: number;
  verdict: Verdict;
  /** How the computed figures come about. */
  derivation: Localized;
  /** Why nobody can reproduce the figures; only with the verdict `not-reproducible`. */
  reason?: Localized;
  /** The least one would have to change in the article to make its figures right. */
  smallestChange?: Localized;
}
