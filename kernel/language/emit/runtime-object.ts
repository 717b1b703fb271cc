import ts from "typescript";
import type { Binding, CellRuntime } from "../../execution/cell-runtime.ts";
import { declareConstant } from "./declare-constant.ts";

const { factory } = ts;

/** Writes expressions about the `CellRuntime`, the one parameter of an emitted cell. */
export class RuntimeObject {
  /** The parameter's name, chosen so that the cell has no such name. */
  readonly #name: string;
  readonly #bindings = new Map<string, ts.Identifier>();

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

  /** `<name>_1.home.<name>`, the current definition of a name of other cells. */
  earlier(name: string): ts.PropertyAccessExpression {
    const binding = this.#bindings.get(name) ?? factory.createUniqueName(name);
    this.#bindings.set(name, binding);
    const home: keyof Binding = "home";
    return factory.createPropertyAccessExpression(factory.createPropertyAccessExpression(binding, home), name);
  }

  /** `const <name>_1 = runtime.binding("<name>");` for all of them: a loop looks a name up no more than once. */
  bindings(): ts.Statement[] {
    return [...this.#bindings].map(([name, binding]) => {
      const value = factory.createCallExpression(this.part("binding"), undefined, [factory.createStringLiteral(name)]);
      return declareConstant(binding, value);
    });
  }

  /** `runtime.exports.<name> = value;` */
  assignExport(name: string, value: ts.Expression, at?: ts.Node): ts.Statement {
    const statement = factory.createExpressionStatement(factory.createAssignment(this.exported(name), value));
    return at ? ts.setSourceMapRange(statement, at) : statement;
  }
}
