import { toLabels, toTable } from "../../data/index.ts";
import type { BilingualText, Column } from "../../data/index.ts";
import type { CardRows } from "./data-facts.ts";

/** With fewer rows of a class, intervals are wide and thresholds a matter of luck. */
const fewRows = 30;

/** What the data themselves say about where the model may not be trusted. */
export function findLimits(rows: CardRows, isClassification: boolean): BilingualText[] {
  const [train, test] = [toTable(rows.XTrain), toTable(rows.XTest)];
  const outside = train.columns.flatMap((column) =>
    test.has(column.name) ? beyond(column, test.column(column.name)) : [],
  );
  return isClassification ? [...rareClasses(rows), ...outside] : outside;
}

function rareClasses({ yTrain, yTest }: CardRows): BilingualText[] {
  const counts = (labels: CardRows["yTest"], name: string) => {
    const found = new Map<unknown, number>();
    for (const label of toLabels(labels, name)) found.set(label, (found.get(label) ?? 0) + 1);
    return found;
  };
  const [train, test] = [counts(yTrain, "yTrain"), counts(yTest, "yTest")];
  return [...train.keys()].flatMap((label) => {
    const [learnt, judged] = [train.get(label)!, test.get(label) ?? 0];
    if (learnt >= fewRows && judged >= fewRows) return [];
    return [
      {
        en: `Class ${label} has only ${learnt} training and ${judged} test rows.`,
        "zh-CN": `类别 ${label} 仅有 ${learnt} 行训练数据和 ${judged} 行测试数据。`,
      },
    ];
  });
}

/** Test rows that lie where the model has learnt nothing. */
function beyond(known: Column, asked: Column): BilingualText[] {
  if (known.type === "text" || asked.type === "text") {
    const seen = new Set(known.toArray());
    const strange = asked.toArray().filter((value) => value !== null && !seen.has(value)).length;
    if (strange === 0) return [];
    return [
      {
        en: `${strange} test rows have categories of "${known.name}" that were not learnt.`,
        "zh-CN": `${strange} 行测试数据的“${known.name}”类别未曾学习过。`,
      },
    ];
  }
  const values = known.toNumbers().filter((value) => !Number.isNaN(value));
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  const strange = asked.toNumbers().filter((value) => value < low || value > high).length;
  if (strange === 0) return [];
  return [
    {
      en: `${strange} test rows have "${known.name}" outside of what was learnt (${spoken(known, low)} … ${spoken(known, high)}).`,
      "zh-CN": `${strange} 行测试数据的“${known.name}”超出学习范围（${spoken(known, low)} … ${spoken(known, high)}）。`,
    },
  ];
}

function spoken(column: Column, value: number): string {
  return column.type === "date" ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)));
}
