/** Beyond this many marks, naming each one helps nobody who listens to the page. */
const maxNamedMarks = 60;

/** A drawing of Vega's with coordinates to a hundredth of a pixel, and without a label for every one of many marks. */
export function slimSvg(svg: string): string {
  const isCrowded = (svg.match(/aria-roledescription="/g)?.length ?? 0) > maxNamedMarks;
  return svg.replace(/<[a-z][^>]*>/g, (tag) => {
    const rounded = tag.replace(/ (?:d|transform|x|y|x1|x2|y1|y2|width|height)="[^"]*"/g, roundNumbers);
    return isCrowded && / role="graphics-symbol"/.test(tag) && !/role-/.test(tag)
      ? rounded.replace(/ (?:role|aria-label|aria-roledescription)="[^"]*"/g, "")
      : rounded;
  });
}

function roundNumbers(attribute: string): string {
  return attribute.replace(/-?\d*\.\d{3,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
