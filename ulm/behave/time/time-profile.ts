import { proportion } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { Column, display, ParameterError, Table } from "../../data/index.ts";
import type { BilingualText } from "../../data/bilingual-html.ts";
import type { DisplayBundle } from "../../data/index.ts";
import { ZoneClock } from "../../data/read/zone-clock.ts";
import { BehaviourError } from "../behaviour-error.ts";
import { instantsOf } from "../grouped-rows.ts";
import { poissonLimits } from "./rate-interval.ts";
import { periodKinds } from "./period-kinds.ts";
import type { PeriodKind } from "./period-kinds.ts";

export interface TimeProfileOptions {
  /** What is compared: the hours of the day, the days of the week, both together, or the months of the year. */
  by: PeriodKind;
  /** Whose clocks and days they are, for example "Asia/Shanghai". Default: the zone of the column, or UTC. */
  timeZone?: string;
  /** When observation began and ended; default: with the day of the first event and at the end of the day of the last. */
  from?: Date;
  to?: Date;
  /**
   * How many could have acted on a day, such as users signed up by then, so that growth is not taken for season; called with the
   * beginning of each day. Default 1.
   */
  exposure?: (day: Date) => number;
  /** Of the intervals. Default 0.95. */
  level?: number;
}

/** One hour, weekday or month. */
export interface TimePeriod {
  /** From 0: the hour, the weekday from Monday, the month from January, or 24 · weekday + hour. */
  readonly period: number;
  readonly label: BilingualText;
  readonly count: number;
  /** Of all events, with Wilson's interval. */
  readonly share: number;
  readonly shareLower: number;
  readonly shareUpper: number;
  /** Days that were observed, times what could have acted on them. */
  readonly exposure: number;
  /** Events for each unit of exposure, with Byar's interval of a Poisson mean; `null` where nothing was observed. */
  readonly rate: number | null;
  readonly rateLower: number | null;
  readonly rateUpper: number | null;
  /** The rate as a multiple of the mean rate: 1.2 is a fifth busier than usual. */
  readonly index: number | null;
}

/** When things happen. */
export class TimeProfile {
  readonly by: PeriodKind;
  readonly periods: readonly TimePeriod[];

  constructor(by: PeriodKind, periods: readonly TimePeriod[]) {
    this.by = by;
    this.periods = periods;
  }

  /** One row for each period, in their order; the label in English. */
  table(): Table {
    return Table.fromObjects(this.periods.map((period) => ({ ...period, label: period.label.en })));
  }

  toString(): string {
    return this[display]()["text/plain"] as string;
  }

  [display](): DisplayBundle {
    const { title, head } = periodKinds[this.by];
    const rows = this.periods.map(({ label, count, share, shareLower, shareUpper, index }) => [
      label,
      count.toLocaleString("en"),
      `${percent(share)} (${percent(shareLower)}–${percent(shareUpper)})`,
      index === null ? "–" : index.toFixed(2),
    ]);
    return bilingualTable(title, [head, ...heads], rows);
  }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const heads = [
  { en: "events", "zh-CN": "事件数" },
  { en: "share (interval)", "zh-CN": "占比（区间）" },
  { en: "rate against the mean", "zh-CN": "相对平均频率" },
];

/**
 * How often events happen by hour, weekday or month (M08), corrected for how many hours, days and months were observed. Intervals hold for events
 * that have nothing to do with each other; events of the same few people come in bunches, and vary more than these say.
 * @param times a column of dates, or dates
 * @throws ParameterError for an option that makes no sense; BehaviourError without events, for missing times, or events outside from … to
 */
export function timeProfile(times: Column | readonly Date[], options: TimeProfileOptions): TimeProfile {
  const { by, level = 0.95 } = options;
  if (!(by in periodKinds) || !(level > 0 && level < 1)) {
    const kinds = Object.keys(periodKinds).join(", ");
    throw new ParameterError(
      `timeProfile: by must be one of ${kinds}, level between 0 and 1; not ${JSON.stringify(by)}, ${level}.`,
    );
  }
  const column = times instanceof Column ? times : Column.from("times", times, "date");
  const clock = new ZoneClock(options.timeZone ?? column.zone ?? "UTC");
  const walls = instantsOf(column).map((instant) => clock.toWall(instant));
  if (walls.length === 0) throw new BehaviourError("timeProfile: there are no events.");
  const { labels, periodOf } = periodKinds[by];
  const counts = labels.map(() => 0);
  const [from, to] = observedTime(walls, clock, options);
  for (const wall of walls) counts[periodOf(wall)]!++;
  const exposures = exposureOf(from, to, { by, clock, weigh: options.exposure ?? (() => 1) });
  const observed = exposures.reduce((sum, exposure) => sum + exposure, 0);
  const periods = labels.map((label, period): TimePeriod => {
    const [count, exposure] = [counts[period]!, exposures[period]!];
    const { value, lower, upper } = proportion(count, walls.length, level);
    const [low, high] = poissonLimits(count, level);
    const isSeen = exposure > 0;
    return {
      period,
      label,
      count,
      share: value!,
      shareLower: lower,
      shareUpper: upper,
      exposure,
      rate: isSeen ? count / exposure : null,
      rateLower: isSeen ? low / exposure : null,
      rateUpper: isSeen ? high / exposure : null,
      index: isSeen ? count / exposure / (walls.length / observed) : null,
    };
  });
  return new TimeProfile(by, periods);
}

const hour = 3_600_000;
const day = 24 * hour;

/** Beginning and end of the observation on the wall. */
function observedTime(walls: Float64Array, clock: ZoneClock, options: TimeProfileOptions): [number, number] {
  const first = walls.reduce((least, wall) => Math.min(least, wall), Infinity);
  const last = walls.reduce((most, wall) => Math.max(most, wall), -Infinity);
  const from = options.from ? clock.toWall(options.from.getTime()) : Math.floor(first / day) * day;
  const to = options.to ? clock.toWall(options.to.getTime()) : (Math.floor(last / day) + 1) * day;
  if (first >= from && last < to) return [from, to];
  const text = (wall: number) => new Date(wall).toISOString().slice(0, 16);
  throw new BehaviourError(
    `timeProfile: events from ${text(first)} to ${text(last)} lie outside the observation from ${text(from)} to ${text(to)}. Filter them first.`,
  );
}

/** Observed days by period, weighed. Hours count as 1/24 of a day; the missing or second hour of a clock change is not corrected for. */
function exposureOf(
  from: number,
  to: number,
  { by, clock, weigh }: { by: PeriodKind; clock: ZoneClock; weigh: (day: Date) => number },
): number[] {
  const { labels, periodOf, hasHours } = periodKinds[by];
  const exposures = labels.map(() => 0);
  for (let midnight = Math.floor(from / day) * day; midnight < to; midnight += day) {
    const weight = weigh(new Date(clock.toInstant(midnight)));
    if (!(weight >= 0)) throw new ParameterError(`timeProfile: exposure returned ${weight}; it must be 0 or more.`);
    const step = hasHours ? hour : day;
    for (let begin = midnight; begin < midnight + day; begin += step) {
      const seen = Math.min(begin + step, to) - Math.max(begin, from);
      if (seen > 0) exposures[periodOf(begin)]! += (weight * seen) / (hasHours ? hour : day);
    }
  }
  return exposures;
}
