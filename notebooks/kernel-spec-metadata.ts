import type { TypeErrorMode } from "./kernel-settings.ts";

/** `metadata.ulm` of a kernelspec of ours. */
export interface KernelSpecMetadata {
  /** Whether it is there for the notebooks of another kernel only: nobody is offered it. */
  isAlias: boolean;
  /** What becomes of type errors in its cells as it is started. */
  typeErrors: TypeErrorMode;
}
