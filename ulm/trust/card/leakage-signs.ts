import { toLabels, toTable } from "../../data/index.ts";
import type { BilingualText, Column, Label, Snapshot, Table } from "../../data/index.ts";
import { rocAucScore } from "../../learn/index.ts";
import type { CardRows } from "./data-facts.ts";

/** From here on a single feature says so much that it may be the answer itself. */
const suspiciousAuc = 0.99;
const suspiciousCorrelation = 0.99;
const suspiciousShare = 0.99;

/** Signs that the model knows what it could not know in earnest. Each may have a good reason; each deserves a look. */
export function leakageSigns(rows: CardRows, isClassification: boolean, snapshot?: Snapshot): BilingualText[] {
  const [train, test] = [toTable(rows.XTrain), toTable(rows.XTest)];
  const y = toLabels(rows.yTrain, "yTrain");
  return [
    ...sharedRows(train, test),
    ...train.columns.flatMap((column) => tellTale(column, y, isClassification)),
    ...train.columns.flatMap(identifier),
    ...(snapshot === undefined ? [] : train.columns.flatMap((column) => laterDates(column, snapshot.asOf))),
  ];
}

function sharedRows(train: Table, test: Table): BilingualText[] {
  const known = new Set(rowKeys(train));
  const shared = rowKeys(test.select(train.columnNames)).filter((key) => known.has(key)).length;
  if (shared === 0) return [];
  const share = `${((100 * shared) / test.rowCount).toFixed(1)} %`;
  return [
    {
      en: `${shared} test rows (${share}) are the same as a training row in all columns.`,
      "zh-CN": `${shared} 行测试数据（${share}）的所有列与某训练行完全相同。`,
    },
  ];
}

function tellTale(column: Column, y: readonly Label[], isClassification: boolean): BilingualText[] {
  const rows = [...y.keys()].filter((row) => !column.isMissing(row));
  const targets = rows.map((row) => y[row]!);
  if (column.type === "text") return isClassification ? tellTaleCategory(column, rows, targets) : [];
  const numbers = column.toNumbers();
  const values = rows.map((row) => numbers[row]!);
  const strength = isClassification ? separation(targets, values) : Math.abs(correlation(targets as number[], values));
  if (!(strength >= (isClassification ? suspiciousAuc : suspiciousCorrelation))) return [];
  const figure = `${isClassification ? "AUC" : "r"} ${strength.toFixed(4)}`;
  return [
    {
      en: `Column "${column.name}" alone nearly gives the answer away (${figure} on the training rows).`,
      "zh-CN": `仅凭列“${column.name}”几乎就能得出答案（训练集 ${figure}）。`,
    },
  ];
}

/** So many rows at least must be of a category for it to say something: others tell their few rows apart by chance. */
const fewestOfCategory = 5;

/** Categories each of which goes with one class nearly always, although there are several classes. */
function tellTaleCategory(column: Column, rows: readonly number[], targets: readonly Label[]): BilingualText[] {
  const classesOf = new Map<unknown, Map<Label, number>>();
  rows.forEach((row, place) => {
    const category = column.get(row);
    const counts = classesOf.get(category) ?? new Map<Label, number>();
    counts.set(targets[place]!, (counts.get(targets[place]!) ?? 0) + 1);
    classesOf.set(category, counts);
  });
  const sum = (counts: Map<Label, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
  const common = [...classesOf.values()].filter((counts) => sum(counts) >= fewestOfCategory);
  const known = common.reduce((total, counts) => total + sum(counts), 0);
  const right = common.reduce((total, counts) => total + Math.max(...counts.values()), 0);
  const answers = new Set(
    common.map((counts) => [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]),
  );
  if (answers.size < 2 || known < rows.length / 2 || right < suspiciousShare * known) return [];
  const share = `${((100 * right) / known).toFixed(1)} %`;
  return [
    {
      en: `Column "${column.name}" alone nearly gives the answer away (its categories name the class of ${share} of the training rows).`,
      "zh-CN": `仅凭列“${column.name}”几乎就能得出答案（其类别可说中训练集 ${share} 的行）。`,
    },
  ];
}

/** The better of both directions; of more than two classes nothing. */
function separation(targets: readonly Label[], values: readonly number[]): number {
  if (new Set(targets).size !== 2) return 0;
  const auc = rocAucScore(targets, values);
  return Math.max(auc, 1 - auc);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  a.forEach((value, row) => {
    products += (value - meanA) * (b[row]! - meanB);
    squaresA += (value - meanA) ** 2;
    squaresB += (b[row]! - meanB) ** 2;
  });
  return squaresA * squaresB === 0 ? 0 : products / Math.sqrt(squaresA * squaresB);
}

/** Text, or whole numbers, with another value in every row. */
function identifier(column: Column): BilingualText[] {
  const isWhole = column.type === "number" && column.toNumbers().every((value) => Number.isInteger(value));
  if ((column.type !== "text" && !isWhole) || column.length < 20 || column.missing > 0) return [];
  if (column.unique().length < column.length) return [];
  return [
    {
      en: `Column "${column.name}" has another value in every row: it looks like an identifier.`,
      "zh-CN": `列“${column.name}”每行取值都不同，像是标识符。`,
    },
  ];
}

function laterDates(column: Column, asOf: Date): BilingualText[] {
  if (column.type !== "date") return [];
  const later = column.toNumbers().filter((time) => time >= asOf.getTime()).length;
  if (later === 0) return [];
  const day = asOf.toISOString().slice(0, 10);
  return [
    {
      en: `Column "${column.name}" has ${later} dates on or after ${day}, the day the features are of.`,
      "zh-CN": `列“${column.name}”有 ${later} 个日期不早于特征截止日 ${day}。`,
    },
  ];
}

function rowKeys(table: Table): string[] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    JSON.stringify(table.columns.map(({ data }) => (Number.isNaN(data[row]) ? null : data[row]))),
  );
}
