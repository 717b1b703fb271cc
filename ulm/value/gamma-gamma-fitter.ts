import { ParameterError, Table } from "../data/index.ts";
import { gammaGammaLikelihood } from "./likelihood/gamma-gamma-likelihood.ts";
import { maximiseLikelihood } from "./likelihood/maximise-likelihood.ts";
import { HistoryError } from "./history-error.ts";
import { LikelihoodFitter } from "./likelihood-fitter.ts";
import { checkLengths, toNumberList } from "./number-list.ts";
import type { NumberList } from "./number-list.ts";
import { checkFrequencies, checkWeights } from "./purchase-histories.ts";
import type { HistoryArguments } from "./purchase-histories.ts";

/** A table with columns `frequency` and `monetaryValue`, or both lists: how many purchases, and their mean value. */
export type SpendingArguments = readonly [summary: Table] | readonly [frequency: NumberList, monetaryValue: NumberList];

/** The same with how many customers each row stands for: a column `weights`, or a third list. */
export type WeightedSpendingArguments =
  readonly [summary: Table] | readonly [frequency: NumberList, monetaryValue: NumberList, weights?: NumberList];

/** What `customerLifetimeValue` needs to know of each customer: such a table, or lists. */
export type CustomerValues =
  | Table
  | {
      readonly frequency: NumberList;
      readonly recency: NumberList;
      readonly T: NumberList;
      readonly monetaryValue: NumberList;
    };

/** A model that says how many purchases are to come, such as `BetaGeoFitter`. */
export interface PurchaseModel {
  predict(t: number, ...history: HistoryArguments): number[];
}

export interface LifetimeValueOptions {
  /** Months that are looked ahead. Default 12. */
  time?: number;
  /** By which money loses value in a month. Default 0.01, about 12.7 % a year. */
  discountRate?: number;
  /** The unit of recency and T: hours, days, weeks or months. Default "D". */
  freq?: "h" | "D" | "W" | "M";
}

const unitsInMonth = { h: 30 * 24, D: 30, W: 4.345, M: 1 };

/**
 * What customers spend: lifetimes' `GammaGammaFitter`. The values of a customer's purchases are Gamma(p, rate ν), ν is Gamma(q, rate v)
 * among customers; how often they buy has nothing to do with it. (P. S. Fader, B. G. S. Hardie, K. L. Lee, "RFM and CLV: using iso-value
 * curves for customer base analysis", J. Marketing Research 42, 2005; Hardie's note 025; M30.)
 */
export class GammaGammaFitter extends LikelihoodFitter<"p" | "q" | "v"> {
  readonly type = "GammaGammaFitter";
  readonly parameterNames = ["p", "q", "v"] as const;
  protected readonly title = { en: "Gamma-Gamma: value of purchases", "zh-CN": "Gamma-Gamma：购买金额" };

  /**
   * `fit(summary)` or `fit(frequency, monetaryValue)`. Leave customers without repeat purchases out:
   * `fit(summary.filter((row) => row.frequency > 0))`.
   * @throws HistoryError for a frequency or value that is not positive; ConvergenceError where they do not determine the parameters
   */
  async fit(...spending: WeightedSpendingArguments): Promise<this> {
    this.fitted = undefined;
    const { frequency, monetaryValue, weights } = toSpending(spending);
    const bad = frequency.findIndex((x, row) => !(x > 0 && monetaryValue[row]! > 0));
    if (bad >= 0) {
      throw new HistoryError(
        `Row ${bad} has frequency ${frequency[bad]} and monetary value ${monetaryValue[bad]}; both must be more than 0. Leave customers ` +
          `without repeat purchases out: summary.filter((row) => row.frequency > 0 && row.monetaryValue > 0).`,
      );
    }
    const customers = weights?.reduce((sum, weight) => sum + weight, 0) ?? frequency.length;
    const mean = monetaryValue.reduce((sum, value) => sum + value, 0) / monetaryValue.length;
    const options = { type: this.type, penalty: this.params.penalizerCoef * customers };
    const likelihood = gammaGammaLikelihood({ frequency, monetaryValue, weights });
    this.fitted = { customers, ...(await maximiseLikelihood(likelihood, [1, 2, mean], options)) };
    return this;
  }

  /**
   * The mean value that each customer's purchases are expected to have: between what was seen of the customer and the mean of all.
   * Customers without purchases get the mean of all (note 025, equation 5).
   * @throws HistoryError for lists that do not fit; ParameterError when q ≤ 1, where the model has no mean
   */
  conditionalExpectedAverageProfit(...spending: SpendingArguments): number[] {
    const { frequency, monetaryValue } = toSpending(spending);
    const { p, q, v } = this.parameters;
    if (q <= 1) {
      throw new ParameterError(
        `GammaGammaFitter: with q = ${q.toPrecision(4)} ≤ 1 the mean over all customers is infinite. Check for a few very large amounts, or set penalizerCoef.`,
      );
    }
    const ofAll = (p * v) / (q - 1);
    return Array.from(frequency, (x, row) => {
      const weight = (p * x) / (p * x + q - 1);
      return (1 - weight) * ofAll + weight * monetaryValue[row]!;
    });
  }

  /**
   * What each customer's purchases of the next months are worth today: month by month, the expected number of purchases times their
   * expected value, discounted to now, as lifetimes computes it.
   * @param model a fitted model of purchases
   * @throws HistoryError for lists that do not fit; ParameterError for options that make no sense
   */
  customerLifetimeValue(model: PurchaseModel, customers: CustomerValues, options: LifetimeValueOptions = {}): number[] {
    const { time = 12, discountRate = 0.01, freq = "D" } = options;
    const month = unitsInMonth[freq];
    if (month === undefined || !(Number.isSafeInteger(time) && time > 0) || !(discountRate > -1)) {
      throw new ParameterError(
        `customerLifetimeValue: time must be a whole number of months from 1, discountRate more than −1, freq one of ${Object.keys(unitsInMonth).join(", ")}; ` +
          `not ${time}, ${discountRate}, ${JSON.stringify(freq)}.`,
      );
    }
    const isTable = customers instanceof Table;
    const history: HistoryArguments = isTable ? [customers] : [customers.frequency, customers.recency, customers.T];
    const profit = isTable
      ? this.conditionalExpectedAverageProfit(customers)
      : this.conditionalExpectedAverageProfit(customers.frequency, customers.monetaryValue);
    const values = profit.map(() => 0);
    let before = profit.map(() => 0);
    for (let count = 1; count <= time; count++) {
      const upToNow = model.predict(count * month, ...history);
      const discount = (1 + discountRate) ** count;
      profit.forEach((value, row) => (values[row]! += (value * (upToNow[row]! - before[row]!)) / discount));
      before = upToNow;
    }
    return values;
  }
}

function toSpending(spending: WeightedSpendingArguments) {
  const [first, second, third] =
    spending[0] instanceof Table
      ? [
          spending[0].column("frequency"),
          spending[0].column("monetaryValue"),
          spending[0].has("weights") ? spending[0].column("weights") : undefined,
        ]
      : spending;
  const frequency = toNumberList(first as NumberList, "frequency");
  const monetaryValue = toNumberList(second!, "monetaryValue");
  const weights = third === undefined ? undefined : toNumberList(third, "weights");
  checkLengths({ frequency, monetaryValue, weights });
  if (frequency.length === 0) throw new HistoryError("There are no customers to learn from.");
  checkFrequencies(frequency);
  if (weights !== undefined) checkWeights(weights);
  return { frequency, monetaryValue, weights };
}
