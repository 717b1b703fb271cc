import { areDays } from "../read/civil-time.ts";
import { ZoneClock } from "../read/zone-clock.ts";
import { roleColumn } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";
import { millisecondsPerDay } from "./snapshot-windows.ts";

/** The zone in which a table is cut into days: the one that is asked for, else that of its times. */
export function zoneOf(source: RoledTable, asked: string | undefined): string {
  return asked ?? roleColumn(source, "time")?.zone ?? "UTC";
}

/**
 * Numbers the days of a zone, from 1970-01-01. Columns that hold days without a time keep their days: those are of no zone.
 * @throws ParameterError for a zone that does not exist
 */
export function dayNumbers(times: Float64Array, zone: string): Float64Array {
  const clock = new ZoneClock(zone);
  const isDays = areDays(times);
  return times.map((time) => Math.floor((isDays ? time : clock.toWall(time)) / millisecondsPerDay));
}
