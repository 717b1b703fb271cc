import { ParameterError } from "../estimator.ts";
import { oneDay } from "./civil-time.ts";

/** How a time on the wall maps to an instant: to one, to none (clocks were put forward), or to two (they were put back). */
export type WallFit = "once" | "never" | "twice";

const quarterHour = 900_000;

/** Clocks on the walls of one IANA zone. */
export class ZoneClock {
  readonly zone: string;
  /** How the wall time that was converted last fits. */
  fit: WallFit = "once";
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();
  private readonly quarters = new Map<number, number>();

  /** @throws ParameterError for a zone that does not exist */
  constructor(zone: string) {
    try {
      const parts = {
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      } as const;
      this.format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", era: "short", ...parts });
    } catch (cause) {
      const message = `There is no time zone "${zone}". Name one of the IANA database, for example "Asia/Shanghai" or "Europe/Paris".`;
      throw new ParameterError(message, { cause });
    }
    this.zone = zone;
  }

  /**
   * The instant at which a clock shows a time. A time that never was is read with the offset before the change (02:30 becomes
   * 03:30), of two instants the earlier is taken, as java.time and Temporal do.
   * @param wall milliseconds, as if the clock hung in Greenwich
   */
  toInstant(wall: number): number {
    this.fit = "once";
    if (this.zone === "UTC") return wall;
    const [before, after] = [this.offsetAt(wall - oneDay), this.offsetAt(wall + oneDay)];
    if (before === after) return wall - before;
    const isBefore = this.exactOffset(wall - before) === before;
    const isAfter = this.exactOffset(wall - after) === after;
    this.fit = isBefore && isAfter ? "twice" : isBefore || isAfter ? "once" : "never";
    return wall - (isBefore || !isAfter ? before : after);
  }

  /**
   * What a clock shows at an instant: milliseconds as if the clock hung in Greenwich, so that `getUTCHours` and the like read it. Offsets
   * change at quarters of an hour.
   */
  toWall(instant: number): number {
    if (this.zone === "UTC") return instant;
    const quarter = Math.floor(instant / quarterHour);
    let offset = this.quarters.get(quarter);
    if (offset === undefined) {
      offset = this.exactOffset(quarter * quarterHour);
      this.quarters.set(quarter, offset);
    }
    return instant + offset;
  }

  /** The offset in the middle of the six hours of an instant: days from a change away, it is the offset at the instant. */
  private offsetAt(instant: number): number {
    const block = Math.floor(instant / (oneDay / 4));
    let offset = this.offsets.get(block);
    if (offset === undefined) {
      offset = this.exactOffset((block + 0.5) * (oneDay / 4));
      this.offsets.set(block, offset);
    }
    return offset;
  }

  /** Milliseconds by which the clock is ahead of UTC at an instant. */
  private exactOffset(instant: number): number {
    const parts = Object.fromEntries(this.format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
    const shown = new Date(0);
    shown.setUTCFullYear(parts.era === "BC" ? 1 - year : year, month - 1, day);
    shown.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    return shown.getTime() - Math.floor(instant / 1000) * 1000;
  }
}
