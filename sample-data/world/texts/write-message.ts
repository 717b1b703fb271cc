import type { Random } from "../../random.mjs";
import type { Product } from "../catalogue.ts";
import { drawOne } from "../draw.ts";
import { truth } from "../truth.ts";
import { expand, joinParts, type Wordings } from "./expand.ts";
import { intents, problems, unclearProblems, type Intent } from "./intents.ts";
import { mistype } from "./mistype.ts";

const greetings: Wordings = {
  zh: ["(你好|您好|喂|客服在吗|亲)(，|！)", "(早上好|下午好|晚上好)，", "(打扰一下|请问|麻烦问一下)，"],
  en: ["(Hi|Hello|Hey)(,|!| there,)", "(Good morning|Good evening|Dear shop),", "(Excuse me|Sorry to bother you),"],
};
const contexts: Wordings = {
  zh: [
    "(前几天|上周|上个月|昨天)(买的|下单的|拍的){product}，",
    "关于(我买的|我的){product}，",
    "我是(老顾客|第一次买|会员)，",
    "我(买|订)了{product}，",
  ],
  en: [
    "(Last week|A few days ago|Yesterday|Last month) I (bought|ordered) {product}.",
    "It is about (my|the) {product}.",
    "I (am a regular customer|am new here|have been a member for years).",
    "I have (bought|ordered) {product} from you.",
  ],
};
const details: Wordings = {
  zh: [
    "(已经|都)(三天|一个星期|半个月|两天)了。",
    "(电话|在线客服)(打不通|没人回)。",
    "(app|网页)上(查不到|看不到|没有说明)。",
    "(之前|上次)也(问过|遇到过)一次。",
    "(我着急用|这是送人的|周末要出门)。",
  ],
  en: [
    "It has been (three days|a week|two weeks|ages).",
    "(Nobody answers|I cannot get through on) the phone.",
    "The (app|page) (says nothing|does not help).",
    "I (asked|wrote) (before|last week) already.",
    "(It is a present|I need it for the weekend|I am in a hurry).",
  ],
};
const moods: Wordings = {
  zh: [
    "(真的|太|非常)(失望|生气|着急)(了|！|。)",
    "(再这样|不解决)我就(投诉|给差评|不来了)！",
    "(不着急|没关系)，(有空回我就行|慢慢来)。",
    "(一直|平时)都(挺满意|很信任你们)的。",
  ],
  en: [
    "I am (very disappointed|quite angry|rather worried|losing patience).",
    "(This is the last time|I will complain|I will write a bad review) if nothing happens.",
    "(No hurry|Take your time), (whenever you can|just let me know).",
    "(Usually I am happy with you|I have always liked your shop).",
  ],
};
const asks: Wordings = {
  zh: ["(请|麻烦)(尽快回复|帮忙看看|处理一下)(，谢谢|。|！)", "(谢谢|多谢|辛苦了)(！|。)", "(等你们回复|盼回复)。"],
  en: [
    "(Please help|Please answer soon|Please look into it).",
    "(Thanks|Thank you|Many thanks)(.|!| in advance.)",
    "I am (waiting|looking forward to your answer).",
  ],
};
const links: Wordings = {
  zh: ["(另外|还有|顺便问一下|对了)，"],
  en: ["(By the way,|Also,|One more thing:|Then,)"],
};

/** What somebody writes to the shop, and what else they want, if anything. */
export interface Message {
  text: string;
  second: Intent | undefined;
}

/** A message with one main intent, put together from independent parts. */
export function writeMessage(
  random: Random,
  language: "zh" | "en",
  intent: Intent,
  product: Product | undefined,
): Message {
  const maybe = (share: number, words: Wordings) => (random.chance(share) ? expand(random, words[language]) : "");
  const name = product && (language === "zh" ? product.nameZh : product.nameEn);
  const greeting = maybe(0.5, greetings);
  const context = name === undefined ? "" : maybe(0.45, contexts).replace("{product}", name);
  const others = intents.filter((other) => other !== intent);
  const second = random.chance(truth.wording.second) ? drawOne(random, others) : undefined;
  const also = second === undefined ? [] : [expand(random, links[language]), state(random, language, second)];
  const parts = [greeting, context, state(random, language, intent, truth.wording.unclear), maybe(0.35, details)];
  const text = joinParts(language, [...parts, ...also, maybe(0.25, moods), maybe(0.4, asks)]);
  return { text: random.chance(truth.wording.typo) ? mistype(random, language, text) : text, second };
}

/** One sentence about a problem, clear or not. */
function state(random: Random, language: "zh" | "en", intent: Intent, unclear = 0): string {
  const vague = unclearProblems.filter(({ meanings }) => meanings.includes(intent));
  const isVague = random.chance(unclear) && vague.length > 0;
  const said = expand(random, (isVague ? drawOne(random, vague).words : problems[intent])[language]);
  if (/[?？]$/.test(said)) return said;
  return said + (language === "zh" ? drawOne(random, ["。", "？", "！", "。"]) : drawOne(random, [".", ".", "!", "?"]));
}
