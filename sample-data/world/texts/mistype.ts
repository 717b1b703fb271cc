import type { Random } from "../../random.mjs";

/** Characters that input methods offer for each other. */
const homophones: Record<string, string> = {
  的: "地",
  在: "再",
  已: "以",
  账: "帐",
  做: "作",
  哪: "那",
  到: "道",
  货: "或",
  退: "腿",
  款: "宽",
  订: "定",
  单: "但",
  收: "手",
  么: "莫",
  是: "事",
  有: "又",
};

/** One typing error: a wrong homophone in Chinese, two letters swapped or one lost in English. */
export function mistype(random: Random, language: "zh" | "en", text: string): string {
  const places = [...text.matchAll(language === "zh" ? /./gu : /(?<=[a-z])[a-z](?=[a-z])/g)]
    .map(({ index }) => index)
    .filter((index) => language === "en" || text[index] in homophones);
  if (places.length === 0) return text;
  const at = places[random.below(places.length)];
  if (language === "zh") return text.slice(0, at) + homophones[text[at]] + text.slice(at + 1);
  const swapped = random.chance(0.5) ? text[at + 1] + text[at] : text[at + 1];
  return text.slice(0, at) + swapped + text.slice(at + 2);
}
