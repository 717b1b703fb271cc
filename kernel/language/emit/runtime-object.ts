import ts from "typescript";
import type { CellRuntime } from "../../execution/cell-runtime.ts";
import type { RunId } from "../protocol.ts";

const { factory } = ts;

/** Writes expressions about the `CellRuntime`, the one parameter of an emitted cell. */
export class RuntimeObject {
  /** The parameter's name, chosen so that the cell has no such name. */
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  parameter(): ts.ParameterDeclaration {
    return factory.createParameterDeclaration(undefined, undefined, this.#name);
  }

  /** `runtime.<part>` */
  part(part: keyof CellRuntime): ts.PropertyAccessExpression {
    return factory.createPropertyAccessExpression(factory.createIdentifier(this.#name), part);
  }

  /** `runtime.exports.<name>` */
  exported(name: string): ts.PropertyAccessExpression {
    return factory.createPropertyAccessExpression(this.part("exports"), name);
  }

  /** `runtime.modules[<run>].<name>` */
  earlier(runId: RunId, name: string): ts.PropertyAccessExpression {
    const module = factory.createElementAccessExpression(this.part("modules"), runId);
    return factory.createPropertyAccessExpression(module, name);
  }

  /** `runtime.exports.<name> = value;` */
  assignExport(name: string, value: ts.Expression, at?: ts.Node): ts.Statement {
    const statement = factory.createExpressionStatement(factory.createAssignment(this.exported(name), value));
    return at ? ts.setSourceMapRange(statement, at) : statement;
  }
}
