import { display, ParameterError, Table, toLabels, uniqueLabels } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import { countGroups, groupRates, rateNames } from "./group-rates.ts";
import type { GroupRates, RateName } from "./group-rates.ts";
import { fairnessBundle } from "./fairness-display.ts";
import { proportionDifference } from "../../compute/index.ts";

export interface FairnessOptions {
  /** The label that counts as being selected. Default the larger of the two that occur (1, true, "Yes" after "No"). */
  positive?: Label;
  /** Confidence of all intervals. Default 0.95. */
  level?: number;
}

/** How far the groups are apart in one rate. */
export interface FairnessGap {
  /** Which rate. */
  readonly rate: RateName;
  /** Highest minus lowest, and its interval; it holds whichever groups turn out to be the extremes. */
  readonly difference: number;
  /** Ends of the interval of the difference. */
  readonly lower: number;
  /** See `lower`. */
  readonly upper: number;
  /** Lowest divided by highest; 1 when both are 0. Below 0.8 it fails the four-fifths rule of US employment law. */
  readonly ratio: number;
  /** The group with the highest rate. */
  readonly highest: Label;
  /** The group with the lowest rate. */
  readonly lowest: Label;
}

/** How a classifier treats groups of people. `FairnessAudit.groups` has the rates of each, `gaps` how far they are apart. */
export class FairnessAudit {
  /** The label that counts as being selected. */
  readonly positive: Label;
  /** Confidence of all intervals. */
  readonly level: number;
  /** Each group with its rates, groups ascending. */
  readonly groups: readonly GroupRates[];
  /** For each rate that at least two groups have, in the order of `rateNames`. */
  readonly gaps: readonly FairnessGap[];

  constructor(positive: Label, level: number, groups: readonly GroupRates[], gaps: readonly FairnessGap[]) {
    this.positive = positive;
    this.level = level;
    this.groups = groups;
    this.gaps = gaps;
  }

  /** @throws ParameterError when fewer than two groups have the rate */
  gap(rate: RateName): FairnessGap {
    const found = this.gaps.find((gap) => gap.rate === rate);
    if (found === undefined)
      throw new ParameterError(`Fewer than two groups have a ${rate}: there is nothing to compare.`);
    return found;
  }

  /** Largest difference of selection rates (fairlearn's `demographic_parity_difference`). */
  get demographicParityDifference(): number {
    return this.gap("selectionRate").difference;
  }

  /** Smallest selection rate divided by the largest. */
  get demographicParityRatio(): number {
    return this.gap("selectionRate").ratio;
  }

  /** Largest difference of true positive rates (Hardt, Price and Srebro, 2016). */
  get equalOpportunityDifference(): number {
    return this.gap("truePositiveRate").difference;
  }

  /** The larger of the differences of true and of false positive rates. */
  get equalizedOddsDifference(): number {
    return Math.max(this.gap("truePositiveRate").difference, this.gap("falsePositiveRate").difference);
  }

  /** Largest difference of precisions (Chouldechova, 2017). */
  get predictiveParityDifference(): number {
    return this.gap("precision").difference;
  }

  /** One row for each group: `group`, `count`, and each rate with its interval. */
  table(): Table {
    return Table.fromObjects(
      this.groups.map(({ group, count, ...rates }) => ({
        group: String(group),
        count,
        ...Object.fromEntries(
          rateNames.flatMap((name) => [
            [name, rates[name].value],
            [`${name}Lower`, rates[name].lower],
            [`${name}Upper`, rates[name].upper],
          ]),
        ),
      })),
    );
  }

  toString(): string {
    return fairnessBundle(this)["text/plain"] as string;
  }

  [display](): DisplayBundle {
    return fairnessBundle(this);
  }
}

/**
 * How a classifier's decisions fall on groups (M34): selection rate, true and false positive rate and precision of each group with Wilson
 * intervals, and the largest difference of each with Newcombe's interval, corrected for the number of pairs (Bonferroni). When the
 * groups differ in how often the true class occurs, not all of these can be equal at once (Kleinberg et al., 2016): which one matters is
 * for people to say.
 * @param yTrue what is true, `yPredicted` what the model decided, `groups` to which group each row belongs
 * @throws ParameterError for other than two classes, different lengths, or fewer than two groups
 */
export function fairnessAudit(
  yTrue: Labels,
  yPredicted: Labels,
  groups: Labels,
  options: FairnessOptions = {},
): FairnessAudit {
  const { level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new ParameterError(`level must be between 0 and 1, not ${level}.`);
  const truth = toLabels(yTrue, "yTrue");
  const predicted = toLabels(yPredicted, "yPredicted");
  const members = toLabels(groups, "groups");
  checkLengths({ yTrue: truth.length, yPredicted: predicted.length, groups: members.length });
  const positive = positiveClass([...truth, ...predicted], options.positive);
  const order = checkGroups(members);
  const isPositive = truth.map((label) => label === positive);
  const isSelected = predicted.map((label) => label === positive);
  const counts = countGroups(isPositive, isSelected, members, order);
  const pairs = (order.length * (order.length - 1)) / 2;
  const wide = counts.map((one) => groupRates(one, 1 - (1 - level) / pairs));
  const gaps = rateNames.flatMap((rate) => largestGap(rate, wide));
  return new FairnessAudit(
    positive,
    level,
    counts.map((one) => groupRates(one, level)),
    gaps,
  );
}

/** @throws ParameterError */
export function checkLengths(lengths: Readonly<Record<string, number>>): void {
  const [[first, rows], ...others] = Object.entries(lengths) as [[string, number], ...[string, number][]];
  for (const [name, length] of others) {
    if (length !== rows) throw new ParameterError(`${first} has ${rows} rows, but ${name} has ${length}.`);
  }
}

/** The groups in ascending order. @throws ParameterError for fewer than two */
export function checkGroups(members: readonly Label[]): Label[] {
  const order = uniqueLabels(members);
  if (order.length < 2) {
    throw new ParameterError(`A comparison needs at least two groups, but groups holds ${order.length}.`);
  }
  return order;
}

function positiveClass(labels: readonly Label[], wanted: Label | undefined): Label {
  const classes = uniqueLabels(labels);
  if (classes.length !== 2) {
    throw new ParameterError(
      `Fairness is audited for two classes, but there are ${classes.length}: ${classes.join(", ")}.`,
    );
  }
  if (wanted !== undefined && !classes.includes(wanted)) {
    throw new ParameterError(`positive is ${JSON.stringify(wanted)}, but the classes are ${classes.join(" and ")}.`);
  }
  return wanted ?? classes[1]!;
}

function largestGap(rate: RateName, groups: readonly GroupRates[]): FairnessGap[] {
  const known = groups.filter((group) => group[rate].value !== null);
  if (known.length < 2) return [];
  const sorted = known.toSorted((a, b) => a[rate].value! - b[rate].value!);
  const [lowest, highest] = [sorted[0]!, sorted.at(-1)!];
  const { value, lower, upper } = proportionDifference(highest[rate], lowest[rate]);
  const ratio = highest[rate].value === 0 ? 1 : lowest[rate].value! / highest[rate].value!;
  return [{ rate, difference: value, lower, upper, ratio, highest: highest.group, lowest: lowest.group }];
}
