import { ZoneClock } from "../read/zone-clock.ts";
import type { RoledTable } from "../roles/role-map.ts";
import { millisecondsPerDay } from "./snapshot-windows.ts";

/** The zone in which a table is cut into days: the one that is asked for, else the one in which its times were read, else UTC. */
export function zoneOf({ table }: RoledTable, asked: string | undefined): string {
  return asked ?? table.report?.zone ?? "UTC";
}

/**
 * Numbers the days of a zone, from 1970-01-01. Columns that hold days without a time keep their days: those are of no zone.
 * @throws ParameterError for a zone that does not exist
 */
export function dayNumbers(times: Float64Array, zone: string): Float64Array {
  const clock = new ZoneClock(zone);
  const areDays = times.every((time) => Number.isNaN(time) || time % millisecondsPerDay === 0);
  return times.map((time) => Math.floor((areDays ? time : clock.toWall(time)) / millisecondsPerDay));
}
