import { proportion } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { display, ParameterError, Table } from "../../data/index.ts";
import type { DisplayBundle, Label } from "../../data/index.ts";
import { BehaviourError } from "../behaviour-error.ts";
import type { FpGrowth } from "./fp-growth.ts";

/** If somebody takes the antecedent, how often also the consequent. Shares are of all baskets. */
export interface AssociationRule {
  readonly antecedent: readonly Label[];
  readonly consequent: readonly Label[];
  /** Baskets that hold both. */
  readonly count: number;
  readonly antecedentSupport: number;
  readonly consequentSupport: number;
  readonly support: number;
  /** The share of the consequent among baskets with the antecedent. */
  readonly confidence: number;
  /** Wilson's interval of the confidence. */
  readonly confidenceLower: number;
  readonly confidenceUpper: number;
  /** How many times as often as if the two had nothing to do with each other; 1: nothing. */
  readonly lift: number;
  /** Support less what it would be then. */
  readonly leverage: number;
  /** How many times as often the rule would be wrong then; infinite if it is never wrong. */
  readonly conviction: number;
}

/** What can be asked of a rule. */
export type RuleMetric = "support" | "confidence" | "lift" | "leverage" | "conviction";
const metrics: readonly RuleMetric[] = ["support", "confidence", "lift", "leverage", "conviction"];

export interface AssociationRuleOptions {
  /** What rules must have enough of; they are sorted by it. Default "confidence". */
  metric?: RuleMetric;
  /** At least this much. Default 0.8, as mlxtend has it. */
  minThreshold?: number;
  /** Of the confidence's interval. Default 0.95. */
  level?: number;
}

/** Rules, the strongest first. */
export class AssociationRules {
  readonly rules: readonly AssociationRule[];
  /** How many baskets they were found in. */
  readonly baskets: number;

  constructor(rules: readonly AssociationRule[], baskets: number) {
    this.rules = rules;
    this.baskets = baskets;
  }

  /** The rule from these items to those, in any order; undefined if it is not among them. */
  find(antecedent: readonly Label[], consequent: readonly Label[]): AssociationRule | undefined {
    const same = (a: readonly Label[], b: readonly Label[]) =>
      a.length === b.length && a.every((item) => b.includes(item));
    return this.rules.find((rule) => same(rule.antecedent, antecedent) && same(rule.consequent, consequent));
  }

  /** One row for each rule, items joined by commas. */
  table(): Table {
    return Table.fromObjects(
      this.rules.map(({ antecedent, consequent, ...measures }) => ({
        antecedent: antecedent.join(", "),
        consequent: consequent.join(", "),
        ...measures,
      })),
    );
  }

  toString(): string {
    return this[display]()["text/plain"] as string;
  }

  [display](): DisplayBundle {
    const total = this.rules.length.toLocaleString("en");
    const baskets = this.baskets.toLocaleString("en");
    const title = {
      en: `Association rules: ${total} from ${baskets} baskets`,
      "zh-CN": `关联规则：${baskets} 个购物篮中的 ${total} 条`,
    };
    const rows = this.rules
      .slice(0, 20)
      .map((rule) => [
        `${rule.antecedent.join(", ")} → ${rule.consequent.join(", ")}`,
        `${(100 * rule.support).toFixed(2)} %`,
        `${rule.confidence.toFixed(3)} (${rule.confidenceLower.toFixed(3)}–${rule.confidenceUpper.toFixed(3)})`,
        rule.lift.toFixed(2),
        rule.leverage.toFixed(4),
        Number.isFinite(rule.conviction) ? rule.conviction.toFixed(2) : "∞",
      ]);
    return bilingualTable(title, heads, rows);
  }
}

const heads = [
  { en: "rule", "zh-CN": "规则" },
  { en: "support", "zh-CN": "支持度" },
  { en: "confidence", "zh-CN": "置信度" },
  { en: "lift", "zh-CN": "提升度" },
  { en: "leverage", "zh-CN": "杠杆率" },
  { en: "conviction", "zh-CN": "确信度" },
];

/**
 * All rules that frequent itemsets give, mlxtend's `association_rules`: every division of a set into antecedent and consequent. (Agrawal,
 * Imieliński & Swami, SIGMOD 1993; lift and conviction: Brin, Motwani, Ullman & Tsur, SIGMOD 1997; leverage: Piatetsky-Shapiro 1991.)
 * Of many rules some look strong by chance: judge them by the interval of their confidence, and by data they were not found in.
 * @param found a fitted `FpGrowth`
 * @throws ParameterError for an option that makes no sense; NotFittedError
 */
export function associationRules(found: FpGrowth, options: AssociationRuleOptions = {}): AssociationRules {
  const { metric = "confidence", minThreshold = 0.8, level = 0.95 } = options;
  if (!metrics.includes(metric) || !Number.isFinite(minThreshold) || !(level > 0 && level < 1)) {
    throw new ParameterError(
      `associationRules: metric must be one of ${metrics.join(", ")}, minThreshold a number, level between 0 and 1; not ${String(metric)}, ${minThreshold}, ${level}.`,
    );
  }
  const { itemsets, baskets } = found;
  const keyOf = (items: readonly Label[]) => JSON.stringify(items);
  const counts = new Map(itemsets.map(({ items, count }) => [keyOf(items), count]));
  const rules: AssociationRule[] = [];
  for (const { items, count } of itemsets) {
    // Each bit of `choice` says whether an item is in the antecedent.
    if (items.length > 30)
      throw new BehaviourError(
        `associationRules: a set of ${items.length} items has too many rules; set maxLength of FpGrowth.`,
      );
    for (let choice = 1; choice < 2 ** items.length - 1; choice++) {
      const antecedent = items.filter((_, index) => (choice >> index) & 1);
      const consequent = items.filter((_, index) => !((choice >> index) & 1));
      const rule = measure(antecedent, consequent, {
        both: count,
        first: counts.get(keyOf(antecedent))!,
        second: counts.get(keyOf(consequent))!,
        baskets,
        level,
      });
      if (rule[metric] >= minThreshold) rules.push(rule);
    }
  }
  rules.sort((a, b) => Number(b[metric] > a[metric]) - Number(b[metric] < a[metric]) || b.count - a.count);
  return new AssociationRules(rules, baskets);
}

function measure(
  antecedent: readonly Label[],
  consequent: readonly Label[],
  {
    both,
    first,
    second,
    baskets,
    level,
  }: { both: number; first: number; second: number; baskets: number; level: number },
): AssociationRule {
  const { lower, upper } = proportion(both, first, level);
  const confidence = both / first;
  return {
    antecedent,
    consequent,
    count: both,
    antecedentSupport: first / baskets,
    consequentSupport: second / baskets,
    support: both / baskets,
    confidence,
    confidenceLower: lower,
    confidenceUpper: upper,
    lift: (both * baskets) / (first * second),
    leverage: both / baskets - (first / baskets) * (second / baskets),
    conviction: both === first ? Infinity : (1 - second / baskets) / (1 - confidence),
  };
}
