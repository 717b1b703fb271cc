import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ILatexTypesetter } from "@jupyterlab/rendermime";
import { katexTypesetter } from "./katex-typesetter.ts";

/** Provides the typesetter of mathematics. */
export const latexPlugin: JupyterFrontEndPlugin<ILatexTypesetter> = {
  id: "ulm-notebook:latex",
  description: "Typesets mathematics with KaTeX.",
  autoStart: true,
  provides: ILatexTypesetter,
  activate: () => katexTypesetter,
};
