import { display, type DisplayBundle } from "../data/index.ts";
import { figures, judge } from "./judge.ts";
import type { LedgerEntry, LedgerValue } from "./ledger-entry.ts";
import { ledgerHtml } from "./ledger-html.ts";
import { ledgerText } from "./ledger-text.ts";
import type { Localized } from "./localized.ts";

/** The media type under which an entry travels in a notebook's outputs. */
export const LEDGER_MEDIA_TYPE = "application/vnd.ulm.ledger+json";

export interface LedgerSpec {
  id: string;
  source: { article: string; section: string };
  printed: LedgerValue;
  computed: LedgerValue;
  /** Absolute; half a unit of the last printed digit is the natural choice. Required when a printed figure is a number. */
  tolerance?: number;
  derivation: Localized;
  /** States that the figures cannot be reproduced, and why. Without it the verdict follows from the figures alone. */
  notReproducible?: Localized;
  smallestChange?: Localized;
}

/** A ledger entry that a notebook shows as a small table. */
export type RecordedEntry = LedgerEntry & { [display](): DisplayBundle };

/**
 * Enters a worked example into the ledger. Leave the result as a cell's last expression: it shows the entry to people
 * and carries it, as `application/vnd.ulm.ledger+json`, to whoever collects the ledger.
 *
 * @throws RangeError when figures are missing on one side, are not finite, or have no usable tolerance.
 */
export function record(spec: LedgerSpec): RecordedEntry {
  const entry = toEntry(spec);
  const bundle = (): DisplayBundle => ({
    [LEDGER_MEDIA_TYPE]: entry,
    "text/html": ledgerHtml(entry),
    "text/plain": ledgerText(entry),
  });
  return Object.defineProperty({ ...entry }, display, { value: bundle }) as RecordedEntry;
}

function toEntry(spec: LedgerSpec): LedgerEntry {
  const { notReproducible, smallestChange, tolerance, ...stated } = spec;
  try {
    requireFiniteFigures(spec);
    const compared = judge(spec.printed, spec.computed, requireTolerance(spec));
    return {
      ...stated,
      tolerance: tolerance ?? 0,
      verdict: notReproducible ? "not-reproducible" : compared,
      ...(notReproducible && { reason: notReproducible }),
      ...(smallestChange && { smallestChange }),
    };
  } catch (cause) {
    throw new RangeError(`Ledger entry ${spec.id}: ${(cause as Error).message}`, { cause });
  }
}

function requireFiniteFigures({ printed, computed }: LedgerSpec): void {
  for (const [side, value] of Object.entries({ printed, computed })) {
    for (const [name, figure] of figures(value)) {
      if (typeof figure === "number" && !Number.isFinite(figure)) {
        throw new RangeError(`The ${side} figure${name && ` "${name}"`} is ${figure}; a figure must be finite.`);
      }
    }
  }
}

function requireTolerance({ printed, tolerance }: LedgerSpec): number {
  if (tolerance === undefined) {
    if ([...figures(printed).values()].every((figure) => typeof figure === "string")) return 0;
    throw new RangeError("Numbers need a tolerance: half a unit of the last printed digit, say.");
  }
  if (!Number.isFinite(tolerance) || tolerance < 0) {
    throw new RangeError(`The tolerance is ${tolerance}; it must be zero or more.`);
  }
  return tolerance;
}
