import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** gettext's rule for how many plural forms a language has. */
const pluralForms = { "zh-CN": "nplurals=1; plural=0;" };

/**
 * Joins `renderer/translations/<locale>/<domain>.json` into `<output>/<locale>.json`, in JupyterLab's gettext JSON.
 *
 * The sources map each English text (`context\u0004text` where it has one) to its translation; a text that has a plural
 * maps to a list of its forms.
 */
export async function joinTranslations({ source, output }) {
  await mkdir(output, { recursive: true });
  for (const locale of await readdir(source)) {
    const domains = {};
    for (const file of (await readdir(path.join(source, locale))).sort()) {
      const texts = JSON.parse(await readFile(path.join(source, locale, file), "utf8"));
      const domain = path.basename(file, ".json");
      domains[domain] = {
        "": { domain, language: locale, plural_forms: pluralForms[locale] },
        ...Object.fromEntries(Object.entries(texts).map(([text, forms]) => [text, gettextForms(forms)])),
      };
    }
    await writeFile(path.join(output, `${locale}.json`), `${JSON.stringify(domains, null, 1)}\n`);
  }
}

/** JupyterLab tells plural entries from others by their length, so that a single form has to stand there twice. */
function gettextForms(forms) {
  if (typeof forms === "string") return [forms];
  return forms.length === 1 ? [forms[0], forms[0]] : forms;
}
