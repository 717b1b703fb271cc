import { principalComponents as drawComponents } from "../chart/principal-components.ts";
import { withChart } from "../chart/with-chart.ts";
import { withKernelsNow } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import { checkParameters, display, flag, Matrix, ParameterError, Table, toMatrix } from "../data/index.ts";
import type { ColumnOrigin, DisplayBundle, Features } from "../data/index.ts";
import { columnNames, list, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { allFinite, checkFinite, FeatureError } from "./check-features.ts";
import { makeLargestPositive } from "./decomposition/make-largest-positive.ts";
import { projectRows } from "./decomposition/project-rows.ts";
import { principalComponents } from "./decomposition/principal-components.ts";
import { MatrixTransformer } from "./matrix-transformer.ts";

/** Numbers that go through the kernels in a piece: its memory is used again by the next. */
const pieceNumbers = 2 ** 19;
/** Rows that a thread takes at a time. */
const blockRows = 1024;

/** What `PCA` takes, with defaults for all. */
export interface PCAParams {
  /**
   * How many components to keep: a whole number, a share of the variance between 0 and 1 that they shall explain, or `null`, the default,
   * for all of them.
   */
  nComponents: number | null;
  /** Give every component variance 1. Default false. */
  whiten: boolean;
}

interface PCAState {
  readonly featureNames: string[];
  readonly mean: readonly number[];
  /** One row for each component that is kept. */
  readonly components: readonly (readonly number[])[];
  readonly explainedVariance: readonly number[];
  readonly explainedVarianceRatio: readonly number[];
  readonly singularValues: readonly number[];
  readonly noiseVariance: number;
}

/**
 * Principal component analysis, scikit-learn's `PCA`: the few directions in which rows differ most. Variances are those of the sample
 * (divided by n − 1), columns are centred but not scaled: bring them to one scale first (StandardScaler) unless they share a unit.
 * Of each direction the largest coordinate is positive.
 */
export class PCA extends MatrixTransformer<PCAParams, PCAState> {
  readonly type = "PCA";

  constructor(params: Partial<PCAParams> = {}) {
    super({ nComponents: null, whiten: false }, params);
    const { nComponents } = this.params;
    checkParameters(this.type, this.params, { whiten: flag });
    const isCount = Number.isInteger(nComponents) && nComponents! >= 1;
    if (nComponents !== null && !isCount && !(nComponents > 0 && nComponents < 1)) {
      throw new ParameterError(
        `PCA: nComponents must be a whole number from 1, a share between 0 and 1, or null, not ${nComponents}.`,
      );
    }
  }

  /** The data from their components, exactly when all of them were kept. @param Z rows × nComponents, as `transform` gives them */
  inverseTransform(Z: Features): Matrix {
    const { mean, components, explainedVariance, featureNames } = this.state;
    const scores = toMatrix(Z);
    if (scores.columns !== components.length) {
      throw new FeatureError(`PCA: it has ${components.length} components, but Z has ${scores.columns} columns.`);
    }
    const data = new Float64Array(scores.rows * mean.length);
    for (let row = 0; row < scores.rows; row++) {
      for (let column = 0; column < mean.length; column++) {
        let sum = mean[column]!;
        for (let k = 0; k < components.length; k++) {
          const unit = this.params.whiten ? Math.sqrt(explainedVariance[k]!) : 1;
          sum += scores.get(row, k) * unit * components[k]![column]!;
        }
        data[row * mean.length + column] = sum;
      }
    }
    return new Matrix(data, scores.rows, mean.length, featureNames);
  }

  /** Every component is made of all columns. */
  override get origins(): readonly ColumnOrigin[] {
    return this.components.map((_, index) => ({ name: componentName(index), columns: this.featureNames }));
  }

  /** One row for each component, columns in the order of `featureNames`. */
  get components(): readonly (readonly number[])[] {
    return this.state.components;
  }

  /** Of each column, in its unit. */
  get mean(): readonly number[] {
    return this.state.mean;
  }

  /** How many components were kept. */
  get nComponents(): number {
    return this.state.components.length;
  }

  /** The variance of the rows along each component. */
  get explainedVariance(): readonly number[] {
    return this.state.explainedVariance;
  }

  /** Its share in the variance of all columns. */
  get explainedVarianceRatio(): readonly number[] {
    return this.state.explainedVarianceRatio;
  }

  /** Of the centred data. */
  get singularValues(): readonly number[] {
    return this.state.singularValues;
  }

  /** The mean variance along the components that were not kept. */
  get noiseVariance(): number {
    return this.state.noiseVariance;
  }

  /** A row for each component: its variance, its share and that of all up to it, and the weight of each feature. */
  summary(): Table {
    const { components, explainedVariance, explainedVarianceRatio, featureNames } = this.state;
    let cumulative = 0;
    return Table.fromObjects(
      components.map((component, k) => ({
        component: componentName(k),
        variance: explainedVariance[k]!,
        share: explainedVarianceRatio[k]!,
        cumulative: (cumulative += explainedVarianceRatio[k]!),
        ...Object.fromEntries(featureNames.map((name, column) => [`weight of ${name}`, component[column]!])),
      })),
    );
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      mean: list(numeric, "columns"),
      components: list(list(numeric, "columns"), "components", 1),
      explainedVariance: list(numeric, "components"),
      explainedVarianceRatio: list(numeric, "components"),
      singularValues: list(numeric, "components"),
      noiseVariance: numeric,
    });
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    const shares = this.explainedVarianceRatio.map((share) => `${(100 * share).toFixed(1)} %`);
    return `PCA: ${this.nComponents} components of ${this.featureNames.length} columns explain ${shares.join(", ")}`;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const rows = this.summary().rows();
    const figures = bilingualTable(
      { en: "Principal components", "zh-CN": "主成分" },
      [
        { en: "component", "zh-CN": "主成分" },
        { en: "variance", "zh-CN": "方差" },
        { en: "share", "zh-CN": "方差占比" },
        { en: "cumulative", "zh-CN": "累计占比" },
        ...this.featureNames.map((name) => ({ en: name, "zh-CN": name })),
      ],
      rows.map((row) => {
        const { component, variance, share, cumulative, ...weights } = row as Record<string, number>;
        const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
        const texts = Object.values(weights).map((weight) => weight.toFixed(3));
        return [String(component), variance!.toPrecision(4), percent(share!), percent(cumulative!), ...texts];
      }),
    );
    return withChart(drawComponents(this), figures);
  }

  protected async learnMatrix(matrix: Matrix): Promise<PCAState> {
    const { rows, columns } = matrix;
    const most = Math.min(rows, columns);
    const { nComponents } = this.params;
    if (rows < 2) throw new FeatureError("PCA needs at least two rows.");
    if (nComponents !== null && nComponents > most) {
      throw new FeatureError(
        `PCA: ${rows} rows and ${columns} columns have at most ${most} components, not ${nComponents}.`,
      );
    }
    const { mean, components: all, squares } = await principalComponents(matrix, this.type);
    const variances = Array.from(squares, (square) => square / (rows - 1));
    const total = variances.reduce((sum, variance) => sum + variance, 0);
    const ratios = variances.map((variance) => (total === 0 ? 0 : variance / total));
    const kept = keptComponents(nComponents, ratios);
    const rest = variances.slice(kept);
    const components = all.subarray(0, kept * columns);
    makeLargestPositive(components, columns);
    return {
      featureNames: [...matrix.names],
      mean: Array.from(mean),
      components: new Matrix(components, kept, columns).toArrays(),
      explainedVariance: variances.slice(0, kept),
      explainedVarianceRatio: ratios.slice(0, kept),
      singularValues: Array.from(squares.subarray(0, kept), Math.sqrt),
      noiseVariance: rest.length === 0 ? 0 : rest.reduce((sum, variance) => sum + variance, 0) / rest.length,
    };
  }

  protected applyMatrix(matrix: Matrix): Matrix {
    const { data, rows, columns } = matrix;
    const { mean, components, explainedVariance } = this.state;
    const count = components.length;
    const stride = count + (count % 2);
    const weights = new Float64Array(columns * stride);
    const offsets = new Float64Array(stride);
    components.forEach((component, k) => {
      // A component without variance is noise; it is not blown up.
      const unit = this.params.whiten ? Math.max(Math.sqrt(explainedVariance[k]!), Number.EPSILON) : 1;
      component.forEach((weight, column) => {
        weights[column * stride + k] = weight / unit;
        offsets[k]! += (mean[column]! * weight) / unit;
      });
    });
    const scores = new Float64Array(rows * count);
    withKernelsNow(this.type, (kernels) => {
      const most = Math.min(rows, blockRows * Math.ceil(pieceNumbers / columns / blockRows));
      const [points, out] = [kernels.space(most * columns), kernels.space(most * count)];
      const [lines, less] = [kernels.copy(weights), kernels.copy(offsets)];
      for (let start = 0; start < rows; start += most) {
        const piece = data.subarray(start * columns, (start + most) * columns);
        const items = piece.length / columns;
        const prepare = (first: number, last: number) =>
          points.set(piece.subarray(first * columns, last * columns), first * columns);
        kernels.runNow(projectRows, [points, lines, less, out, count, columns], { items, block: blockRows, prepare });
        scores.set(out.subarray(0, items * count), start * count);
      }
    });
    // What is not finite stays in the sums.
    if (!allFinite(scores)) checkFinite(matrix, this.type);
    const names = components.map((_, k) => componentName(k));
    return new Matrix(scores, rows, count, names);
  }
}

function componentName(index: number): string {
  return `pc${index + 1}`;
}

/** The fewest components that explain more than the given share, as scikit-learn counts them. */
function keptComponents(nComponents: number | null, ratios: readonly number[]): number {
  if (nComponents === null) return ratios.length;
  if (nComponents >= 1) return nComponents;
  let explained = 0;
  const last = ratios.findIndex((ratio) => (explained += ratio) > nComponents);
  return last < 0 ? ratios.length : last + 1;
}
