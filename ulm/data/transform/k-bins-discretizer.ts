import { Column } from "../column.ts";
import { checkParameters, oneOf, wholeNumber } from "../parameter-rules.ts";
import { quantile } from "../quantile.ts";
import { columnNames, list, numeric, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { indicatorColumn } from "./category.ts";
import { indicatorOrigins } from "./column-origin.ts";
import type { ColumnOrigin } from "./column-origin.ts";
import { Transformer } from "./transformer.ts";

interface KBinsDiscretizerParams {
  /** Default 5. */
  nBins: number;
  /** The number of the bin ("ordinal"), or a column of zeros and ones for each bin ("onehot"). Default "onehot". */
  encode: "ordinal" | "onehot";
  /** Bins with equally many rows ("quantile", the default) or of equal width ("uniform"). */
  strategy: "quantile" | "uniform";
}

interface KBinsDiscretizerState {
  featureNames: string[];
  /** For each column the edges of its bins, ascending, the outer ones included. */
  binEdges: number[][];
}

/**
 * Divides numbers into bins, scikit-learn's `KBinsDiscretizer`. A bin holds its lower edge and not its upper one; values beyond the
 * outer edges fall into the outer bins. Edges that coincide make one bin, so that a column may get fewer. One-hot columns are named
 * `column_bin`, or `column[bin]` where two would be called alike. Missing values are an error. Quantiles are interpolated linearly (there `quantile_method="linear"`).
 */
export class KBinsDiscretizer extends Transformer<KBinsDiscretizerParams, KBinsDiscretizerState> {
  readonly type = "KBinsDiscretizer";

  constructor(params: Partial<KBinsDiscretizerParams> = {}) {
    super({ nBins: 5, encode: "onehot", strategy: "quantile" }, params);
    checkParameters(this.type, this.params, {
      nBins: wholeNumber(2),
      encode: oneOf("ordinal", "onehot"),
      strategy: oneOf("quantile", "uniform"),
    });
  }

  /** For each column the edges of its bins, ascending, the outer ones included; of a constant column ±`Number.MAX_VALUE`. */
  get binEdges(): readonly (readonly number[])[] {
    return this.state.binEdges;
  }

  /** With "onehot" a column for each bin, its number as `value`. */
  override get origins(): readonly ColumnOrigin[] {
    if (this.params.encode === "ordinal") return super.origins;
    return indicatorOrigins(
      this.state.featureNames.flatMap((column, index) =>
        Array.from({ length: this.state.binEdges[index]!.length - 1 }, (_, value) => ({ column, value })),
      ),
    );
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, binEdges: list(list(numeric, undefined, 2), "columns") });
  }

  protected learn(table: Table): KBinsDiscretizerState {
    return { featureNames: table.columnNames, binEdges: table.columns.map((column) => this.edges(column)) };
  }

  protected apply(table: Table): Table {
    const codes = table.columns.map((column, index) => {
      const inner = this.state.binEdges[index]!.slice(1, -1);
      return column.toNumbers().map((value) => countNotAbove(inner, value));
    });
    if (this.params.encode === "ordinal") {
      return new Table(codes.map((values, index) => new Column(table.columnNames[index]!, "number", values)));
    }
    const places = new Map(table.columnNames.map((name, index) => [name, index]));
    return new Table(
      this.origins.map(({ name, columns, value }) =>
        indicatorColumn(name, codes[places.get(columns[0]!)!]!, value as number),
      ),
    );
  }

  private edges(column: Column): number[] {
    const { nBins, strategy } = this.params;
    const sorted = column.toNumbers().toSorted();
    const [low, high] = [sorted[0]!, sorted.at(-1)!];
    if (low === high) return [-Number.MAX_VALUE, Number.MAX_VALUE];
    const shares = Array.from({ length: nBins + 1 }, (_, index) => index / nBins);
    const edges =
      strategy === "quantile"
        ? shares.map((share) => quantile(sorted, share))
        : shares.map((share, index) => (index === nBins ? high : low + (high - low) * share));
    // scikit-learn's least width; of small numbers it is a share of their range.
    const narrow = 1e-8 * Math.min(1, high - low);
    return edges.filter((edge, index) => index === 0 || edge - edges[index - 1]! > narrow);
  }
}

/** In which bin a value lies: as many inner edges are not above it. */
function countNotAbove(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
