import { inspect } from "node:util";

interface TensorLike {
  shape: readonly number[];
  dtype: string;
  size: number;
  isDisposed: boolean;
  toString(verbose?: boolean): string;
}

/** TensorFlow.js tensors print their values themselves; `inspect` would show their bookkeeping. Undefined for other values. */
export function tensorText(value: unknown): string | undefined {
  if (!isTensor(value)) return undefined;
  const head = `Tensor ${value.dtype} [${value.shape.join(", ")}]`;
  if (value.isDisposed) return `${head} (disposed)`;
  return `${head}\n${value.toString().replace(/^Tensor\n/, "")}`;
}

/** Makes tensors print their values also where they are part of something, and in `console.log`. */
export function showTensorsReadably<Library extends { Tensor: { prototype: object } }>(tf: Library): Library {
  Object.defineProperty(tf.Tensor.prototype, inspect.custom, {
    configurable: true,
    value(this: object) {
      return tensorText(this);
    },
  });
  return tf;
}

function isTensor(value: unknown): value is TensorLike {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const { shape, dtype, isDisposed, dataSync } = value as TensorLike & { dataSync: unknown };
  return (
    Array.isArray(shape) &&
    typeof dtype === "string" &&
    typeof isDisposed === "boolean" &&
    typeof dataSync === "function"
  );
}
