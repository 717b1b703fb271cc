import type { Random } from "../random.mjs";
import { drawIndex } from "./draw.ts";
import { truth } from "./truth.ts";

const dayMs = 86_400_000;

/**
 * The days of the shop and its own time, which runs faster on weekends and in November: processes with constant rates
 * in shop time are seasonal in calendar time.
 */
export class Calendar {
  readonly start = Date.UTC(2024, 0, 1);
  readonly end: number;
  readonly days: number;
  /** Shop time at the beginning of each day, and at the end of the last. */
  readonly #shopTime: Float64Array;

  constructor(days: number) {
    this.days = days;
    this.end = this.start + days * dayMs;
    this.#shopTime = new Float64Array(days + 1);
    for (let day = 0; day < days; day++) this.#shopTime[day + 1] = this.#shopTime[day] + this.#speed(day);
  }

  get weeks(): number {
    return Math.ceil(this.days / 7);
  }

  get shopEnd(): number {
    return this.#shopTime[this.days];
  }

  /** Shop time at the beginning of a day, days counted from 0. */
  toShopTime(day: number): number {
    return this.#shopTime[Math.min(day, this.days)];
  }

  /** The day of a moment in shop time before `shopEnd`. */
  toDay(shopTime: number): number {
    let low = 0;
    let high = this.days;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#shopTime[middle] <= shopTime) low = middle;
      else high = middle;
    }
    return low;
  }

  /** A moment of that day in ms since 1970, hours as frequent as `truth.hours` says. */
  drawMoment(random: Random, day: number): number {
    return this.start + day * dayMs + drawIndex(random, truth.hours) * 3_600_000 + random.below(3600) * 1000;
  }

  toWeek(moment: number): number {
    return Math.floor((moment - this.start) / (7 * dayMs));
  }

  dateOfWeek(week: number): string {
    return new Date(this.start + week * 7 * dayMs).toISOString().slice(0, 10);
  }

  #speed(day: number): number {
    const date = new Date(this.start + day * dayMs);
    return truth.weekdays[(date.getUTCDay() + 6) % 7] * truth.months[date.getUTCMonth()];
  }
}

/** A moment as the tables write it: 2024-03-01T12:34:56Z. */
export function toInstant(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
