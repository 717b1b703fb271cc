import { fairnessRates } from "../../chart/fairness-rates.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable, checkParameters, display, oneOf, ParameterError, Table, toLabels } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Label, Labels } from "../../data/index.ts";
import { checkBinary, checkScores } from "../../learn/metrics/checked-labels.ts";
import type { Scores } from "../../learn/metrics/score-matrix.ts";
import { fairnessWords, rateWords } from "./fairness-words.ts";
import { checkGroups, checkLengths, fairnessAudit } from "./fairness-audit.ts";
import type { FairnessAudit } from "./fairness-audit.ts";
import { rankGroup } from "./ranked-group.ts";
import type { Cut, RankedGroup } from "./ranked-group.ts";

/** The rate that is to be the same in all groups. */
export type FairnessConstraint = "selectionRate" | "truePositiveRate" | "falsePositiveRate";

const constraints = oneOf("selectionRate", "truePositiveRate", "falsePositiveRate");

export interface FairThresholdOptions {
  /** Default "truePositiveRate": who deserves it is chosen as often in each group (equal opportunity). */
  constraint?: FairnessConstraint;
  /** The common rate, from 0 to 1. Default: the one with the best accuracy. */
  rate?: number;
  /** Default the larger of the two classes. */
  positive?: Label;
}

/** A threshold for each group. */
export class GroupThresholds {
  /** The rate that is the same in all groups, as nearly as scores allow. */
  readonly constraint: FairnessConstraint;
  /** What is predicted from the threshold on. */
  readonly positive: Label;
  /** What is predicted below it. */
  readonly negative: Label;
  /** Whoever scores this or more is selected; by group, ascending. */
  readonly thresholds: ReadonlyMap<Label, number>;
  /** What the common rate was to be. */
  readonly rate: number;
  /** On the rows that the thresholds were chosen on: judge them on others. */
  readonly audit: FairnessAudit;
  /** Share of the same rows that are decided rightly. */
  readonly accuracy: number;

  constructor(facts: Omit<GroupThresholds, "predict" | "table" | "toString" | typeof display>) {
    this.constraint = facts.constraint;
    this.positive = facts.positive;
    this.negative = facts.negative;
    this.thresholds = facts.thresholds;
    this.rate = facts.rate;
    this.audit = facts.audit;
    this.accuracy = facts.accuracy;
  }

  /** The decision for each row. @throws ParameterError for a group without threshold */
  predict(scores: Scores, groups: Labels): Label[] {
    const members = toLabels(groups, "groups");
    return Array.from(checkScores(scores, members.length), (score, row) => {
      const threshold = this.thresholds.get(members[row]!);
      if (threshold === undefined) {
        throw new ParameterError(`Row ${row} is of group ${JSON.stringify(members[row])}, which has no threshold.`);
      }
      return score >= threshold ? this.positive : this.negative;
    });
  }

  /** One row for each group: `group`, `threshold`. */
  table(): Table {
    return Table.fromObjects([...this.thresholds].map(([group, threshold]) => ({ group: String(group), threshold })));
  }

  toString(): string {
    return [...this.thresholds].map(([group, threshold]) => `${group}: ${threshold.toFixed(4)}`).join("\n");
  }

  /** How the groups fare with their thresholds, on the rows that these were chosen on. */
  [display](): DisplayBundle {
    const { constraint, audit } = this;
    const [name, accuracy] = [rateWords[constraint], this.accuracy.toFixed(4)];
    const title: BilingualText = {
      en: `Thresholds for a common ${name.en.toLowerCase()} of ${this.rate.toFixed(3)}; accuracy ${accuracy}`,
      "zh-CN": `使各组${name["zh-CN"]}同为 ${this.rate.toFixed(3)} 的阈值；准确率 ${accuracy}`,
    };
    const figures = bilingualTable(
      title,
      [fairnessWords.group, fairnessWords.threshold, name],
      audit.groups.map(({ group, [constraint]: reached }) => [
        String(group),
        this.thresholds.get(group)!.toFixed(4),
        reached.value?.toFixed(3) ?? "–",
      ]),
    );
    const each = [...this.thresholds].map(([group, threshold]) => `${group} ≥ ${threshold.toFixed(3)}`).join(", ");
    return withChart(fairnessRates(audit, { title: { ...title }, subtitle: each }), figures);
  }
}

const ratesTried = 201;

/**
 * Thresholds that give all groups the same rate as nearly as the scores allow, and among those rates the most accurate one (after Hardt,
 * Price and Srebro, "Equality of Opportunity in Supervised Learning", 2016; without their coin tosses, so that equal people are treated
 * equally). Treating groups differently in order to treat them alike is itself a decision that law may restrict.
 * @throws ParameterError for an unknown constraint, other than two classes, different lengths, fewer than two groups, or a group without the rows of the rate
 */
export function fairThresholds(
  yTrue: Labels,
  scores: Scores,
  groups: Labels,
  options: FairThresholdOptions = {},
): GroupThresholds {
  const { constraint = "truePositiveRate", rate } = options;
  checkParameters("fairThresholds", { constraint }, { constraint: constraints });
  if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
    throw new ParameterError(`rate must be from 0 to 1, not ${rate}.`);
  }
  const truth = toLabels(yTrue, "yTrue");
  const members = toLabels(groups, "groups");
  checkLengths({ yTrue: truth.length, groups: members.length });
  const { isPositive, positive } = checkBinary(truth, options.positive);
  const values = checkScores(scores, truth.length, positive);
  const order = checkGroups(members);
  const ranked = order.map((group) => rankGroup(group, constraint, values, isPositive, members));
  const rates =
    rate === undefined ? Array.from({ length: ratesTried }, (_, index) => index / (ratesTried - 1)) : [rate];
  const candidates = rates.map((target) => chooseCuts(ranked, target));
  const best = candidates.reduce((a, b) => (b.correct > a.correct ? b : a));
  const thresholds = new Map(order.map((group, index) => [group, best.cuts[index]!.threshold]));
  const negative = truth.find((label) => label !== positive)!;
  const decisions = truth.map((_, row) => (values[row]! >= thresholds.get(members[row]!)! ? positive : negative));
  return new GroupThresholds({
    ...{ constraint, positive, negative, thresholds, rate: best.target },
    audit: fairnessAudit(truth, decisions, members, { positive }),
    accuracy: best.correct / truth.length,
  });
}

/** For each group the cut whose rate is nearest to the target; of several, as where only a rate of true positives rises, the most accurate. */
function chooseCuts(groups: readonly RankedGroup[], target: number) {
  const isBetter = (cut: Cut, best: Cut) => {
    const [distance, least] = [Math.abs(cut.rate - target), Math.abs(best.rate - target)];
    return distance < least || (distance === least && cut.correct > best.correct);
  };
  const cuts = groups.map((group) => group.reduce((best, cut) => (isBetter(cut, best) ? cut : best)));
  return { target, cuts, correct: cuts.reduce((sum, cut) => sum + cut.correct, 0) };
}
