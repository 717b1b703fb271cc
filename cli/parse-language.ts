import { languages, type Language } from "../notebooks/localized.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The value of `--language`; English when it is not given.
 * @throws {UsageError}
 */
export function parseLanguage(value: string | undefined): Language {
  const language = languages.find((each) => each === (value ?? "en"));
  if (language === undefined) throw new UsageError(`--language ${value}: it must be one of ${languages.join(", ")}`);
  return language;
}
