import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EncodingError, read } from "ulm/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-encodings-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Bytes of an encoding that Node can decode only: its table turned round. */
function encode(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte++) bytes.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  if (encoding !== "windows-1252" && encoding !== "windows-1251") {
    for (let lead = 0x81; lead < 0xff; lead++) {
      for (let trail = 0x40; trail < 0xff; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if ([...character].length === 1 && !bytes.has(character)) bytes.set(character, [lead, trail]);
      }
    }
  }
  return Buffer.from([...text].flatMap((character) => bytes.get(character) ?? []));
}

const chinese = "城市,说明\n北京,首都\n上海,经济中心\n深圳,科技城市\n";
const western = "ville;prénom\nNîmes;Zoë\nMünchen;Jürgen\nMálaga;José\n";

describe("encodings that are found", () => {
  it("GB18030, also long after the beginning and across pieces of the file", async () => {
    const ascii = "a,b\n" + "x,12345\n".repeat(150_000);
    const bytes = Buffer.concat([
      Buffer.from(ascii),
      encode("北京,1\n", "gb18030"),
      Buffer.from(ascii.slice(4)),
      encode("上海,2\n", "gb18030"),
    ]);
    const table = await read(await file("late.csv", bytes));
    expect(table.report!.encoding).toBe("gb18030");
    expect(table.column("a").unique()).toEqual(["x", "上海", "北京"]);
    expect((await read(await file("gbk.csv", encode(chinese, "gb18030")))).column("城市").get(2)).toBe("深圳");
  });

  it("UTF-8 whose characters are cut between pieces of the file", async () => {
    const text = `a,b\n${"北京,上海广州\n".repeat(120_000)}`;
    const table = await read(await file("cut.csv", text));
    expect(table.report!.encoding).toBe("utf-8");
    expect(table.column("b").unique()).toEqual(["上海广州"]);
  });

  it("UTF-16 with a mark, for JSON too", async () => {
    const table = await read(await file("records.json", Buffer.from('\uFEFF[{"城市":"北京"}]', "utf16le")));
    expect(table.column("城市").get(0)).toBe("北京");
    expect(table.report).toMatchObject({ format: "JSON", encoding: "utf-16le" });
  });
});

describe("encodings that are not guessed", () => {
  it("Western text, though its bytes are valid GB18030: it shows both readings", async () => {
    const path = await file("west.csv", encode("ville;prénom\nNîmes;Zoëe\nMünchen;Jürgen\n", "windows-1252"));
    await expect(read(path)).rejects.toThrow(EncodingError);
    await expect(read(path)).rejects.toThrow(
      /west\.csv, line 1: the file is not UTF-8, and as GB18030 only 0 of 5 characters would be common Chinese ones\. Here is "prénom" in windows-1252, "pr.*om" in gb18030\. State the encoding: \{ encoding: "windows-1252" \}/,
    );
    expect((await read(path, { encoding: "windows-1252" })).column("ville").toArray()).toEqual(["Nîmes", "München"]);
    expect((await read(path, { encoding: "gb18030" })).rowCount).toBe(2);
  });

  it.each([
    ["windows-1252", western],
    ["windows-1251", "город,имя\nМосква,Анна\nКазань,Олег\n"],
    ["big5", "城市,說明\n臺北,首都\n高雄,港灣城市\n臺中,文化城市\n"],
    ["shift_jis", "都市,説明\n東京,しゅと\n大阪,たべもの\n"],
  ])("%s", async (encoding, text) => {
    const path = await file(`${encoding}.csv`, encode(text, encoding));
    await expect(read(path)).rejects.toThrow(`encoding: "${encoding}" }`);
    const table = await read(path, { encoding });
    expect(table.columnNames).toEqual(text.split("\n")[0]!.split(/[,;]/));
  });

  it("mixed ones: names the first line that is of another encoding than most, wherever it is", async () => {
    const long = `a,b\n${"北京,1\n".repeat(200_000)}`;
    const path = await file("mixed.csv", Buffer.concat([Buffer.from(long), encode("Zoë,2\n", "windows-1252")]));
    await expect(read(path)).rejects.toThrow(
      /mixed\.csv, line 200002: the file mixes encodings: 200000 lines are in utf-8, but this one is in windows-1252 \("Zoë"\)/,
    );
    await expect(read(path, { encoding: "utf-8" })).rejects.toThrow(/line 200002: this line is not in utf-8/);
  });

  it.each([
    ["utf-8", "gb18030", "李四"],
    ["gb18030", "utf-8", "李四上海"],
    ["big5", "utf-8", "李四上海"],
    ["utf-8", "big5", "李四臺灣"],
  ])("many lines in %s and one in %s", async (usual, odd, text) => {
    const write = (line: string, encoding: string) =>
      encoding === "utf-8" ? Buffer.from(line) : encode(line, encoding);
    const many = "說明,高雄港灣的城市文化\n".replaceAll(/[說灣]/g, (each) =>
      usual === "gb18030" ? "说湾"["說灣".indexOf(each)]! : each,
    );
    const lines = Array.from({ length: 60 }, (_, row) =>
      row === 50 ? write(`${text},1\n`, odd) : write(`${row},${many.slice(3)}`, usual),
    );
    const path = await file(`mixed-${usual}-${odd}.csv`, Buffer.concat([Buffer.from("a,b\n"), ...lines]));
    await expect(read(path)).rejects.toThrow(
      `line 52: the file mixes encodings: 59 lines are in ${usual}, but this one is in ${odd} ("${text}"). Correct that line`,
    );
  });

  it("is no mixture: characters of GB18030 that are letters of two bytes in UTF-8", async () => {
    const path = await file("pairs.csv", encode("数,n\n一,1\n二,2\n一,3\n", "gb18030"));
    expect((await read(path)).column("数").unique()).toEqual(["一", "二"]);
  });

  it.each([
    ["surrogates, which some databases write for 😀 (CESU-8)", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ["a longer form than is needed", [0xe0, 0x80, 0xaf]],
    ["what is beyond the last character", [0xf4, 0x90, 0x80, 0x80]],
  ])("what looks like UTF-8, but is not: %s", async (_, bytes) => {
    const path = await file(
      "almost.csv",
      Buffer.from([...Buffer.from("a,b\n北京,1\nx"), ...bytes, ...Buffer.from(",2\n")]),
    );
    await expect(read(path)).rejects.toThrow(EncodingError);
    await expect(read(path)).rejects.toThrow(/almost\.csv, line 3: the file mixes encodings: 1 line is in utf-8/);
    const alone = await file("alone.csv", Buffer.from([...Buffer.from("a,b\nx"), ...bytes, ...Buffer.from(",2\n")]));
    await expect(read(alone)).rejects.toThrow(EncodingError);
  });

  it("UTF-16 without its mark", async () => {
    const path = await file("unmarked.csv", Buffer.from("a,b\n1,2\n", "utf16le"));
    await expect(read(path)).rejects.toThrow(/line 1: there is a NUL character.*UTF-16 without its mark/);
    expect((await read(path, { encoding: "utf-16le" })).toObjects()).toEqual([{ a: 1, b: 2 }]);
  });
});
