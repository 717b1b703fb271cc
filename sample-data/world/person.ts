import { exp, type Random } from "../random.mjs";
import type { Calendar } from "./calendar.ts";
import { createStream } from "./create-stream.ts";
import { drawBeta, drawGamma, drawIndex, drawNormal, drawOne } from "./draw.ts";
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
  /** The hidden side, known to the truth files only. */
  hidden: {
    lambda: number;
    dropoutP: number;
    spendRate: number;
    persuadable: boolean;
    fraud: boolean;
    taste: number[];
  };
}

const cities = [
  ["Shanghai", "Beijing", "Shenzhen"],
  ["Chengdu", "Wuhan", "Hangzhou", "Xi'an"],
  ["Luoyang", "Mianyang", "Ganzhou", "Baoji", "Zunyi"],
];
const surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"];
const givenNames = ["样例", "示范", "虚构", "假想", "试验", "演示"];
const englishNames = ["Sample", "Fiction", "Example", "Mock", "Invented"];

/** A user of the shop, who depends on the seed, the number and the days only. */
export function createPerson(seed: number, number: number, calendar: Calendar): Person {
  const random = createStream(seed, "person", number);
  const id = `U${String(number).padStart(7, "0")}`;
  const signUpDay = random.below(Math.max(1, Math.floor(calendar.days * 0.8)));
  const tier = drawIndex(random, [0.28, 0.37, 0.35]);
  const language = random.chance(0.8) ? "zh" : "en";
  const birthYear = 2024 - Math.round(Math.min(75, Math.max(18, 36 + 11 * drawNormal(random))));
  const { bgNbd, gammaGamma } = truth;
  return {
    id,
    number,
    signUpDay,
    signedUpAt: calendar.drawMoment(random, signUpDay),
    name:
      language === "zh"
        ? drawOne(random, surnames) + drawOne(random, givenNames)
        : `${drawOne(random, englishNames)} ${id}`,
    // None of these can exist: a top-level domain kept for examples, a number that begins with 0, no region and a wrong check digit.
    email: `${id.toLowerCase()}@example.invalid`,
    phone: `+86000${String(number).padStart(8, "0")}`,
    idNumber: createIdNumber(random, birthYear),
    gender: random.pick({ female: 0.52, male: 0.45, unstated: 0.03 }),
    birthYear,
    city: drawOne(random, cities[tier]),
    cityTier: tier + 1,
    language,
    channel: random.pick({ search: 0.31, social: 0.27, advert: 0.24, referral: 0.18 }),
    device: random.pick({ android: 0.52, ios: 0.35, web: 0.13 }),
    marketingConsent: random.chance(0.7),
    personalisationConsent: random.chance(0.6),
    hidden: {
      lambda: drawGamma(random, bgNbd.r, bgNbd.alpha),
      dropoutP: drawBeta(random, bgNbd.a, bgNbd.b),
      spendRate: drawGamma(random, gammaGamma.q, gammaGamma.gamma),
      persuadable: random.chance(0.5),
      fraud: random.chance(truth.fraudShare),
      taste: Array.from({ length: truth.rating.factors }, () => drawNormal(random)),
    },
  };
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
