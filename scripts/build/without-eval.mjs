import path from "node:path";

/**
 * Loader: replaces the code generation in third-party modules by equivalents that a page without `eval` can run.
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
];

export default function withoutEval(source) {
  const replacement = replacements.find(({ file }) => file.test(this.resourcePath));
  if (!replacement) return source;
  if (!replacement.search.test(source)) {
    throw new Error(
      `without-eval: ${this.resourcePath} no longer contains ${replacement.search}; see whether it still generates code.`,
    );
  }
  return (replacement.prepend ?? "") + source.replace(replacement.search, () => replacement.replace);
}
