import { escapeHtml } from "./escape-html.ts";
import type { Language, Localized } from "./language.ts";
import { messages, type MessageKey } from "./messages.ts";

/** Says things in the languages of one report, as HTML. */
export interface Speaker {
  /** A text in all languages of the report; the page shows the chosen one. */
  say(text: Localized): string;
  /** One of the report's own messages. */
  message(key: MessageKey): string;
}

export function createSpeaker(languages: readonly Language[]): Speaker {
  const say = (text: Localized): string => {
    const [first] = languages;
    if (languages.length === 1 || text.en === text["zh-CN"]) return escapeHtml(text[first!]);
    return languages
      .map((language) => `<span class="ulm-text" lang="${language}">${escapeHtml(text[language])}</span>`)
      .join("");
  };
  return { say, message: (key) => say(messages[key]) };
}
