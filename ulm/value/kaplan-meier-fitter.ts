import { checkpoint, normalQuantile } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import { evenPlaces } from "../data/even-places.ts";
import { between, checkParameters, Column, display, Estimator, oneOf, Table } from "../data/index.ts";
import type { DisplayBundle } from "../data/index.ts";
import { HistoryError } from "./history-error.ts";
import { checkLengths, toNumberList } from "./number-list.ts";
import type { NumberList } from "./number-list.ts";
import { checkWeights } from "./purchase-histories.ts";

export interface KaplanMeierParams {
  /** Intervals hold with probability 1 − alpha. Default 0.05. */
  alpha: number;
  /**
   * "logLog" keeps Greenwood's intervals between 0 and 1 by taking them on the scale of ln(−ln S), as lifelines and R's "log-log" do;
   * "plain" adds them to S itself. Default "logLog".
   */
  confidenceType: "logLog" | "plain";
}

/** A product of shares that is a half may come out a little above. (lifelines 0.30.3 then gives a later median.) */
const rounding = 1e-12;

/** One value for each time at which something was observed, the first being 0. */
interface KaplanMeierState {
  readonly times: readonly number[];
  readonly atRisk: readonly number[];
  readonly events: readonly number[];
  readonly censored: readonly number[];
  readonly survival: readonly number[];
  /** Greenwood's Σ d / (n (n − d)): the variance of ln S. −1 stands for infinity, where nobody is left. */
  readonly greenwood: readonly number[];
}

/** Whether the end was seen, for each customer: true or 1, or not yet, false or 0. */
export type EventList = Column | ArrayLike<boolean | number>;

/**
 * How long customers stay when some are still there: the survival function of E. L. Kaplan and P. Meier (J. Am. Stat. Assoc. 53,
 * 1958) with M. Greenwood's variance (1926), as lifelines' `KaplanMeierFitter` (M30).
 */
export class KaplanMeierFitter extends Estimator<KaplanMeierParams, KaplanMeierState> {
  readonly type = "KaplanMeierFitter";

  constructor(params: Partial<KaplanMeierParams> = {}) {
    super({ alpha: 0.05, confidenceType: "logLog" }, params);
    checkParameters(this.type, this.params, {
      alpha: between(1e-12, 1 - 1e-12),
      confidenceType: oneOf("logLog", "plain"),
    });
  }

  /**
   * @param durations how long each customer was observed, 0 or more, in any unit
   * @param eventObserved whether the observation ended because the customer left; default: all did. An event and an end of observation
   *   at the same time: the event came first
   * @param weights how many customers each row stands for; default 1
   * @throws HistoryError for lists that do not fit
   */
  async fit(durations: NumberList, eventObserved?: EventList, weights?: NumberList): Promise<this> {
    this.fitted = undefined;
    const lasted = toNumberList(durations, "durations");
    const isEvent = eventObserved === undefined ? lasted.map(() => 1) : toEvents(eventObserved);
    const counts = weights === undefined ? lasted.map(() => 1) : toNumberList(weights, "weights");
    checkLengths({ durations: lasted, eventObserved: isEvent, weights: counts });
    if (lasted.length === 0) throw new HistoryError("There are no customers to learn from.");
    const negative = lasted.findIndex((duration) => duration < 0);
    if (negative >= 0)
      throw new HistoryError(`durations: row ${negative} is ${lasted[negative]}; nobody stays for less than no time.`);
    checkWeights(counts);
    await checkpoint(0, 1, this.type);
    this.fitted = estimate(lasted, isEvent, counts);
    return this;
  }

  /** The probability of staying longer than each time; the last value holds beyond the last observation. */
  predict(times: NumberList): number[] {
    const { survival } = this.state;
    return Array.from(toNumberList(times, "times"), (time) => (time < 0 ? 1 : survival[this.placeOf(time)]!));
  }

  /** The standard error of `predict`, by Greenwood's formula; NaN where nobody is left. */
  standardErrorAt(times: NumberList): number[] {
    const { survival, greenwood } = this.state;
    return Array.from(toNumberList(times, "times"), (time) => {
      const place = this.placeOf(time);
      return greenwood[place]! < 0 ? NaN : survival[place]! * Math.sqrt(greenwood[place]!);
    });
  }

  /**
   * One row for each time at which something was observed: `time`, `survival` just after it, its `standardError` and interval `lower`,
   * `upper`; and `atRisk` just before, `events`, `censored`.
   */
  get survivalFunction(): Table {
    const { times, atRisk, events, censored, survival } = this.state;
    const intervals = times.map((_, place) => this.intervalAt(place));
    return Table.fromColumns({
      time: [...times],
      survival: [...survival],
      standardError: this.standardErrorAt([...times]),
      lower: intervals.map(([lower]) => lower),
      upper: intervals.map(([, upper]) => upper),
      atRisk: [...atRisk],
      events: [...events],
      censored: [...censored],
    });
  }

  /** The first time at which at most half are left; Infinity if more than half stay to the end. */
  get medianSurvivalTime(): number {
    return this.percentile(0.5);
  }

