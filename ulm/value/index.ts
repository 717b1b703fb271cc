/** What customers are worth: how often they come back, what they spend, how long they stay. */
export { BetaGeoFitter } from "./beta-geo-fitter.ts";
export { GammaGammaFitter } from "./gamma-gamma-fitter.ts";
export type {
  CustomerValues,
  LifetimeValueOptions,
  PurchaseModel,
  SpendingArguments,
  WeightedSpendingArguments,
} from "./gamma-gamma-fitter.ts";
export { ConvergenceError, HistoryError } from "./history-error.ts";
export { KaplanMeierFitter } from "./kaplan-meier-fitter.ts";
export type { EventList, KaplanMeierParams } from "./kaplan-meier-fitter.ts";
export { LikelihoodFitter } from "./likelihood-fitter.ts";
export type { LikelihoodFitterParams } from "./likelihood-fitter.ts";
export type { NumberList } from "./number-list.ts";
export type { HistoryArguments, WeightedHistoryArguments } from "./purchase-histories.ts";
export { summaryDataFromTransactionData } from "./summary-data.ts";
export type { SummaryOptions } from "./summary-data.ts";
