/** The parameters of the world; `truth.json` repeats them. Rates are per day of shop time (see calendar.ts). */
export const truth = {
  /** Repeat orders without a campaign: Poisson with a rate ~ Gamma(r, alpha); after each the user leaves with p ~ Beta(a, b). */
  bgNbd: { r: 0.8, alpha: 20, a: 0.9, b: 3 },
  /**
   * What an order is worth at base prices, its discount taken off, in CNY ~ Gamma(p, rate v), v ~ Gamma(q, rate gamma) per user. What is paid
   * differs by the week's prices.
   */
  gammaGamma: { p: 6, q: 4, gamma: 150 },
  /** Baskets are filled until they are worth what the user is to spend, or up to this share more, which the discount takes off again. */
  largestDiscount: 0.25,
  /** A user prefers products for this share of the order's worth; half as much those that are `spread` away from it in logarithms. */
  priceLevel: { share: 0.45, spread: 1.5 },
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
  /** A treated user's own lift is the campaign's times this; half of the users are persuadable. They open more messages, too. */
  persuadable: { yes: 1.6, no: 0.4 },
  opened: { persuadable: 0.55, others: 0.35 },
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
    /** Instead of `transitions` from the first period after interest has begun to fade. */
    fading: [
      [0.25, 0, 0, 0.75],
      [0, 0.25, 0, 0.75],
      [0, 0, 0.25, 0.75],
      [0, 0, 0, 1],
    ],
    loginsPerDay: [0.08, 0.05, 0.15, 0.004],
  },
  /**
   * Visits without an order, for each user: perDay · (even + (1 − even) · lambda / mean lambda). Those of users who leave begin to fade before the last
   * own order, exponentially distributed with `leadDays` in the mean, but not before sign-up; those of users who never order fade from sign-up. They halve in
   * so many days.
   */
  visits: { perDay: 0.1, even: 0.4, leadDays: 30, halfLifeDays: { left: 15, neverOrders: 40 } },
  fraudShare: 0.012,
  /**
   * Traits are drawn for the hidden side of each user, so that BG/NBD and Gamma-Gamma stay true of all users together. Each weight is `share` ·
   * e^(slope · x): x is dropout_p less its mean for channels, and ln(mean order / mean of all) for city tiers 1 to 3.
   */
  traits: {
    channel: {
      search: { share: 0.31, slope: 0 },
      social: { share: 0.27, slope: 1.5 },
      advert: { share: 0.24, slope: 4 },
      referral: { share: 0.18, slope: -4 },
    },
    cityTier: [
      { share: 0.28, slope: 1 },
      { share: 0.37, slope: 0 },
      { share: 0.35, slope: -1 },
    ],
    /** Years, with a spread; who orders at twice the mean rate is `perRate` years older. */
    age: { mean: 36, spread: 10, perRate: -4 },
    /** Share that agrees to personalisation. */
    personalisation: { persuadable: 0.8, others: 0.4 },
  },
  /**
   * Share of late deliveries: of the order after which a user leaves, and of all others. So a late delivery multiplies the odds of leaving, which
   * are dropout_p / (1 − dropout_p), by 0.28 / 0.08, and a punctual one by 0.72 / 0.92.
   */
  late: { leaving: 0.28, usual: 0.08 },
  /** Liking is 3.7 + quality + taste · product + noise of this spread, and `late` more after a late delivery; stars are liking, rounded, from 1 to 5. */
  rating: { mean: 3.7, noise: 0.6, factors: 4, late: -0.8, share: 0.4, reviewShare: 0.4 },
  /** Share of items sent back: `usual`, times `late` after a late delivery, times `disliked` where liking is below 2.5; or `fraud`. */
  returns: { usual: 0.03, late: 1.8, disliked: 4, fraud: 0.5 },
  /** Share of orders with a message, by reason: the delivery is late, an item is sent back, the user leaves, none of it; and of users with one about their account. */
  messages: { late: 0.45, returned: 0.5, leaving: 0.2, usual: 0.05, account: 0.15 },
  /** How messages are worded: shares with an unclear problem, with a second intent, with a typing error; and of wrong labels by agents. */
  wording: { unclear: 0.12, second: 0.15, typo: 0.15, mislabelled: 0.04 },
  /** Each week a product's supplier fails with this probability; what is in stock is sold, and then nothing for 1 to `weeks` weeks. */
  supply: { failure: 0.02, weeks: 3, openingUnits: 20, leastUnits: 3 },
} as const;

export type Category = keyof typeof truth.elasticity;
export const categories = Object.keys(truth.elasticity) as Category[];
