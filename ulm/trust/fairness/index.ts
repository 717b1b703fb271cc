/** Whether a model treats groups of people alike, and what can be done about it. */
export { fairnessAudit, FairnessAudit } from "./fairness-audit.ts";
export type { FairnessGap, FairnessOptions } from "./fairness-audit.ts";
export { fairThresholds, GroupThresholds } from "./fair-thresholds.ts";
export type { FairnessConstraint, FairThresholdOptions } from "./fair-thresholds.ts";
export type { GroupRates, RateName } from "./group-rates.ts";
export type { Proportion } from "../../compute/index.ts";
