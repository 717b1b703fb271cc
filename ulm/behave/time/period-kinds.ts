import type { BilingualText } from "../../data/bilingual-html.ts";

/** What can be compared in time. */
export type PeriodKind = "hour" | "weekday" | "hourOfWeek" | "month";

interface PeriodWords {
  readonly title: BilingualText;
  readonly head: BilingualText;
  readonly labels: readonly BilingualText[];
  /** Whether one day has many of them. */
  readonly hasHours: boolean;
  /** @param wall ms, as if the clock hung in Greenwich */
  periodOf(wall: number): number;
}

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
const weekdays: readonly BilingualText[] = [
  { en: "Monday", "zh-CN": "周一" },
  { en: "Tuesday", "zh-CN": "周二" },
  { en: "Wednesday", "zh-CN": "周三" },
  { en: "Thursday", "zh-CN": "周四" },
  { en: "Friday", "zh-CN": "周五" },
  { en: "Saturday", "zh-CN": "周六" },
  { en: "Sunday", "zh-CN": "周日" },
];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const hourOf = (wall: number) => new Date(wall).getUTCHours();
const weekdayOf = (wall: number) => (new Date(wall).getUTCDay() + 6) % 7;

export const periodKinds: Readonly<Record<PeriodKind, PeriodWords>> = {
  hour: {
    title: { en: "By hour of the day", "zh-CN": "按小时" },
    head: { en: "hour", "zh-CN": "小时" },
    labels: hours.map((text) => ({ en: text, "zh-CN": text })),
    hasHours: true,
    periodOf: hourOf,
  },
  weekday: {
    title: { en: "By day of the week", "zh-CN": "按星期" },
    head: { en: "weekday", "zh-CN": "星期" },
    labels: weekdays,
    hasHours: false,
    periodOf: weekdayOf,
  },
  hourOfWeek: {
    title: { en: "By hour of the week", "zh-CN": "按一周中的小时" },
    head: { en: "hour of the week", "zh-CN": "一周中的小时" },
    labels: weekdays.flatMap((weekday) =>
      hours.map((text) => ({ en: `${weekday.en} ${text}`, "zh-CN": `${weekday["zh-CN"]} ${text}` })),
    ),
    hasHours: true,
    periodOf: (wall) => 24 * weekdayOf(wall) + hourOf(wall),
  },
  month: {
    title: { en: "By month of the year", "zh-CN": "按月份" },
    head: { en: "month", "zh-CN": "月份" },
    labels: months.map((name, month) => ({ en: name, "zh-CN": `${month + 1}月` })),
    hasHours: false,
    periodOf: (wall) => new Date(wall).getUTCMonth(),
  },
};
