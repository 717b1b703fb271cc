import { exp, Random } from "./random.mjs";

const SEED = 20_240_602;

/** The articles' small files by name, rebuilt to their stated shapes from numbers of our own; README.md documents them. */
export function articleFiles() {
  return {
    "user_data.csv": userData(),
    "user_behavior_data.csv": userBehaviorData(),
    "train.csv": featureRows(800, 3),
    "test.csv": featureRows(200, 4),
    "ratings.csv": ratings(),
    "browsing_time.csv": browsingTime(),
  };
}

/** 650 users, so that 20 % are 130; user_status 1 has left. */
function userData() {
  const random = new Random(SEED, 1);
  const rows = Array.from({ length: 650 }, (_, index) => {
    const age = Math.round(clamp(38 + 12 * random.normal(), 18, 75));
    const income = Math.round(exp(8.9 + 0.45 * random.normal()));
    const clickRate = clamp(0.12 + 0.06 * random.normal(), 0.005, 0.5);
    const frequency = random.poisson(exp(0.9 + 0.5 * random.normal()));
    const logOdds = 1.6 - 18 * clickRate - 0.75 * frequency + 0.01 * (age - 38);
    const left = random.chance(1 / (1 + exp(-logOdds))) ? 1 : 0;
    return [`U${String(index + 1).padStart(4, "0")}`, age, income, clickRate.toFixed(4), frequency, left];
  });
  return toCsv(["user_id", "age", "income", "click_rate", "purchase_frequency", "user_status"], rows);
}

/** 300 users of five kinds, as many of each as the article counts; their order is shuffled. */
function userBehaviorData() {
  const random = new Random(SEED, 2);
  const kinds = [
    { type: "window shopper", size: 60, minutes: 90, searches: 8, amount: 60 },
    { type: "bargain hunter", size: 50, minutes: 70, searches: 30, amount: 220 },
    { type: "quick buyer", size: 70, minutes: 15, searches: 4, amount: 400 },
    { type: "rare visitor", size: 80, minutes: 8, searches: 1, amount: 40 },
    { type: "fan", size: 40, minutes: 120, searches: 22, amount: 900 },
  ];
  const rows = kinds.flatMap(({ type, size, minutes, searches, amount }) =>
    Array.from({ length: size }, () => [
      Math.max(0.5, minutes * (1 + 0.15 * random.normal())).toFixed(1),
      random.poisson(searches),
      Math.max(1, amount * (1 + 0.15 * random.normal())).toFixed(2),
      random.below(24),
      type,
    ]),
  );
  for (let last = rows.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [rows[last], rows[other]] = [rows[other], rows[last]];
  }
  return toCsv(["browsing_time", "search_count", "purchase_amount", "purchase_age", "user_type"], rows);
}

/** label 1 with log-odds 2·feature1 − 1.5·feature2 + 0·feature3. @param {number} count @param {number} stream */
function featureRows(count, stream) {
  const random = new Random(SEED, stream);
  const rows = Array.from({ length: count }, () => {
    const features = [random.normal(), random.normal(), random.normal()];
    const label = random.chance(1 / (1 + exp(1.5 * features[1] - 2 * features[0]))) ? 1 : 0;
    return [...features.map((value) => value.toFixed(4)), label];
  });
  return toCsv(["feature1", "feature2", "feature3", "label"], rows);
}

/** 5 users × 10 items, one to five stars, drawn evenly. */
function ratings() {
  const random = new Random(SEED, 5);
  const rows = Array.from({ length: 50 }, (_, index) => [
    `user${Math.floor(index / 10) + 1}`,
    `item${(index % 10) + 1}`,
    1 + random.below(5),
  ]);
  return toCsv(["user", "item", "rating"], rows);
}

/** The five minutes that the article prints. */
function browsingTime() {
  return toCsv(
    ["time", "browsing_duration"],
    [20, 25, 30, 28, 35].map((minutes, index) => [index + 1, minutes]),
  );
}

/** @param {string[]} columns @param {(string | number)[][]} rows */
function toCsv(columns, rows) {
  return [columns, ...rows, []].map((row) => row.join(",")).join("\n");
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
