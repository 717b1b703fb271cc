/** At most so many places of a list, evenly chosen, the first and the last among them. @param most 2 or more */
export function evenPlaces(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, place) => place);
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)));
}
