/** Whether data and models may be trusted with people. This is the platform-neutral core; `ulm/trust` in Node adds keyed pseudonyms. */
export { complianceChecklist } from "./privacy/compliance-checklist.ts";
export type {
  ComplianceChecklist,
  ComplianceFacts,
  ComplianceItem,
  ComplianceStatus,
} from "./privacy/compliance-checklist.ts";
export type { ComplianceQuestion } from "./privacy/compliance-questions.ts";
export { detectPersonalData } from "../data/index.ts";
export type { PersonalDataFinding } from "../data/index.ts";
export * from "./card/index.ts";
export * from "./drift/index.ts";
export * from "./explain/index.ts";
export * from "./fairness/index.ts";
export { generalise } from "./privacy/generalise.ts";
export type { GeneraliseRule } from "./privacy/generalise.ts";
export { isResidentId } from "../data/index.ts";
export { kAnonymity } from "./privacy/k-anonymity.ts";
export type { KAnonymity } from "./privacy/k-anonymity.ts";
export { mask } from "./privacy/mask.ts";
export type { MaskOptions } from "./privacy/mask.ts";
export type { PersonalDataKind } from "../data/index.ts";
export { PrivacyError } from "./privacy/privacy-error.ts";
