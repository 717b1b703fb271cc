/** Executed notebook → one self-contained HTML file. */
export {
  createReport,
  type ExecutionWarning,
  type Report,
  type ReportCell,
  type ReportCode,
  type ReportOptions,
  type ReportProse,
  type ReportSpec,
  type RunStamp,
} from "./create-report.ts";
export type { Language, Localized } from "./language.ts";
export { NotebookError } from "./notebook.ts";
export { renderReport } from "./render-report.ts";
