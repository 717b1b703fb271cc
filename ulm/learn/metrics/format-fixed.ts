/** A number with fixed digits, exact halves to the even digit as Python formats them ("0.125" → "0.12"). */
export function formatFixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  const [, decimals = ""] = Math.abs(value)
    .toFixed(Math.min(100, digits + 60))
    .split(".");
  const isTie = /^50*$/.test(decimals.slice(digits));
  if (!isTie) return rounded;
  const down = (Math.sign(value) * Math.floor(Math.abs(value) * 10 ** digits)) / 10 ** digits;
  const isEven = Math.floor(Math.abs(value) * 10 ** digits) % 2 === 0;
  return isEven ? down.toFixed(digits) : rounded;
}
