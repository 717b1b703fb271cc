import type { Random } from "../../random.mjs";
import type { Product } from "../catalogue.ts";
import { expand, joinParts, type Wordings } from "./expand.ts";

const starts: Wordings = {
  zh: [
    "(今天|终于|昨天)(收到了|等到了|入手了){product}。",
    "(大家|有人)(用过|买过){product}吗？",
    "(大家|你们)觉得{product}(怎么样|值得买吗)？",
    "(分享|晒)一下{product}。",
  ],
  en: [
    "(My|The) {product} (has arrived|is here) (today|at last).",
    "(Has anybody tried|What do you think of) {product}?",
    "(Look at|Here is) my {product}.",
  ],
};
const feelings = {
  good: {
    zh: ["(太喜欢了|真心推荐|比想的好用|值得买)(！|。)"],
    en: ["(I love it|Can recommend it|Better than I thought|Worth it)(.|!)"],
  },
  fair: {
    zh: ["(还行吧|一般|再看看|先用着)。"],
    en: ["(It is all right|Not sure yet|Let us see|So so)."],
  },
  bad: {
    zh: ["(踩雷了|别买|又贵又不好用|有点后悔)(！|……|。)"],
    en: ["(Do not buy it|Expensive and poor|I regret it|What a let-down)(.|!)"],
  },
} satisfies Record<string, Wordings>;
const tags: Wordings = {
  zh: ["#(好物分享|开箱|购物日记|避坑)#"],
  en: ["#(unboxing|haul|shopping|review)"],
};

/** A post about a product, of a mood that follows from how much it is liked. */
export function writePost(random: Random, language: "zh" | "en", product: Product, liking: number): string {
  const name = language === "zh" ? product.nameZh : product.nameEn;
  const mood = liking < 2.5 ? "bad" : liking < 3.5 ? "fair" : "good";
  const start = expand(random, starts[language]).replace("{product}", name);
  const feeling = random.chance(0.8) ? expand(random, feelings[mood][language]) : "";
  return joinParts(language, [start, feeling, random.chance(0.3) ? expand(random, tags[language]) : ""]);
}
