const shape = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = "10X98765432";

/**
 * Whether a text is a possible Chinese resident identity number: 18 characters, a date of birth that exists (1900 or later), and
 * the right check character (GB 11643-1999, which is ISO 7064 MOD 11-2). Spaces around it and a small x are allowed. That it is
 * possible does not mean that it was issued.
 */
export function isResidentId(text: string): boolean {
  const id = text.trim().toUpperCase();
  const match = shape.exec(id);
  if (match === null || !isDate(Number(match[1]), Number(match[2]), Number(match[3]))) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return id[17] === checkCharacters[sum % 11];
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
