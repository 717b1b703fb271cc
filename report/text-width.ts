/** East Asian wide and full-width characters, and emoji: one em each. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]/u;

/**
 * The width of text in a sans-serif font, in the font size's unit. Servers have no canvas to measure with; these are class averages
 * of DejaVu Sans, the widest of the fonts that readers are likely to have: elsewhere labels get a little room, nowhere are they cut.
 */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += advance(character);
  return ems * fontSize;
}

function advance(character: string): number {
  if (wide.test(character)) return 1;
  if (/[iljI|!.,:;'` ]/.test(character)) return 0.3;
  if (/[frt()[\]{}/\\"*-]/.test(character)) return 0.39;
  if (/[mwMW%@]/.test(character)) return 0.92;
  if (/[A-Z&]/.test(character)) return 0.69;
  return 0.62;
}
