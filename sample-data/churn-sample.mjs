import { exp, Random } from "./random.mjs";

const SEED = 20_240_601;
const POPULATION = 20_000;
const USERS_PER_CLASS = 5_070;
const REPEATED_ROWS = 217;
/** A tracker that lost its session writes this in place of the minutes. */
const BROKEN_MINUTES = 9999;
const BROKEN_ROWS = 14;

const cityTiers = { "tier 1": 0.28, "tier 2": 0.37, "tier 3": 0.35 };
const channels = { search: 0.31, social: 0.27, advert: 0.24, referral: 0.18 };
const devices = { android: 0.52, ios: 0.35, web: 0.13 };

/** The truth behind the file: log-odds of leaving within 60 days, per unit of each column. README.md repeats it. */
const truth = {
  intercept: -1.1,
  age: -0.02,
  tenure_days: -0.0012,
  purchase_frequency: -1.6,
  browsing_minutes: -0.07,
  recency_days: 0.08,
  basket_cny: -0.002,
  discount_share: 4,
  support_tickets: 1.1,
  city_tier: { "tier 1": 0, "tier 2": 0.2, "tier 3": 0.6 },
  channel: { search: 0, social: 0.7, advert: 1.3, referral: -0.7 },
  device: { android: 0, ios: 0, web: 0 },
};

/** Shares of cells that were never recorded, independently of everything else. */
const missing = { age: 0.03, browsing_minutes: 0.04, discount_share: 0.02, channel: 0.03, device: 0.01 };

/** `e-commerce_data.csv`: users who had left 60 days later and as many who had not; two exports, one after the other. */
export function churnSample() {
  const random = new Random(SEED);
  const population = Array.from({ length: POPULATION }, (_, index) => drawUser(random, index + 1));
  const users = [0, 1].flatMap((churn) =>
    sampleInOrder(
      random,
      population.filter((user) => user.churn === churn),
    ),
  );
  breakTracker(random, users);
  for (const user of users) forget(random, user);
  const lines = users.map((user) => Object.values(user).join(","));
  const header = Object.keys(users[0]).join(",");
  return [header, ...withRepeats(random, lines), ""].join("\n");
}

/** Knuth's selection sampling: each user is taken with the share that is still needed. */
function sampleInOrder(random, users) {
  let needed = USERS_PER_CLASS;
  return users.filter((_, index) => {
    const taken = random.chance(needed / (users.length - index));
    if (taken) needed--;
    return taken;
  });
}

/** Everything is as of the reporting date, but `churn`: no order in the 60 days after it. */
function drawUser(random, number) {
  const activity = random.normal();
  const ordersPerWeek = exp(-0.55 + 0.6 * activity);
  const user = {
    user_id: `U${String(number).padStart(6, "0")}`,
    age: Math.round(clamp(36 + 11 * random.normal(), 18, 75)),
    city_tier: random.pick(cityTiers),
    channel: random.pick(channels),
    device: random.pick(devices),
    tenure_days: 90 + random.below(1400),
    purchase_frequency: round(random.poisson(12 * ordersPerWeek) / 12, 2),
    browsing_minutes: round(exp(3 + 0.3 * activity + 0.5 * random.normal()), 1),
    recency_days: random.waitingTime(ordersPerWeek / (7 + ordersPerWeek), 84),
    basket_cny: round(exp(4.9 + 0.5 * random.normal()), 2),
    discount_share: round(clamp(0.32 + 0.18 * random.normal(), 0, 1), 2),
    support_tickets: random.poisson(0.8),
  };
  return { ...user, churn: random.chance(leavingProbability(user)) ? 1 : 0 };
}

function leavingProbability(user) {
  let logOdds = truth.intercept;
  for (const [column, effect] of Object.entries(truth)) {
    if (column === "intercept") continue;
    logOdds += typeof effect === "object" ? effect[user[column]] : effect * user[column];
  }
  return 1 / (1 + exp(-logOdds));
}

function breakTracker(random, users) {
  for (let i = 0; i < BROKEN_ROWS; i++) users[random.below(users.length)].browsing_minutes = BROKEN_MINUTES;
}

function forget(random, user) {
  for (const [column, share] of Object.entries(missing)) {
    if (random.chance(share) && user[column] !== BROKEN_MINUTES) user[column] = "";
  }
}

/** Some rows were exported twice: each comes again a few lines below. */
function withRepeats(random, lines) {
  const repeated = new Set();
  while (repeated.size < REPEATED_ROWS) repeated.add(random.below(lines.length - 5));
  const pending = new Map();
  return lines.flatMap((line, index) => {
    if (repeated.has(index)) {
      const later = index + 1 + random.below(5);
      pending.set(later, [...(pending.get(later) ?? []), line]);
    }
    return [line, ...(pending.get(index) ?? [])];
  });
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
