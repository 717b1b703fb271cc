/** Stands in for `ajv`, which compiles schemas with `Function()`: whoever still asks for it is told what to use instead. */
export default class NoGeneratedValidator {
  constructor() {
    throw new Error("This page forbids generated code: validate with renderer/settings/validate-json.ts.");
  }
}
