import { counting, damaged, list, numeric, record, textual } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { activations } from "./activation.ts";
import { kindOf } from "./layer-kinds.ts";
import type { LayerSpec, Shape as Flow } from "./layer.ts";
import type { Network } from "./network.ts";

const parts = record({
  inputs: counting,
  layers: list(record({ type: textual }), "layers", 1),
  weights: list(list(record({ shape: list(counting), values: list(numeric) })), "layers"),
});

/** How many weights a layer has in each of its arrays; `undefined` where it cannot stand behind what flows in. */
type WeightSizes<Spec extends LayerSpec> = (spec: Spec, flow: Flow) => number[] | undefined;

const sizesOf: { readonly [Type in LayerSpec["type"]]: WeightSizes<Extract<LayerSpec, { type: Type }>> } = {
  steps: ({ steps }, [columns, ...others]) =>
    isSize(steps) && others.length === 0 && columns! % steps === 0 ? [] : undefined,
  dense: ({ units, activation }, [inputs, ...others]) =>
    isSize(units) && others.length === 0 && activations.includes(activation) ? [inputs! * units, units] : undefined,
  lstm: ({ units }, [, inputs]) =>
    isSize(units) && inputs !== undefined ? [4 * inputs * units, 4 * units * units, 4 * units] : undefined,
  conv1d: ({ filters, kernelSize, activation }, [, inputs]) =>
    isSize(filters) && isSize(kernelSize) && inputs !== undefined && activations.includes(activation)
      ? [kernelSize * inputs * filters, filters]
      : undefined,
  maxOverSteps: (_spec, flow) => (flow.length === 2 ? [] : undefined),
};

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/**
 * A `Network` in JSON for the columns of the state, whose weights fit its layers.
 * @param outputs how many numbers of a row come out
 */
export function networkShape(outputs: (sizes: ReadonlyMap<string, number>) => number): Shape {
  return (value, place) => {
    parts(value, place);
    const { inputs, layers, weights } = value as Network;
    const at = (name: string) => ({ ...place, path: `${place.path}.${name}` });
    if (inputs !== place.sizes.get("columns")) damaged(at("inputs"), "is not the number of columns");
    let flow: Flow = [inputs];
    layers.forEach((layer, index) => {
      const own = at(`layers[${index}]`);
      if (!Object.hasOwn(sizesOf, layer.type)) damaged(own, "is of no kind that there is");
      const sizes = (sizesOf[layer.type] as WeightSizes<LayerSpec>)(layer, flow);
      if (sizes === undefined) damaged(own, "does not fit what comes before it");
      const given = weights[index]!;
      const fits = given.length === sizes.length && given.every(({ values }, part) => values.length === sizes[part]);
      if (!fits) damaged(at(`weights[${index}]`), "does not fit its layer");
      flow = kindOf(layer).outputShape(layer, flow);
    });
    if (flow.length !== 1 || flow[0] !== outputs(place.sizes))
      damaged(at("layers"), "ends in another number of outputs");
  };
}
