/** Cuts text that comes piece by piece into lines, and counts them from 1. */
export class LineSplitter {
  private rest = "";
  private line = 0;
  private readonly onLine: (text: string, line: number) => void;
  private readonly onTooLong: (line: number) => void;
  private readonly longest: number;

  /**
   * @param longest in characters: `onTooLong` is called, to throw, for a line that goes on for longer
   */
  constructor(longest: number, onLine: (text: string, line: number) => void, onTooLong: (line: number) => void) {
    this.longest = longest;
    this.onLine = onLine;
    this.onTooLong = onTooLong;
  }

  feed(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop()!;
    for (const line of lines) this.onLine(line, ++this.line);
    if (this.rest.length > this.longest) this.onTooLong(this.line + 1);
  }

  /** What is left is the last line, unless it is empty. */
  finish(): void {
    if (this.rest !== "") this.onLine(this.rest, ++this.line);
    this.rest = "";
  }
}
