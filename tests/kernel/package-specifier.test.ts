import { expect, it } from "vitest";
import { installCommand, packageName, plainSpecifier } from "../../kernel/package-specifier.ts";

it.each([
  ["lodash", "lodash", "lodash", "npm install lodash"],
  ["@scope/name/deep/er", "@scope/name/deep/er", "@scope/name", "npm install @scope/name"],
  ["npm:lodash", "lodash", "lodash", "npm install lodash"],
  ["npm:lodash@4.17.21/get", "lodash/get", "lodash", "npm install lodash"],
  ["npm:/preact@10/hooks", "preact/hooks", "preact", "npm install preact"],
  ["npm:@scope/name@^1.0.0", "@scope/name", "@scope/name", "npm install @scope/name"],
  ["jsr:@std/csv@1/parse", "@std/csv/parse", "@std/csv", "npx jsr add @std/csv"],
])("%s is %s of the package %s", (specifier, plain, name, install) => {
  expect([plainSpecifier(specifier), packageName(plain), installCommand(specifier)]).toEqual([plain, name, install]);
});
