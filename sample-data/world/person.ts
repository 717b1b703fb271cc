import { exp, type Random } from "../random.mjs";
import type { Calendar } from "./calendar.ts";
import { createStream } from "./create-stream.ts";
import { drawBeta, drawGamma, drawIndex, drawNormal, drawOne } from "./draw.ts";
import { opaqueId, permute } from "./permute.ts";
import { log } from "./portable-math.ts";
import { truth } from "./truth.ts";

export interface Person {
  id: string;
  number: number;
  signUpDay: number;
  signedUpAt: number;
  name: string;
  email: string;
  phone: string;
  idNumber: string;
  gender: string;
  birthYear: number;
  city: string;
  cityTier: number;
  language: "zh" | "en";
  channel: string;
  device: string;
  marketingConsent: boolean;
  personalisationConsent: boolean;
  hidden: Hidden;
}

/** The hidden side of a person, known to the truth files only. */
interface Hidden {
  lambda: number;
  dropoutP: number;
  /** CNY at base prices. */
  meanOrder: number;
  persuadable: boolean;
  fraud: boolean;
  taste: number[];
}

const cities = [
  ["Shanghai", "Beijing", "Shenzhen"],
  ["Chengdu", "Wuhan", "Hangzhou", "Xi'an"],
  ["Luoyang", "Mianyang", "Ganzhou", "Baoji", "Zunyi"],
];
const names = {
  zh: {
    first: [..."王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗"],
    last: "样例 示范 虚构 假想 试验 演示 模拟 范例 假设 练习 例子 草稿 影子 道具".split(" "),
  },
  en: {
    first: "Alex Bo Cam Dana Eli Fran Gray Hal Ira Jo Kit Lee Mika Noor Oli Pat Quinn Robin Sam Toni".split(" "),
    last: "Sample Fiction Example Mock Invented Specimen Placeholder Imaginary Draft Template".split(" "),
  },
};

/** A user of the shop, who depends on the seed, the number and the days only. */
export function createPerson(seed: number, number: number, calendar: Calendar): Person {
  const random = createStream(seed, "person", number);
  const hidden = drawHidden(random);
  const signUpDay = random.below(Math.max(1, Math.floor(calendar.days * 0.8)));
  const language = random.chance(0.8) ? "zh" : "en";
  const traits = drawTraits(random, hidden);
  return {
    id: `U${String(number).padStart(7, "0")}`,
    number,
    signUpDay,
    signedUpAt: calendar.drawMoment(random, signUpDay),
    name:
      drawOne(random, names[language].first) + (language === "zh" ? "" : " ") + drawOne(random, names[language].last),
    email: emailOf(seed, number),
    phone: phoneOf(seed, number),
    idNumber: createIdNumber(random, traits.birthYear),
    gender: random.pick({ female: 0.52, male: 0.45, unstated: 0.03 }),
    city: drawOne(random, cities[traits.cityTier - 1]),
    language,
    device: random.pick({ android: 0.52, ios: 0.35, web: 0.13 }),
    marketingConsent: random.chance(0.7),
    ...traits,
    hidden,
  };
}

function drawHidden(random: Random): Hidden {
  const { bgNbd, gammaGamma, fraudShare, rating } = truth;
  return {
    lambda: drawGamma(random, bgNbd.r, bgNbd.alpha),
    dropoutP: drawBeta(random, bgNbd.a, bgNbd.b),
    meanOrder: gammaGamma.p / drawGamma(random, gammaGamma.q, gammaGamma.gamma),
    persuadable: random.chance(0.5),
    fraud: random.chance(fraudShare),
    taste: Array.from({ length: rating.factors }, () => drawNormal(random)),
  };
}

/** Everybody's traits follow from what is hidden, as `truth.traits` says. */
function drawTraits(random: Random, { lambda, dropoutP, meanOrder, persuadable }: Hidden) {
  const { bgNbd, gammaGamma, traits } = truth;
  const leaving = dropoutP - bgNbd.a / (bgNbd.a + bgNbd.b);
  const spending = log((meanOrder * (gammaGamma.q - 1)) / (gammaGamma.p * gammaGamma.gamma));
  const channels = Object.entries(traits.channel);
  const age = traits.age.mean + traits.age.perRate * ((lambda * bgNbd.alpha) / bgNbd.r - 1);
  const consent = traits.personalisation[persuadable ? "persuadable" : "others"];
  return {
    channel: channels[drawIndex(random, weigh(Object.values(traits.channel), leaving))][0],
    cityTier: 1 + drawIndex(random, weigh(traits.cityTier, spending)),
    birthYear: 2024 - Math.round(Math.min(75, Math.max(18, age + traits.age.spread * drawNormal(random)))),
    personalisationConsent: random.chance(consent),
  };
}

function weigh(choices: readonly { share: number; slope: number }[], x: number): number[] {
  return choices.map(({ share, slope }) => share * exp(slope * x));
}

// None of these can exist: a top-level domain kept for examples, a number that begins with 0, no region and a wrong check digit.
export function emailOf(seed: number, number: number): string {
  return `${opaqueId(seed, "email", number, 6)}@example.invalid`;
}

export function phoneOf(seed: number, number: number): string {
  return `+86000${String(permute(seed, "phone", number, 1e8)).padStart(8, "0")}`;
}

/** Eighteen characters as of a resident identity card, from region 000000, with a check digit that GB 11643 rules out. */
function createIdNumber(random: Random, birthYear: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const digits = `000000${birthYear}${two(1 + random.below(12))}${two(1 + random.below(28))}${String(random.below(1000)).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + "10X98765432"[((sum % 11) + 1 + random.below(9)) % 11];
}

/** How much a person likes a product, about −3 to 3. */
export function affinity(taste: readonly number[], factors: readonly number[]): number {
  return taste.reduce((sum, value, index) => sum + value * factors[index], 0);
}

/** Relative frequency of choosing a product at its base price. */
export function appeal(person: Person, product: { factors: readonly number[]; popularity: number }): number {
  return product.popularity * exp(0.8 * affinity(person.hidden.taste, product.factors));
}
