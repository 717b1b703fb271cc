import { ParameterError } from "../estimator.ts";
import { DateFormat } from "../read/date-format.ts";
import { ZoneClock } from "../read/zone-clock.ts";

export const millisecondsPerDay = 86_400_000;

/** The moment at which a model would have been asked, and how far it looks back and ahead. Days have 24 hours. */
export interface SnapshotWindows {
  /** Features see rows before this moment only. A date, or ISO text: without a zone of its own, it is of `zone`. */
  readonly asOf: Date | string;
  /** Length of the window of the features, which ends at `asOf`. */
  readonly observationDays: number;
  /** Days after `asOf` that neither features nor labels see: the time it takes to act. Default 0. */
  readonly gapDays?: number;
  /** Length of the window of the labels, which starts at `asOf` + `gapDays`. */
  readonly horizonDays: number;
}

/** The windows as instants in milliseconds: [observationStart, asOf) and [horizonStart, horizonEnd). */
export interface Instants {
  readonly observationStart: number;
  readonly asOf: number;
  readonly horizonStart: number;
  readonly horizonEnd: number;
}

/** @param zone of texts that state none @throws ParameterError */
export function toInstants(windows: SnapshotWindows, zone: string): Instants {
  const { observationDays, gapDays = 0, horizonDays } = windows;
  const asOf = windows.asOf instanceof Date ? windows.asOf.getTime() : parseMoment(String(windows.asOf), zone);
  if (Number.isNaN(asOf)) {
    throw new ParameterError(`asOf is a date or ISO text such as "2024-06-30", not ${JSON.stringify(windows.asOf)}.`);
  }
  for (const [name, days] of Object.entries({ observationDays, horizonDays })) {
    if (!(days > 0 && Number.isFinite(days))) throw new ParameterError(`${name} must be above 0; it is ${days}.`);
  }
  if (!(gapDays >= 0 && Number.isFinite(gapDays))) throw new ParameterError(`gapDays cannot be ${gapDays}.`);
  const horizonStart = asOf + gapDays * millisecondsPerDay;
  return {
    observationStart: asOf - observationDays * millisecondsPerDay,
    asOf,
    horizonStart,
    horizonEnd: horizonStart + horizonDays * millisecondsPerDay,
  };
}

function parseMoment(text: string, zone: string): number {
  const format = new DateFormat("YYYY-MM-DD");
  const parsed = format.parse(text);
  return Number.isNaN(parsed) || format.kind === "instant" ? parsed : new ZoneClock(zone).toInstant(parsed);
}
