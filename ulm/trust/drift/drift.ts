import { kolmogorovSmirnov } from "../../compute/index.ts";
import { display, ParameterError, Table } from "../../data/index.ts";
import type { Column, ColumnType, DisplayBundle } from "../../data/index.ts";
import { domainClassifier } from "./domain-classifier.ts";
import type { DomainClassification, DomainClassifierOptions } from "./domain-classifier.ts";
import { driftBundle } from "./drift-display.ts";
import { commonType, populationStability } from "./population-stability.ts";
import type { StabilityBin, StabilityOptions } from "./population-stability.ts";

export interface DriftOptions extends DomainClassifierOptions, StabilityOptions {}

/** By the population stability index: "moderate" from 0.1 on, "large" from 0.25 on. */
export type DriftLevel = "none" | "moderate" | "large";

/** How the values of one column have changed. */
export interface ColumnDrift {
  /** Its name. */
  readonly column: string;
  readonly type: ColumnType;
  /** Population stability index. */
  readonly psi: number;
  /** What the index means by the usual rule of thumb. */
  readonly level: DriftLevel;
  /** Kolmogorov–Smirnov distance of numbers and dates; `null` for categories. */
  readonly ksStatistic: number | null;
  /** How probable so large a distance is by chance. */
  readonly ksPValue: number | null;
  /** Shares of missing values. */
  readonly missingReference: number;
  /** See `missingReference`. */
  readonly missingCurrent: number;
  /** What the index was computed from. */
  readonly bins: readonly StabilityBin[];
}

/** What has changed between two tables. */
export class DriftReport {
  /** The column that has changed most first. */
  readonly columns: readonly ColumnDrift[];
  /** Whether a classifier tells old rows from new ones by all columns together. */
  readonly domain: DomainClassification;

  constructor(columns: readonly ColumnDrift[], domain: DomainClassification) {
    this.columns = columns;
    this.domain = domain;
  }

  /** One row for each column, the one that has changed most first; `bins` is their number. */
  table(): Table {
    return Table.fromObjects(this.columns.map((facts) => ({ ...facts, bins: facts.bins.length })));
  }

  toString(): string {
    return driftBundle(this)["text/plain"] as string;
  }

  [display](): DisplayBundle {
    return driftBundle(this);
  }
}

/**
 * Whether the rows of today still look like those that a model learnt from (M44): each column by population stability index and
 * Kolmogorov–Smirnov distance, and all together by a classifier that tries to tell old from new.
 * Leave out columns that must differ, such as identifiers and dates of the row.
 * @param reference for example the training rows; `current` has the same columns
 * @throws ParameterError when the tables cannot be compared, TableError for a column that `current` lacks
 */
export async function drift(reference: Table, current: Table, options: DriftOptions = {}): Promise<DriftReport> {
  if (reference.columnCount === 0) throw new ParameterError("drift: the reference has no columns to compare.");
  const columns = reference.columns.map((column) => columnDrift(column, current.column(column.name), options));
  if (columns.every(({ type }) => type === "date")) {
    throw new ParameterError(
      "drift: there are only columns of dates, which a classifier cannot compare. Derive numbers from them (days since, weekday), or take populationStability.",
    );
  }
  const domain = await domainClassifier(reference, current, options);
  return new DriftReport(
    columns.toSorted((a, b) => b.psi - a.psi),
    domain,
  );
}

function columnDrift(reference: Column, current: Column, options: StabilityOptions): ColumnDrift {
  const { index, bins } = populationStability(reference, current, options);
  const type = commonType(reference, current);
  const isOrdered = type === "number" || type === "date";
  const [before, now] = isOrdered ? [present(reference), present(current)] : [[], []];
  const test = before.length > 0 && now.length > 0 ? kolmogorovSmirnov(before, now) : null;
  return {
    column: reference.name,
    type,
    psi: index,
    level: index < 0.1 ? "none" : index < 0.25 ? "moderate" : "large",
    ksStatistic: test?.statistic ?? null,
    ksPValue: test?.pValue ?? null,
    missingReference: reference.missing / reference.length,
    missingCurrent: current.missing / current.length,
    bins,
  };
}

function present(column: Column): Float64Array {
  return column.toNumbers().filter((value) => !Number.isNaN(value));
}
