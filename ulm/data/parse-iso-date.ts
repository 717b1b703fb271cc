const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Milliseconds since 1970 UTC of an ISO 8601 date or time, NaN for anything else, impossible days included. Times without a zone
 * are read as UTC.
 */
export function parseIsoDate(text: string): number {
  const match = isoPattern.exec(text);
  if (match === null) return NaN;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const fraction = Number(`0.${match[7] ?? 0}`) * 1000;
  if (month! < 1 || month! > 12 || day! < 1 || hour > 23 || minute > 59 || second > 59) return NaN;
  const instant = new Date(0);
  instant.setUTCFullYear(year!, month! - 1, day);
  if (instant.getUTCDate() !== day) return NaN;
  instant.setUTCHours(hour, minute, second, Math.trunc(fraction));
  return instant.getTime() - zoneOffset(match[8]);
}

/** Whether a date text states a time of day but no zone. */
export function isNaiveTime(text: string): boolean {
  const match = isoPattern.exec(text);
  return match !== null && match[4] !== undefined && match[8] === undefined;
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
