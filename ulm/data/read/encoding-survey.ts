import { guessEncoding, judgeBytes, judgeUtf8 } from "./byte-patterns.ts";

/** Lines of one sort, and the first of them. */
interface Lines {
  count: number;
  first: { readonly line: number; readonly bytes: Uint8Array } | undefined;
}

/** A word, as a line has it in an encoding. */
interface Shown {
  readonly encoding: string;
  readonly word: string;
}

/** Where a file that is not UTF-8 throughout is doubtful, and what is to be said of it. */
export interface EncodingProblem {
  readonly line: number;
  readonly problem: string;
}

const lineFeed = 10;
/** So many lines tell the encoding. */
const mostSamples = 200;
/** What most texts are that nothing else fits. */
const fallback = "windows-1252";
/** Of a word that is shown. */
const shownBytes = 24;

/**
 * Looks at the lines of a file that is not UTF-8 throughout: is it Chinese in GB18030, a mixture, or something else? Almost any Western text
 * with accents is valid GB18030 too (é and the letter behind it make one rare character), and so is UTF-8; but in Chinese, most characters
 * are common ones.
 */
export class EncodingSurvey {
  private readonly utf8: Lines = { count: 0, first: undefined };
  /** GB18030, with common characters. */
  private readonly chinese: Lines = { count: 0, first: undefined };
  /** Neither UTF-8 nor GB18030. */
  private readonly neither: Lines = { count: 0, first: undefined };
  /** Valid as GB18030, with rare characters. */
  private readonly rare: Lines = { count: 0, first: undefined };
  private readonly samples: Uint8Array[] = [];
  private line = 0;
  private characters = 0;
  private common = 0;

  /** @param bytes whole lines */
  add(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(lineFeed, start);
      const end = found < 0 ? bytes.length : found;
      this.line++;
      this.addLine(bytes.subarray(start, end));
      start = end + 1;
    }
  }

  /** `undefined` for Chinese in GB18030. */
  get problem(): EncodingProblem | undefined {
    const others = this.chinese.count + this.neither.count + this.rare.count;
    if (this.utf8.count > 0 && others > 0) return this.mixture(others);
    if (this.neither.count > 0) return this.unknown();
    return this.common * 2 >= this.characters ? undefined : this.notChinese();
  }

  private addLine(bytes: Uint8Array): void {
    if (firstHigh(bytes) < 0) return;
    const judged = judgeBytes(bytes, "gb18030");
    this.characters += judged.characters;
    this.common += judged.common;
    const { isValid, isLong } = judgeUtf8(bytes);
    const isCommon = judged.common * 2 >= judged.characters;
    // What both can be says nothing: 一 in GB18030 is a letter of two bytes in UTF-8, and ë in UTF-8 is 毛.
    if (isValid && (isLong || !isCommon)) this.count(this.utf8, bytes);
    else {
      if (this.samples.length < mostSamples) this.samples.push(bytes.slice());
      if (!judged.isValid) this.count(this.neither, bytes);
      else if (!isCommon) this.count(this.rare, bytes);
      else if (!isValid) this.count(this.chinese, bytes);
    }
  }

  private count(lines: Lines, bytes: Uint8Array): void {
    lines.count++;
    lines.first ??= { line: this.line, bytes: bytes.slice() };
  }

  private get guess(): string {
    return guessEncoding(this.samples) ?? fallback;
  }

  private mixture(others: number): EncodingProblem {
    const isMostlyUtf8 = this.utf8.count >= others;
    const first = [this.chinese, this.neither, this.rare]
      .flatMap((lines) => lines.first ?? [])
      .reduce((a, b) => (a.line < b.line ? a : b));
    const odd = isMostlyUtf8 ? first : this.utf8.first!;
    const guess = guessEncoding(this.samples) ?? "another encoding";
    const [usual, strange] = isMostlyUtf8 ? ["utf-8", guess] : [guess, "utf-8"];
    const [most, few] = isMostlyUtf8 ? [this.utf8.count, others] : [others, this.utf8.count];
    const { word } = show(odd.bytes, firstHigh(odd.bytes), strange === "another encoding" ? fallback : strange);
    const such = few === 1 ? "that line" : `that line and ${few - 1} more`;
    return {
      line: odd.line,
      problem:
        `the file mixes encodings: ${most} ${most === 1 ? "line is" : "lines are"} in ${usual}, but this one is in ${strange} ` +
        `(${JSON.stringify(word)}). Correct ${such}, so that all of the file is UTF-8: nothing can read both at once.`,
    };
  }

  private unknown(): EncodingProblem {
    const problem =
      `this line is neither UTF-8 nor GB18030. State the encoding, for example { encoding: "${this.guess}" }, ` +
      "or correct the line if the rest of the file is UTF-8.";
    return { line: this.neither.first!.line, problem };
  }

  private notChinese(): EncodingProblem {
    const { line, bytes } = this.rare.first!;
    const place = judgeBytes(bytes, "gb18030").firstRare;
    const guess = show(bytes, place, this.guess);
    const problem =
      `the file is not UTF-8, and as GB18030 only ${this.common} of ${this.characters} characters would be common Chinese ones. ` +
      `Here is ${JSON.stringify(guess.word)} in ${guess.encoding}, ${JSON.stringify(show(bytes, place, "gb18030").word)} in gb18030. ` +
      `State the encoding: { encoding: "${guess.encoding}" }.`;
    return { line, problem };
  }
}

/** Where the first byte outside ASCII stands; −1 when there is none. */
function firstHigh(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! >= 0x80) return at;
  return -1;
}

/** The word around a place of a line. */
function show(bytes: Uint8Array, place: number, encoding: string): Shown {
  const isWord = (byte: number | undefined) => byte !== undefined && /\w/.test(String.fromCharCode(byte));
  let start = place;
  while (place - start < 12 && isWord(bytes[start - 1])) start--;
  const text = new TextDecoder(encoding).decode(bytes.subarray(start, place + shownBytes));
  // Its end may be cut within a character.
  const word = /^[\p{L}\p{N}\p{M}_]+/u.exec(text)?.[0] ?? text.slice(0, 1);
  return { encoding, word };
}
