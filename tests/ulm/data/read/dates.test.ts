import fc from "fast-check";
import { AmbiguousDateError, ParameterError, parseCsv, ValueTypeError } from "ulm/data";
import type { CsvOptions } from "ulm/data";
import { describe, expect, it } from "vitest";

/** A column `d` with these texts, and a label so that no line is blank. */
const csv = (...texts: string[]) => ["n|d", ...texts.map((text, row) => `${row}|${text}`)].join("\n");
const dates = (texts: string[], options: CsvOptions = {}) =>
  parseCsv(csv(...texts), options)
    .column("d")
    .toArray()
    .map((value) => (value instanceof Date ? value.toISOString().replace(":00.000Z", "Z") : value));
const report = (texts: string[], options: CsvOptions = {}) => parseCsv(csv(...texts), options).report!;

describe("dates whose format is plain", () => {
  it.each([
    ["2025-04-03", "2025-04-03T00:00Z"],
    ["2025-4-3", "2025-04-03T00:00Z"],
    ["2025/4/3", "2025-04-03T00:00Z"],
    ["2025.04.03", "2025-04-03T00:00Z"],
    ["2025年4月3日", "2025-04-03T00:00Z"],
    ["2025年04月03日 14时30分", "2025-04-03T14:30Z"],
    ["2025年4月3日下午2:30", "2025-04-03T14:30Z"],
    ["2025年4月3日 上午9:05:06", "2025-04-03T09:05:06.000Z"],
    ["3.4.2025", "2025-04-03T00:00Z"],
    ["3 Apr 2025", "2025-04-03T00:00Z"],
    ["03-Apr-2025", "2025-04-03T00:00Z"],
    ["April 3, 2025", "2025-04-03T00:00Z"],
    ["25/04/2025", "2025-04-25T00:00Z"],
    ["04/25/2025", "2025-04-25T00:00Z"],
    ["25-04-2025 23:59", "2025-04-25T23:59Z"],
    ["4/25/2025 12:05 AM", "2025-04-25T00:05Z"],
    ["4/25/2025 12:05 PM", "2025-04-25T12:05Z"],
    ["2025-04-03T10:00:00.25+08:00", "2025-04-03T02:00:00.250Z"],
    ["2025-04-03 10:00:00 -0330", "2025-04-03T13:30Z"],
    ["2025-04-03T10:00Z", "2025-04-03T10:00Z"],
    ["2025-04-03 10:00 UTC", "2025-04-03T10:00Z"],
    ["2024-02-29", "2024-02-29T00:00Z"],
    ["0001-01-01", "0001-01-01T00:00Z"],
    ["2025-04-03 10:00:00,123", "2025-04-03T10:00:00.123Z"],
  ])("%s", (text, instant) => {
    expect(dates([text])).toEqual([instant]);
  });

  it.each([
    "2023-02-29",
    "2025-13-01",
    "31/04/2025",
    "2025-04-03T24:00",
    "2025-04-03 10:60",
    "2025-04-03 13:00 AM",
    "4/2025",
    "2025-04",
  ])("%s is text", (text) => {
    expect(dates([text])).toEqual([text]);
  });

  it("reads every day and time that Date writes", () => {
    const instant = fc.date({
      min: new Date("0000-01-01"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (date) => {
        expect(parseCsv(csv(date.toISOString())).column("d").get(0)).toEqual(date);
      }),
    );
  });
});

describe("dates that can be read in two ways", () => {
  it("are refused, with the column, what was seen, and what to state", () => {
    expect(() => parseCsv(csv("03/04/2025", "05/06/2025", "07/07/2025"), {}, "orders.csv")).toThrow(AmbiguousDateError);
    expect(() => parseCsv(csv("03/04/2025", "05/06/2025", "07/07/2025"), {}, "orders.csv")).toThrow(
      'orders.csv, line 2: the dates of column "d" can be read as DD/MM/YYYY or as MM/DD/YYYY: "03/04/2025" (line 2), ' +
        '"05/06/2025" (line 3); none of its 3 values tells which. State dates: { "d": "DD/MM/YYYY" } or dates: { "d": "MM/DD/YYYY" }, ' +
        "or dayFirst: true or false for all columns.",
    );
  });

  it("are settled by one value, wherever it stands", () => {
    const many = Array.from({ length: 3000 }, () => "03/04/2025");
    expect(dates([...many, "25/04/2025"]).slice(-2)).toEqual(["2025-04-03T00:00Z", "2025-04-25T00:00Z"]);
    expect(dates([...many, "04/25/2025"]).slice(-2)).toEqual(["2025-03-04T00:00Z", "2025-04-25T00:00Z"]);
    expect(dates(["25/04/2025", ...many])[1]).toBe("2025-04-03T00:00Z");
    expect(report([...many, "04/25/2025"]).columns[1]!.writtenAs).toBe("MM/DD/YYYY");
  });

  it("are settled by a statement", () => {
    expect(dates(["03/04/2025"], { dates: { d: "DD/MM/YYYY" } })).toEqual(["2025-04-03T00:00Z"]);
    expect(dates(["03-04-2025 10:00"], { dayFirst: false })).toEqual(["2025-03-04T10:00Z"]);
    expect(dates(["03/04/2025"], { dayFirst: true })).toEqual(["2025-04-03T00:00Z"]);
    expect(dates(["03/04/2025"], { types: { d: "text" } })).toEqual(["03/04/2025"]);
  });

  it("do no harm where both readings agree", () => {
    expect(dates(["04/04/2025", "05/05/2025"])).toEqual(["2025-04-04T00:00Z", "2025-05-05T00:00Z"]);
  });

  it("stay text, with a note, when no format fits them all", () => {
    const { notes } = report(["25/04/2025", "04/25/2025"]);
    expect(notes).toEqual([
      'Column "d" stays text: line 3 has "04/25/2025" where the values before are DD/MM/YYYY. ' +
        'Correct it, or if it means "missing", state missing: ["04/25/2025"].',
    ]);
    expect(report(["03/04/25"]).notes).toEqual([
      'Column "d" stays text, but 1 of its 1 values look like dates with a year of two digits, for example "03/04/25". ' +
        'To have them read so, state dates: { "d": "DD/MM/YY" }.',
    ]);
  });
});

describe("stated formats", () => {
  it.each([
    ["DD/MM/YY", "03/04/25", "2025-04-03T00:00Z"],
    ["DD/MM/YY", "03/04/69", "1969-04-03T00:00Z"],
    ["YYYYMMDD", "20250403", "2025-04-03T00:00Z"],
    ["YYYYMMDDHHmmss", "20250403101112", "2025-04-03T10:11:12.000Z"],
    ["DD/MM/YYYY hh:mm A", "03/04/2025 02:05 pm", "2025-04-03T14:05Z"],
    ["YYYY年MM月DD日 Ahh时mm分", "2025年4月3日 下午2时5分", "2025-04-03T14:05Z"],
    ["DD MMM YYYY HH:mm:ss Z", "03 Apr 2025 10:00:00 +0800", "2025-04-03T02:00Z"],
    // Excel 365: TEXT(45750.5, "yyyy-mm-dd hh:mm") is 2025-04-03 12:00.
    ["excel", "45750.5", "2025-04-03T12:00Z"],
    ["excel", "1", "1900-01-01T00:00Z"],
    ["excel", "59", "1900-02-28T00:00Z"],
    ["excel", "61", "1900-03-01T00:00Z"],
    ["epoch-seconds", "1743674400", "2025-04-03T10:00Z"],
    ["epoch-milliseconds", "1743674400500", "2025-04-03T10:00:00.500Z"],
  ])("%s: %s", (format, text, instant) => {
    expect(dates([text], { dates: { d: format } })).toEqual([instant]);
  });

  it("numbers are dates only when that is stated", () => {
    expect(dates(["45750.5", "1743674400"])).toEqual([45750.5, 1743674400]);
  });

  it("name the first value that does not fit", () => {
    expect(() => parseCsv(csv("20250403", "2025-04-04"), { dates: { d: "YYYYMMDD" } })).toThrow(ValueTypeError);
    expect(() => parseCsv(csv("20250403", "2025-04-04"), { dates: { d: "YYYYMMDD" } })).toThrow(
      'line 3: column "d" is to hold date values (YYYYMMDD), but this one is "2025-04-04"',
    );
    // Excel's 29 February 1900 never was.
    for (const serial of ["60", "0", "2958466", "x"])
      expect(() => parseCsv(csv(serial), { dates: { d: "excel" } })).toThrow(ValueTypeError);
  });

  it("must make sense", () => {
    expect(() => parseCsv(csv("1"), { dates: { d: "HH:mm" } })).toThrow(ParameterError);
    expect(() => parseCsv(csv("1"), { dates: { e: "YYYY-MM-DD" } })).toThrow(
      'dates names a column "e" that is not there. The columns are: n, d.',
    );
  });
});

describe("zones", () => {
  it("are stated for times without one, and the report says so", () => {
    expect(dates(["2025-04-03 10:00", "2025-04-03 10:00+02:00"], { zone: "Asia/Shanghai" })).toEqual([
      "2025-04-03T02:00Z",
      "2025-04-03T08:00Z",
    ]);
    const { zone, notes } = report(["2025-04-03 10:00"], { zone: "Asia/Shanghai" });
    expect(zone).toBe("Asia/Shanghai");
    expect(notes).toEqual(['Column "d": times without a zone were read as Asia/Shanghai.']);
    expect(report(["2025-04-03 10:00"]).notes[0]).toContain("were read as UTC. If they are not, state zone:");
    expect(() => report(["2025-04-03"], { zone: "Mars/Base" })).toThrow(/There is no time zone "Mars\/Base"/);
  });

  it("do not move days, unless the column has times too", () => {
    expect(dates(["2025-04-03"], { zone: "Asia/Shanghai" })).toEqual(["2025-04-03T00:00Z"]);
    expect(dates(["2025-04-03", "2025-04-03 08:00"], { zone: "Asia/Shanghai" })).toEqual([
      "2025-04-02T16:00Z",
      "2025-04-03T00:00Z",
    ]);
  });

  // Berlin: 2025-03-30 02:00 became 03:00, 2025-10-26 03:00 became 02:00 (IANA tzdata).
  it("take times that never were for an hour later, and the first of two, and report both", () => {
    const texts = [
      "2025-03-30 01:59",
      "2025-03-30 02:30",
      "2025-03-30 03:00",
      "2025-10-26 01:59",
      "2025-10-26 02:30",
      "2025-10-26 03:00",
    ];
    expect(dates(texts, { zone: "Europe/Berlin" })).toEqual([
      "2025-03-30T00:59Z",
      "2025-03-30T01:30Z",
      "2025-03-30T01:00Z",
      "2025-10-25T23:59Z",
      "2025-10-26T00:30Z",
      "2025-10-26T02:00Z",
    ]);
    expect(report(texts, { zone: "Europe/Berlin" }).notes.slice(1)).toEqual([
      'Column "d": 1 time is never shown in Europe/Berlin, because clocks were put forward; read as an hour later (first in line 3: 2025-03-30 02:30).',
      'Column "d": 1 time is shown twice in Europe/Berlin, because clocks were put back; read as the first (first in line 6: 2025-10-26 02:30).',
    ]);
  });

  it("are exact for every instant: what the wall shows leads back to it, or to its twin", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Asia/Shanghai",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "America/Sao_Paulo",
    );
    const minutes = fc.integer({ min: Date.UTC(1970, 0, 1) / 60_000, max: Date.UTC(2037, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const instant = minute * 60_000;
        const wall = new Date(instant).toLocaleString("sv-SE", { timeZone: zone });
        const found = (parseCsv(csv(wall), { zone }).column("d").get(0) as Date).getTime();
        expect(new Date(found).toLocaleString("sv-SE", { timeZone: zone })).toBe(wall);
        expect(found).toBeLessThanOrEqual(instant);
      }),
      { numRuns: 300 },
    );
  });
});
