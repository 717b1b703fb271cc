/** The parameters of the world; `truth.json` repeats them. Rates are per day of shop time (see calendar.ts). */
export const truth = {
  /** Repeat orders without a campaign: Poisson with a rate ~ Gamma(r, alpha); after each the user leaves with p ~ Beta(a, b). */
  bgNbd: { r: 0.8, alpha: 20, a: 0.9, b: 3 },
  /** An order's amount in CNY ~ Gamma(p, rate v), v ~ Gamma(q, rate gamma) per user. */
  gammaGamma: { p: 6, q: 4, gamma: 90 },
  /** Share of users who ever order, and the rate at which they come to their first order. */
  firstOrder: { share: 0.8, rate: 0.1 },
  /** Of demand against the week's price, by category: units ~ (price / base price) ^ elasticity. */
  elasticity: {
    coffee: -1.8,
    audio: -2.4,
    kitchen: -1.2,
    outdoor: -1.5,
    beauty: -0.8,
    toys: -2,
    books: -0.6,
    pets: -1,
  },
  priceLevels: [0.8, 0.9, 1, 1.1],
  /** Extra orders for each treated user within 7 days, by turns over the campaigns. */
  campaignLifts: [0.06, 0.1, 0, 0.03],
  /** A treated user's own lift is the campaign's times this; half of the users are persuadable. */
  persuadable: { yes: 1.6, no: 0.4 },
  /** Who buys the first also takes the second with this probability, besides what taste does. */
  rules: [
    { if: "P001", then: "P002", confidence: 0.45 },
    { if: "P016", then: "P019", confidence: 0.35 },
    { if: "P061", then: "P106", confidence: 0.3 },
  ],
  /** Sessions that end without an order: from each step, the probabilities of the next. */
  path: {
    start: { search: 0.4, view: 0.45, click: 0.15 },
    search: { view: 0.6, search: 0.15, exit: 0.25 },
    click: { view: 0.7, exit: 0.3 },
    view: { view: 0.3, search: 0.12, add_to_cart: 0.13, exit: 0.45 },
    add_to_cart: { view: 0.3, exit: 0.7 },
  },
  /** Sessions that end with an order go search, view, add_to_cart with this probability, else view, add_to_cart. */
  orderAfterSearch: 0.65,
  /** Relative frequency of activity by hour (UTC; the shop's customers live at UTC+8). */
  hours: [5, 5, 6, 6, 7, 6, 5, 5, 5, 6, 7, 9, 11, 12, 10, 6, 3, 1.5, 1, 0.7, 0.6, 1, 2, 4],
  /** Speed of shop time from Monday to Sunday, and from January to December. */
  weekdays: [0.9, 0.88, 0.9, 0.95, 1.05, 1.2, 1.12],
  months: [0.95, 0.8, 0.92, 0.95, 1, 1.15, 0.92, 0.93, 0.98, 1, 1.3, 1.1],
  /** A user's stage changes every 30 days, by this matrix; it sets the logins a day. */
  stages: {
    names: ["explorer", "regular", "fan", "dormant"],
    start: [1, 0, 0, 0],
    transitions: [
      [0.5, 0.3, 0.02, 0.18],
      [0.05, 0.7, 0.12, 0.13],
      [0.01, 0.15, 0.8, 0.04],
      [0.04, 0.06, 0, 0.9],
    ],
    loginsPerDay: [0.08, 0.05, 0.15, 0.004],
  },
  sessionsPerDay: 0.035,
  fraudShare: 0.012,
  /** Stars are 3.6 + quality + taste · product + noise of this spread, rounded, from 1 to 5. */
  rating: { mean: 3.6, noise: 0.6, factors: 4 },
  returnShare: { usual: 0.05, fraud: 0.6 },
} as const;

export type Category = keyof typeof truth.elasticity;
export const categories = Object.keys(truth.elasticity) as Category[];
