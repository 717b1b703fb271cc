import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { languages, type Language } from "../../notebooks/localized.ts";
import { HttpError } from "../http/http-error.ts";
import { json } from "../http/reply.ts";
import type { Route } from "../http/router.ts";

const names: Record<Language, { displayName: string; nativeName: string }> = {
  en: { displayName: "English", nativeName: "English" },
  "zh-CN": { displayName: "Chinese (Simplified)", nativeName: "简体中文" },
};

/**
 * `/lab/api/translations`: the languages, and one language's texts by domain, from `<directory>/<locale>.json`.
 *
 * @param systemLocale the language of the machine, which `default` means
 */
export function translationRoutes(directory: string, systemLocale: string): Route[] {
  return [
    {
      method: "GET",
      pattern: "/lab/api/translations",
      handle: () => json({ data: names, message: "" }),
    },
    {
      method: "GET",
      pattern: "/lab/api/translations/:locale",
      handle: async ({ params }) => {
        const wanted = params.locale === "default" ? systemLocale : params.locale;
        const language = toLanguage(wanted);
        if (language === null) throw new HttpError(404, `There is no translation "${params.locale}"`);
        return json({ data: await readTexts(directory, language), message: "" });
      },
    },
  ];
}

/** JupyterLab writes a locale with a hyphen or, in some places, an underscore. */
function toLanguage(locale: string): Language | null {
  const wanted = locale.replace("_", "-").toLowerCase();
  if (wanted.startsWith("zh")) return "zh-CN";
  return languages.find((language) => wanted.split("-")[0] === language.toLowerCase()) ?? null;
}

async function readTexts(directory: string, language: Language): Promise<unknown> {
  const files = await readdir(directory).catch((): string[] => []);
  const file = `${language}.json`;
  return files.includes(file) ? JSON.parse(await readFile(join(directory, file), "utf8")) : {};
}
