import type { ColumnNeeds } from "../check-columns.ts";
import { columnNames, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import type { Table } from "../table.ts";
import { Transformer } from "./transformer.ts";

/**
 * Leaves columns as they are: what "passthrough" stands for in a `Pipeline` or `ColumnTransformer`, so that a search can try a step and its
 * absence.
 */
export class Passthrough extends Transformer<object, { featureNames: string[] }> {
  readonly type = "Passthrough";

  constructor(params: object = {}) {
    super({}, params);
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true, text: true };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames });
  }

  protected learn(table: Table): { featureNames: string[] } {
    return { featureNames: table.columnNames };
  }

  protected apply(table: Table): Table {
    return table;
  }
}
