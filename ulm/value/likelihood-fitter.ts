import { normalQuantile } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import { checkParameters, display, Estimator, notNegative, Table } from "../data/index.ts";
import type { DisplayBundle } from "../data/index.ts";
import { ConvergenceError } from "./history-error.ts";
import type { LikelihoodFit } from "./likelihood/maximise-likelihood.ts";

export interface LikelihoodFitterParams {
  /**
   * As in lifetimes: this times the sum of the squared parameters (times counted in the longest T of the data) is added to the mean
   * negative log-likelihood. Helps where little data leave parameters open. Default 0.
   */
  penalizerCoef: number;
}

export interface LikelihoodFitterState extends LikelihoodFit {
  /** Customers fitted on, weights counted. */
  readonly customers: number;
}

/** A model of customers whose few positive parameters maximise a likelihood. */
export abstract class LikelihoodFitter<Name extends string> extends Estimator<
  LikelihoodFitterParams,
  LikelihoodFitterState
> {
  /** In the order of `varianceMatrix`. */
  abstract readonly parameterNames: readonly Name[];
  /** What the display is called. */
  protected abstract readonly title: { readonly en: string; readonly "zh-CN": string };

  constructor(params: Partial<LikelihoodFitterParams> = {}) {
    super({ penalizerCoef: 0 }, params);
    checkParameters(new.target.name, this.params, { penalizerCoef: notNegative });
  }

  /** The estimates by name; `params_` of lifetimes. */
  get parameters(): Readonly<Record<Name, number>> {
    return this.named(this.state.parameters);
  }

  /** Customers fitted on, weights counted. */
  get customers(): number {
    return this.state.customers;
  }

  /** At the estimates, without the penalty. */
  get logLikelihood(): number {
    return this.state.logLikelihood;
  }

  /** Steps of Newton's method. */
  get nIter(): number {
    return this.state.nIter;
  }

  /**
   * Covariances of the estimates, one row for each: the inverse of the observed information. (`variance_matrix_` of lifetimes 0.11.3 has
   * the same diagonal, but multiplies each column by the square of one parameter, so that it is not symmetric.)
   * @throws ConvergenceError where the data do not determine the parameters
   */
  get varianceMatrix(): number[][] {
    const { covariance } = this.state;
    if (covariance.length === 0) {
      throw new ConvergenceError(
        `${this.type}: the likelihood is flat at its highest point; there are no standard errors.`,
      );
    }
    const size = this.parameterNames.length;
    return this.parameterNames.map((_, row) => covariance.slice(row * size, (row + 1) * size));
  }

  /** By name. @throws ConvergenceError where the data do not determine the parameters */
  get standardErrors(): Readonly<Record<Name, number>> {
    return this.named(this.varianceMatrix.map((row, index) => Math.sqrt(row[index]!)));
  }

  /**
   * [lower, upper] by name, symmetric on the scale of logarithms, so that no limit is negative (lifetimes adds 1.96 standard errors to
   * the parameter itself).
   * @param level default 0.95
   * @throws ConvergenceError where the data do not determine the parameters
   */
  confidenceIntervals(level = 0.95): Readonly<Record<Name, readonly [number, number]>> {
    const reach = normalQuantile(0.5 + level / 2);
    const { standardErrors, parameters } = this;
    const limits = this.parameterNames.map((name) => {
      const factor = Math.exp((reach * standardErrors[name]) / parameters[name]);
      return [name, [parameters[name] / factor, parameters[name] * factor]];
    });
    return Object.fromEntries(limits);
  }

  /** One row for each parameter: name, estimate, and, where the data determine it, standard error and 95 % confidence interval. */
  summary(): Table {
    const { parameters } = this;
    const rows = this.parameterNames.map((name) => ({ name, estimate: parameters[name] }));
    if (this.state.covariance.length === 0) return Table.fromObjects(rows);
    const { standardErrors } = this;
    const intervals = this.confidenceIntervals();
    return Table.fromObjects(
      rows.map((row) => ({
        ...row,
        standardError: standardErrors[row.name],
        lower95: intervals[row.name][0],
        upper95: intervals[row.name][1],
      })),
    );
  }

  override toString(): string {
    return this[display]()["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const summary = this.summary();
    const rows = summary
      .rows()
      .map((row) =>
        summary.columnNames.map((name) =>
          typeof row[name] === "number" ? row[name].toPrecision(5) : String(row[name]),
        ),
      );
    const customers = this.customers.toLocaleString("en");
    const note = {
      en: `${customers} customers; log-likelihood ${this.logLikelihood.toFixed(2)}.`,
      "zh-CN": `${customers} 名顾客；对数似然 ${this.logLikelihood.toFixed(2)}。`,
    };
    return bilingualTable(
      this.title,
      summary.columnNames.map((name) => heads[name]!),
      rows,
      note,
    );
  }

  private named(values: readonly number[]): Record<Name, number> {
    return Object.fromEntries(this.parameterNames.map((name, index) => [name, values[index]!])) as Record<Name, number>;
  }
}

const heads: Readonly<Record<string, { en: string; "zh-CN": string }>> = {
  name: { en: "", "zh-CN": "" },
  estimate: { en: "estimate", "zh-CN": "估计值" },
  standardError: { en: "std. error", "zh-CN": "标准误" },
  lower95: { en: "95 % from", "zh-CN": "95% 下限" },
  upper95: { en: "to", "zh-CN": "上限" },
};
