import { conv1dLayer } from "./conv1d-layer.ts";
import { denseLayer } from "./dense-layer.ts";
import type { LayerKind, LayerSpec } from "./layer.ts";
import { lstmLayer } from "./lstm-layer.ts";
import { maxOverStepsLayer } from "./max-over-steps-layer.ts";
import { stepsLayer } from "./steps-layer.ts";

const kinds: { readonly [Type in LayerSpec["type"]]: LayerKind<Extract<LayerSpec, { type: Type }>> } = {
  steps: stepsLayer,
  dense: denseLayer,
  lstm: lstmLayer,
  conv1d: conv1dLayer,
  maxOverSteps: maxOverStepsLayer,
};

export const kindOf = (spec: LayerSpec) => kinds[spec.type] as LayerKind<LayerSpec>;

/** Their places in this list are what kernels call them. */
export const layerKinds: readonly LayerKind<LayerSpec>[] = Object.values(kinds);
