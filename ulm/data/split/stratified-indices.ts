import type { RandomSource } from "../../compute/index.ts";
import { ParameterError } from "../estimator.ts";
import { uniqueLabels } from "../labels.ts";
import type { Label } from "../labels.ts";

/** Random train and test rows in which every class has its share, drawn in the order of scikit-learn's `StratifiedShuffleSplit`. */
export function stratifiedIndices(labels: readonly Label[], train: number, test: number, random: RandomSource) {
  const classes = uniqueLabels(labels);
  const members = classes.map((label) => labels.flatMap((other, row) => (other === label ? [row] : [])));
  const rare = classes.find((_, index) => members[index]!.length < 2);
  if (rare !== undefined) {
    throw new ParameterError(
      `Class ${JSON.stringify(rare)} has one row only: it cannot be in both parts. Split without stratify.`,
    );
  }
  if (Math.min(train, test) < classes.length) {
    throw new ParameterError(`A part of ${Math.min(train, test)} rows is too small for ${classes.length} classes.`);
  }
  const counts = members.map(({ length }) => length);
  const trainCounts = proportionalCounts(counts, train, random);
  const testCounts = proportionalCounts(
    counts.map((count, index) => count - trainCounts[index]!),
    test,
    random,
  );
  const trainRows: number[] = [];
  const testRows: number[] = [];
  members.forEach((rows, index) => {
    const shuffled = Array.from(random.permutation(rows.length), (position) => rows[position]!);
    const end = trainCounts[index]!;
    for (const row of shuffled.slice(0, end)) trainRows.push(row);
    for (const row of shuffled.slice(end, end + testCounts[index]!)) testRows.push(row);
  });
  return { train: random.shuffle(trainRows), test: random.shuffle(testRows) };
}

/** How many of `draws` fall to each class: its share rounded down, then the largest remainders, ties by lot. */
function proportionalCounts(counts: readonly number[], draws: number, random: RandomSource): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (count / total) * draws);
  const drawn = shares.map(Math.floor);
  let left = draws - drawn.reduce((sum, count) => sum + count, 0);
  const remainders = shares.map((share, index) => share - drawn[index]!);
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (left === 0) break;
    const tied = remainders.flatMap((other, index) => (other === remainder ? [index] : []));
    const order = random.permutation(tied.length);
    const chosen = order.slice(0, left);
    for (const position of chosen) drawn[tied[position]!]! += 1;
    left -= chosen.length;
  }
  return drawn;
}
