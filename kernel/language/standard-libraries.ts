/**
 * TypeScript's declarations of what came after ES2023, each with the question whether the running Node has it: so the
 * checker neither refuses what works nor accepts what does not. The language thread runs on the Node that runs the cells.
 */
const newerLibraries: readonly (readonly [library: string, isThere: boolean])[] = [
  ["es2024.arraybuffer", "transfer" in ArrayBuffer.prototype],
  ["es2024.collection", "groupBy" in Map],
  ["es2024.object", "groupBy" in Object],
  ["es2024.promise", "withResolvers" in Promise],
  ["es2024.regexp", "unicodeSets" in RegExp.prototype],
  ["es2024.sharedmemory", "waitAsync" in Atomics],
  ["es2024.string", "isWellFormed" in String.prototype],
  ["es2025.collection", "union" in Set.prototype],
  ["es2025.float16", "Float16Array" in globalThis],
  ["es2025.intl", "DurationFormat" in Intl],
  ["es2025.iterator", "Iterator" in globalThis],
  ["es2025.promise", "try" in Promise],
  ["es2025.regexp", "escape" in RegExp],
  ["esnext.array", "fromAsync" in Array],
  ["esnext.error", "isError" in Error],
  ["esnext.typedarrays", "toBase64" in Uint8Array.prototype],
  // What Node itself lacks of these two is lowered by the compiler.
  ["esnext.disposable", true],
  ["decorators", true],
];

/** The `lib` option that fits the running Node. */
export const standardLibraries: string[] = [
  "lib.es2023.d.ts",
  ...newerLibraries.filter(([, isThere]) => isThere).map(([library]) => `lib.${library}.d.ts`),
];
