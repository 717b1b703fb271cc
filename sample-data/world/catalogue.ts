import { exp } from "../random.mjs";
import { createStream } from "./create-stream.ts";
import { drawIndex, drawNormal, drawOne } from "./draw.ts";
import { log } from "./portable-math.ts";
import { drawOutages } from "./supply.ts";
import { categories, truth, type Category } from "./truth.ts";

export interface Product {
  id: string;
  category: Category;
  brand: string;
  nameZh: string;
  nameEn: string;
  /** CNY. */
  basePrice: number;
  logPrice: number;
  cost: number;
  /** Raises every rating of the product, in stars. */
  quality: number;
  /** Latent factors; a user's taste times these is their affinity. */
  factors: number[];
  popularity: number;
  /** Index into `truth.priceLevels` by week. */
  levels: number[];
  /** Weeks in which there is nothing to sell. */
  outages: ReadonlySet<number>;
}

const perCategory = 15;
const brands = ["Northleaf", "Harbour", "Plainsong", "Tiny Kiln", "Windrow"];
const kinds: Record<Category, readonly [zh: string, en: string, price: number]> = {
  coffee: ["咖啡", "coffee", 62],
  audio: ["耳机", "headphones", 190],
  kitchen: ["厨具", "kitchenware", 105],
  outdoor: ["户外用品", "outdoor gear", 150],
  beauty: ["护肤品", "skin care", 88],
  toys: ["玩具", "toy", 72],
  books: ["图书", "book", 36],
  pets: ["宠物用品", "pet supplies", 55],
};

/** The shop's 120 products, 15 in each category; `weeks` of prices for each. */
export function createCatalogue(seed: number, weeks: number): Product[] {
  return categories.flatMap((category, group) =>
    Array.from({ length: perCategory }, (_, index) =>
      createProduct(seed, category, group * perCategory + index, weeks),
    ),
  );
}

function createProduct(seed: number, category: Category, index: number, weeks: number): Product {
  const random = createStream(seed, "product", index);
  const [zh, en, price] = kinds[category];
  const basePrice = Math.round(price * exp(0.4 * drawNormal(random))) + 0.9;
  const group = categories.indexOf(category);
  const brand = drawOne(random, brands);
  // Two categories share each factor, so that tastes show in what people buy.
  const factors = Array.from(
    { length: truth.rating.factors },
    (_, factor) => (factor === group % truth.rating.factors ? 0.8 : 0) + 0.3 * drawNormal(random),
  );
  const number = (index % perCategory) + 1;
  const id = `P${String(index + 1).padStart(3, "0")}`;
  return {
    id,
    category,
    brand,
    nameZh: `${brand} ${zh} ${number} 号`,
    nameEn: `${brand} ${en} no. ${number}`,
    basePrice,
    logPrice: log(basePrice),
    cost: Number((basePrice * (0.45 + 0.2 * random.uniform())).toFixed(2)),
    quality: 0.3 * drawNormal(random),
    factors,
    popularity: exp(0.35 * drawNormal(random)),
    levels: drawLevels(seed, index, weeks),
    outages: isPlanted(id) ? new Set() : drawOutages(seed, index, weeks),
  };
}

/** Products of planted rules never run out, so that the rules hold in every week. */
function isPlanted(id: string): boolean {
  return truth.rules.some((rule) => rule.if === id || rule.then === id);
}

/** A stream of its own: more days change no other number of the catalogue. */
function drawLevels(seed: number, index: number, weeks: number): number[] {
  const random = createStream(seed, "prices", index);
  let level = truth.priceLevels.indexOf(1);
  return Array.from({ length: weeks }, () => {
    if (random.chance(0.3)) level = drawIndex(random, [0.2, 0.25, 0.4, 0.15]);
    return level;
  });
}

/** List price in a week, CNY. */
export function priceOf(product: Product, week: number): number {
  return Number((product.basePrice * truth.priceLevels[product.levels[week]]).toFixed(2));
}
