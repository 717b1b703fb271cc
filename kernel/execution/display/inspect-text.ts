import { inspect } from "node:util";

const OPTIONS = {
  depth: 4,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  breakLength: 100,
  compact: 3,
} as const;

/** The `text/plain` of a value: `util.inspect` with limits, so that a large value costs neither time nor screen. */
export function inspectText(value: unknown): string {
  const tensor = describeTensor(value);
  if (tensor !== undefined) return tensor;
  try {
    return inspect(value, ArrayBuffer.isView(value) ? { ...OPTIONS, maxArrayLength: 20 } : OPTIONS);
  } catch (error) {
    // A proxy or a throwing getter: the value cannot be shown, and the cell did not fail because of it.
    return `[value that cannot be shown: ${error instanceof Error ? error.message : String(error)}]`;
  }
}

interface TensorLike {
  shape: readonly number[];
  dtype: string;
  size: number;
  isDisposed: boolean;
  toString(verbose?: boolean): string;
}

/** TensorFlow.js tensors print their values themselves; `inspect` would show their bookkeeping. */
function describeTensor(value: unknown): string | undefined {
  if (!isTensor(value)) return undefined;
  const head = `Tensor ${value.dtype} [${value.shape.join(", ")}]`;
  if (value.isDisposed) return `${head} (disposed)`;
  return `${head}\n${value.toString().replace(/^Tensor\n/, "")}`;
}

function isTensor(value: unknown): value is TensorLike {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  try {
    const { shape, dtype, isDisposed, dataSync } = value as TensorLike & { dataSync: unknown };
    return (
      Array.isArray(shape) &&
      typeof dtype === "string" &&
      typeof isDisposed === "boolean" &&
      typeof dataSync === "function"
    );
  } catch {
    return false;
  }
}
