/**
 * Moves the gradient along when one variable has risen and another has fallen by `step`; finds the variable to raise next, the one that
 * is best raised.
 * @param riseCost what raising each variable costs beside its gradient: Infinity where it cannot rise
 * @param risen the kernel matrix's line of the one, @param fallen of the other
 * @returns the variable, −1 if none can rise
 */
export function stepGradient(
  gradient: Float64Array,
  riseCost: Float64Array,
  risen: Float64Array,
  fallen: Float64Array,
  step: number,
  start: number,
  end: number,
): number {
  let least = Infinity;
  let first = -1;
  for (let index = start; index < end; index++) {
    gradient[index]! += step * (risen[index]! - fallen[index]!);
    const open = gradient[index]! + riseCost[index]!;
    if (open < least) {
      least = open;
      first = index;
    }
  }
  return first;
}
