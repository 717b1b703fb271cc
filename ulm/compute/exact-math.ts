/**
 * Logarithm and exponential from additions, multiplications, divisions and the digits of numbers alone: the standard leaves the last bits
 * of Math.log and Math.exp to the engine, and what is drawn from a seed must be the same everywhere. Both are within one unit in
 * the last place. Source: FreeBSD's msun, e_log.c and e_exp.c (Sun Microsystems, 1993), whose constants they use.
 */

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
float[0] = 1;
/** Which word holds sign, exponent and the first digits. */
const high = words[1] === 0 ? 0 : 1;
const low = 1 - high;

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/** The natural logarithm. */
export function exactLog(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x === Infinity ? Infinity : NaN;
  // x = 2^exponent · (1 + f) with √½ < 1 + f < √2; numbers without a leading digit are scaled up first.
  const isTiny = x < 2.2250738585072014e-308;
  float[0] = isTiny ? x * 2 ** 54 : x;
  const digits = words[high]! & 0xfffff;
  const isUpper = digits + 0x95f64 > 0xfffff;
  const exponent = (words[high]! >>> 20) - 1023 + Number(isUpper) - (isTiny ? 54 : 0);
  words[high] = digits | (isUpper ? 0x3fe00000 : 0x3ff00000);
  const f = float[0]! - 1;
  if (((2 + digits) & 0xfffff) < 3) {
    const rest = f * f * (0.5 - 0.3333333333333333 * f);
    return exponent === 0 ? f - rest : exponent * ln2High - (rest - exponent * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const series = odd + even;
  if (((digits - 0x6147a) | (0x6b851 - digits)) > 0) {
    const half = 0.5 * f * f;
    const rest = half - (s * (half + series) + exponent * ln2Low);
    return exponent === 0 ? f - (half - s * (half + series)) : exponent * ln2High - (rest - f);
  }
  return exponent === 0 ? f - s * (f - series) : exponent * ln2High - (s * (f - series) - exponent * ln2Low - f);
}

/** The exponential function. */
export function exactExp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const exponent = Math.trunc(x * 1.442695040888963387 + (x < 0 ? -0.5 : 0.5));
  const top = x - exponent * ln2High;
  const rest = exponent * ln2Low;
  const r = top - rest;
  const t = r * r;
  const c =
    r -
    t *
      (0.166666666666666019037 +
        t *
          (-0.00277777777770155933842 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (rest - (r * c) / (2 - c) - top);
  return exponent >= -1021 && exponent <= 1023
    ? y * powerOfTwo(exponent)
    : y * powerOfTwo(exponent > 0 ? 1023 : exponent + 1000) * powerOfTwo(exponent > 0 ? exponent - 1023 : -1000);
}

/** 2^exponent, for −1022 … 1023. */
function powerOfTwo(exponent: number): number {
  words[high] = (exponent + 1023) << 20;
  words[low] = 0;
  return float[0]!;
}
