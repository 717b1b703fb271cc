import eslint from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * The layers of docs/architecture.md: each room, and the rooms it may import from.
 * `renderer` may also import types from `host` (see the rule below).
 */
const layers = {
  ulm: [],
  notebooks: ["ulm"],
  report: ["ulm"],
  kernel: ["ulm", "notebooks"],
  host: ["ulm", "notebooks", "report", "kernel"],
  "sample-data": [],
  cli: ["ulm", "notebooks", "report", "kernel", "host", "sample-data"],
  electron: [],
  renderer: ["ulm", "notebooks"],
};
const rooms = Object.keys(layers);

const zones = rooms.flatMap((room) =>
  rooms
    .filter((other) => other !== room && !layers[room].includes(other))
    .filter((other) => !(room === "renderer" && other === "host"))
    .map((other) => ({
      target: `./${room}`,
      from: `./${other}`,
      message: `${room}/ may not import ${other}/: dependencies point down only (docs/architecture.md).`,
    })),
);

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "**/generated/**",
      "release/**",
      "test-results/**",
      "playwright-report/**",
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx,cts,mjs,js}"],
    plugins: { "import-x": importX },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines-per-function": ["warn", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // AssemblyScript knows no `import type`.
    files: ["ulm/compute/assembly/**"],
    rules: { "@typescript-eslint/consistent-type-imports": "off" },
  },
  {
    files: ["renderer/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["**/host/**"], allowTypeImports: true, message: "renderer/ imports only types from host/." },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    ignores: ["electron/**", "tests/electron/**", "tests/e2e/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "electron", message: "Only electron/ imports electron." }] },
      ],
    },
  },
  // Node's globals: the compiler knows them (scripts/tsconfig.json), the linter does not.
  { files: ["**/*.{mjs,cjs}", "eslint.config.js"], rules: { "no-undef": "off" } },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["tests/**"],
    rules: {
      "max-lines-per-function": "off",
      // Playwright reads from the pattern which fixtures a function takes; some take none.
      "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
    },
  },
);