  /** The times at which the lower and the upper limit of the survival function come down to a half (Brookmeyer & Crowley 1982). */
  get medianConfidenceInterval(): readonly [number, number] {
    const { times } = this.state;
    const first = (side: 0 | 1) =>
      times[times.findIndex((_, place) => this.intervalAt(place)[side] <= 0.5 + rounding)] ?? Infinity;
    return [first(0), first(1)];
  }

  /** The first time at which at most this share are left; Infinity if there is none. */
  percentile(share: number): number {
    const { times, survival } = this.state;
    return times[survival.findIndex((value) => value <= share + rounding)] ?? Infinity;
  }

  /** The mean time that customers stay, time after `limit` not counted: the area under the survival function. */
  restrictedMean(limit: number): number {
    const { times, survival } = this.state;
    let area = 0;
    for (let place = 0; place < times.length && times[place]! < limit; place++) {
      area += survival[place]! * (Math.min(limit, times[place + 1] ?? limit) - times[place]!);
    }
    return area;
  }

  override toString(): string {
    return this[display]()["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { times, atRisk, events, survival } = this.state;
    const shown = evenPlaces(times.length, 12);
    const rows = shown.map((place) => {
      const limits = this.intervalAt(place).map((limit) => limit.toFixed(3));
      return [
        `${Number(times[place]!.toPrecision(6))}`,
        survival[place]!.toFixed(3),
        limits.join("–"),
        `${Number(atRisk[place]!.toPrecision(9))}`,
      ];
    });
    const total = (list: readonly number[]) =>
      Number(list.reduce((sum, value) => sum + value, 0).toPrecision(9)).toLocaleString("en");
    const median = Number.isFinite(this.medianSurvivalTime) ? `${Number(this.medianSurvivalTime.toPrecision(6))}` : "∞";
    const [customers, left] = [Number(atRisk[0]!.toPrecision(9)).toLocaleString("en"), total(events)];
    const note = {
      en: `${customers} customers, ${left} of whom left; median ${median}.`,
      "zh-CN": `${customers} 名顾客，其中 ${left} 名流失；中位数 ${median}。`,
    };
    return bilingualTable(words.title, [words.time, words.survival, words.interval, words.atRisk], rows, note);
  }

  private intervalAt(place: number): [number, number] {
    const { survival, greenwood } = this.state;
    const value = survival[place]!;
    const variance = greenwood[place]!;
    if (variance === 0) return [value, value];
    // Nobody is left: the data cannot tell how far above 0 the truth is.
    if (variance < 0) return [0, place === 0 ? 1 : this.intervalAt(place - 1)[1]];
    const reach = normalQuantile(1 - this.params.alpha / 2) * Math.sqrt(variance);
    if (this.params.confidenceType === "plain")
      return [Math.max(0, value - value * reach), Math.min(1, value + value * reach)];
    const spread = reach / Math.log(value);
    return [value ** Math.exp(-spread), value ** Math.exp(spread)];
  }

  /** The last observed time that is not after `time`. */
  private placeOf(time: number): number {
    const { times } = this.state;
    let [low, high] = [0, times.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (times[middle]! <= time) low = middle;
      else high = middle;
    }
    return low;
  }
}

function toEvents(events: EventList): Float64Array {
  const values = events instanceof Column ? events.toNumbers() : Float64Array.from(events, Number);
  const bad = values.findIndex((value) => value !== 0 && value !== 1);
  if (bad >= 0)
    throw new HistoryError(`eventObserved: row ${bad} is ${values[bad]}; it must be true or false, 1 or 0.`);
  return values;
}

function estimate(lasted: Float64Array, isEvent: Float64Array, counts: Float64Array): KaplanMeierState {
  const order = [...lasted.keys()].sort((a, b) => lasted[a]! - lasted[b]!);
  const [times, atRisk, events, censored] = [[0], [0], [0], [0]];
  for (const row of order) {
    if (lasted[row]! > times.at(-1)!)
      for (const [list, value] of [
        [times, lasted[row]!],
        [atRisk, 0],
        [events, 0],
        [censored, 0],
      ] as const)
        list.push(value);
    const list = isEvent[row] === 1 ? events : censored;
    list[list.length - 1]! += counts[row]!;
  }
  // Added up from the end, so that the last are exact.
  let left = 0;
  for (let place = times.length - 1; place >= 0; place--) atRisk[place] = left += events[place]! + censored[place]!;
  let [value, variance] = [1, 0];
  const [survival, greenwood] = [[] as number[], [] as number[]];
  times.forEach((_, place) => {
    const [n, d] = [atRisk[place]!, events[place]!];
    if (d > 0) {
      value *= 1 - d / n;
      variance = n - d > 0 && variance >= 0 ? variance + d / (n * (n - d)) : -1;
      if (variance < 0) value = 0;
    }
    survival.push(value);
    greenwood.push(variance);
  });
  return { times, atRisk, events, censored, survival, greenwood };
}

const words = {
  title: { en: "Kaplan–Meier: how many stay", "zh-CN": "Kaplan–Meier：留存比例" },
  time: { en: "time", "zh-CN": "时间" },
  survival: { en: "still there", "zh-CN": "留存" },
  interval: { en: "interval", "zh-CN": "区间" },
  atRisk: { en: "at risk", "zh-CN": "观测人数" },
};
