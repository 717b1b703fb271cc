import path from "node:path";

/**
 * Loader: replaces what third-party modules cannot do in our page, above all generating code, which its policy forbids.
 * An update that changes one of these places fails the build rather than the page.
 */
const pluralRule = path.resolve(import.meta.dirname, "../../renderer/security/plural-rule.ts");
const replacements = [
  {
    // Plural rules of a translation.
    file: /@jupyterlab\/translation\/lib\/gettext\.js$/,
    search: /return new Function\('n', [\s\S]*?\};'\);/,
    replace: "return pluralRule(pluralForm);",
    prepend: `import { pluralRule } from ${JSON.stringify(pluralRule)};\n`,
  },
  {
    // Rows of a CSV text to objects.
    file: /d3-dsv\/dist\/d3-dsv\.mjs$/,
    search: /return new Function\("d", [\s\S]*?"\}"\);/,
    replace: 'return (d) => Object.fromEntries(columns.map((name, i) => [name, d[i] || ""]));',
  },
  {
    // Vega's compiler of expressions: ours are interpreted (renderer/vega/draw-chart.ts).
    file: /vega-runtime\/build\/vega-runtime\.js$/,
    search: /(?<![\w.])Function\(/g,
    replace: "forbidCode(",
    prepend: 'function forbidCode() { throw new Error("Expressions of charts are interpreted, never compiled."); }\n',
  },
  {
    // Pug's highlighter compiles attributes only to see where they end; without that it asks for the next character.
    file: /@codemirror\/legacy-modes\/mode\/pug\.js$/,
    search: /Function\('', [^\n]*\)\n/,
    replace: 'throw new SyntaxError("not evaluated")\n',
  },
  {
    // Paths of notebooks start at the root of the workspace.
    file: /path-browserify\/index\.js$/,
    search: "process.cwd()",
    replace: '"/"',
  },
];

/** The way old modules ask for the global object. */
const globalObject = /(?<![\w.])Function\((["'])return this\1\)\(\)/g;

export default function forThePage(original) {
  const source = original.replaceAll(globalObject, "globalThis");
  const replacement = replacements.find(({ file }) => file.test(this.resourcePath));
  if (!replacement) return source;
  const { search, replace, prepend = "" } = replacement;
  const replaced = source.replace(search, () => replace);
  if (replaced === source) {
    throw new Error(`${this.resourcePath} no longer contains ${search}: see what it does now.`);
  }
  return prepend + replaced;
}
