import type { TranslationBundle } from "@jupyterlab/translation";
import type { StaleReason } from "../../notebooks/find-stale-cells.ts";

/**
 * Why a cell is stale, in a few words and in a sentence.
 *
 * @param countOf the execution count by which users know a cell: its prompt
 */
export function explainStaleness(
  reason: StaleReason,
  countOf: (cell: string) => number | undefined,
  trans: Pick<TranslationBundle, "__">,
): { text: string; details: string } {
  const prompt = "by" in reason ? `[${countOf(reason.by) ?? " "}]` : "";
  switch (reason.kind) {
    case "edited":
      return {
        text: trans.__("stale: edited since it was run"),
        details: trans.__("The results are those of the text before it was edited."),
      };
    case "changed":
      return {
        text: trans.__("stale: %1 changed in cell %2", reason.name, prompt),
        details: trans.__("The results were made with an earlier value of %1. Run this cell again.", reason.name),
      };
    case "out-of-order":
      return {
        text: trans.__("stale: %1 is as cell %2 left it", reason.name, prompt),
        details: trans.__("From top to bottom this cell would see another %1.", reason.name),
      };
    case "repeated":
      return {
        text: trans.__("stale: it changed %1 more than once", reason.name),
        details: trans.__("Each run changes %1 further; run the cell that defines it, then this one.", reason.name),
      };
    case "module":
      return {
        text: trans.__("stale: %1 was edited", reason.name),
        details: trans.__(
          "The results were made with an earlier %1. Run this cell again: it reads the file anew.",
          reason.name,
        ),
      };
    case "gone":
      return {
        text: trans.__("stale: %1 is no longer in the notebook", reason.name),
        details: trans.__("%1 was made by a cell that has been deleted or rewritten since.", reason.name),
      };
  }
}
