import type { Random } from "../../random.mjs";
import type { Product } from "../catalogue.ts";
import { drawOne } from "../draw.ts";
import { truth } from "../truth.ts";
import { expand, joinParts, type Wordings } from "./expand.ts";
import { mistype } from "./mistype.ts";

type Aspect = "quality" | "looks" | "price" | "delivery" | "service";
interface Poles {
  good: Wordings;
  bad: Wordings;
}

const aspects: Record<Aspect, Poles> = {
  quality: {
    good: {
      zh: [
        "(质量|做工|手感)(很好|没得说|不错|比想象中好)",
        "(用了一阵|用到现在)(没出过问题|还跟新的一样)",
        "没有(毛病|让我失望)",
      ],
      en: [
        "The quality is (great|good|better than I thought)",
        "It (works well|has never let me down|feels solid)",
        "(No faults|Nothing to complain about) so far",
      ],
    },
    bad: {
      zh: [
        "(质量|做工|手感)(很差|不行|没有想象中好|让人失望)",
        "(用了一天|没几天)就(坏了|不能用了)",
        "不(结实|好用|值得期待)",
      ],
      en: [
        "The quality is (poor|bad|not what I hoped for)",
        "It (broke after a day|does not work well|feels cheap)",
        "It is not (as good as it looks|much use)",
      ],
    },
  },
  looks: {
    good: {
      zh: ["(颜色|外观|包装)(很好看|很漂亮|和图片一样)", "(拿在手里|摆在家里)(很有档次|挺好看)"],
      en: ["It (looks lovely|is just as in the picture|is pretty)", "(The colour|The packaging) is (beautiful|nice)"],
    },
    bad: {
      zh: ["(颜色|外观|包装)(很难看|和图片不一样|破了)", "(看起来|看着)(很廉价|旧旧的)"],
      en: [
        "It (looks nothing like the picture|is ugly|looks used)",
        "(The colour|The packaging) is (awful|wrong|torn)",
      ],
    },
  },
  price: {
    good: {
      zh: ["(价格|性价比)(很合适|很高|可以)", "(这个价|打折的时候)买(很值|不亏)"],
      en: ["(Good value|Worth the money|A fair price)", "(Cheap|Not expensive) for what it is"],
    },
    bad: {
      zh: ["(价格|这个价)(太贵|不值|偏高)", "(刚买|没两天)就(降价|打折)了"],
      en: ["(Too expensive|Not worth the money|Overpriced)", "It got cheaper (the next day|a week later)"],
    },
  },
  delivery: {
    good: {
      zh: ["(快递|物流|发货)(很快|给力|准时)", "(第二天|没几天)就(到了|收到了)"],
      en: ["It came (fast|in time|sooner than promised)", "(Quick|Reliable) delivery"],
    },
    bad: {
      zh: ["(快递|物流|发货)(太慢|等了好久|晚了好几天)", "(说好的时间|承诺的日子)没到"],
      en: ["It came (late|days after it was promised)", "The delivery took (ages|far too long)"],
    },
  },
  service: {
    good: {
      zh: ["客服(很耐心|态度好|回得快)", "(有问题|问了一下)马上(解决了|回复了)"],
      en: ["(Friendly|Helpful) service", "They (answered at once|solved my problem)"],
    },
    bad: {
      zh: ["客服(不理人|态度差|半天不回)", "(有问题|问了好几次)没人(管|回)"],
      en: ["(Rude|No) service", "Nobody (answers|cares)"],
    },
  },
};
const openings: Wordings = {
  zh: [
    "{product}(收到了|到货了|用了几天)，",
    "(第二次|又|第一次)买{product}，",
    "(给家人|给朋友|自己用)买的，",
    "说说{product}，",
  ],
  en: [
    "(I have had|I have used) {product} for (a week|some days|a month).",
    "(Bought|Got) {product} (for a friend|for myself|again).",
    "About {product}:",
  ],
};
const closings = {
  good: {
    zh: ["(会再买|推荐|下次还来|满意)(！|。)", "(五星|好评|点赞)(！|。)"],
    en: ["(Would buy again|Recommended|Very happy with it)(.|!)", "(I like it|Love it)(.|!)"],
  },
  fair: {
    zh: ["(一般般|还行|凑合用|中规中矩)。", "(没有惊喜|说不上好坏)。"],
    en: ["(All right|So so|It does its job|Nothing special).", "(I expected a little more|Neither good nor bad)."],
  },
  bad: {
    zh: ["(不会再买|不推荐|后悔了|差评)(！|。)", "(失望|踩坑了|退了)(！|。)"],
    en: ["(Would not buy again|Not recommended|I regret it)(.|!)", "(Disappointed|Sent it back|Never again)(.|!)"],
  },
} satisfies Record<string, Wordings>;
/** How often one thing that is said is praise, by stars. */
const praise = [0.06, 0.18, 0.5, 0.85, 0.95];

/** A review of one to three aspects, put together from independent parts; late deliveries are often among them. */
export function writeReview(
  random: Random,
  language: "zh" | "en",
  product: Product,
  stars: number,
  isLate: boolean,
): string {
  const name = language === "zh" ? product.nameZh : product.nameEn;
  const opening = random.chance(0.6) ? expand(random, openings[language]).replace("{product}", name) : "";
  const chosen = new Set<Aspect>(isLate && random.chance(0.5) ? ["delivery"] : []);
  const count = Math.max(chosen.size, 1 + random.below(3));
  while (chosen.size < count) chosen.add(drawOne(random, Object.keys(aspects) as Aspect[]));
  const said = [...chosen].map((aspect) => {
    const isGood = !(aspect === "delivery" && isLate) && random.chance(praise[stars - 1]);
    return expand(random, aspects[aspect][isGood ? "good" : "bad"][language]);
  });
  const body = language === "zh" ? `${said.join("，")}。` : said.map((sentence) => `${sentence}.`).join(" ");
  const mood = stars <= 2 ? "bad" : stars === 3 ? "fair" : "good";
  const closing = random.chance(0.45) ? expand(random, closings[mood][language]) : "";
  const text = joinParts(language, [opening, body, closing]);
  return random.chance(truth.wording.typo) ? mistype(random, language, text) : text;
}
