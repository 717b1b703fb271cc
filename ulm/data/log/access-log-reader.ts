import { Column } from "../column.ts";
import { NumberStore, TextStore } from "../read/column-store.ts";
import { DroppedLines } from "../read/dropped-lines.ts";
import { LineSplitter } from "../read/line-splitter.ts";
import { EmptyFileError, ReadError } from "../read/read-error.ts";
import { ReadReport } from "../read-report.ts";
import { Table } from "../table.ts";
import { isBotAgent } from "./is-bot-agent.ts";
import { parseLogLine } from "./parse-log-line.ts";
import type { LogLine } from "./parse-log-line.ts";

/** In characters; servers cut requests at eight thousand or so. */
const longestLine = 1_000_000;
const textColumns = ["address", "user", "method", "path", "query", "referrer", "agent"] as const;
const numberColumns = ["status", "bytes"] as const;

/**
 * Takes an access log in Common or Combined format piece by piece and makes a table of requests: address, user, time, method, path,
 * query, status, bytes, referrer, agent, and whether the agent is a bot. Lines in another form are left out and reported.
 */
export class AccessLogReader {
  private readonly source: string;
  private readonly lines: LineSplitter;
  private readonly drops = new DroppedLines();
  private readonly texts = new Map(textColumns.map((name) => [name, new TextStore()]));
  private readonly numbers = new Map(numberColumns.map((name) => [name, new NumberStore()]));
  private readonly times = new NumberStore();
  private readonly bots = new NumberStore();
  private hasAgents = false;

  constructor(source: string) {
    this.source = source;
    const refuse = (line: number) => {
      throw new ReadError(source, line, "the line is longer than a million characters: this is no access log.");
    };
    this.lines = new LineSplitter(longestLine, (text, line) => this.addLine(text, line), refuse);
  }

  feed(text: string): void {
    this.lines.feed(text);
  }

  /** One pass is enough: always true. */
  end(): boolean {
    this.lines.finish();
    return true;
  }

  /** @throws EmptyFileError, and ReadError when no line is in one of the formats */
  toTable(encoding: string): Table {
    const { source } = this;
    const { dropped, droppedCount } = this.drops;
    if (this.times.length === 0) {
      const first = dropped[0];
      if (first === undefined) throw new EmptyFileError(source, undefined, "the file is empty: it has no lines.");
      const problem =
        `no line is in the Common or Combined format of access logs; the first is ${first.reason.en}. ` +
        `A line looks like 192.0.2.1 - - [03/Apr/2025:10:00:00 +0800] "GET / HTTP/1.1" 200 512 "-" "Mozilla/5.0".`;
      throw new ReadError(source, first.line, problem);
    }
    const columns = this.toColumns();
    const format = this.hasAgents ? "Combined access log" : "Common access log";
    const notes = [
      {
        en: "Addresses and users are personal data under many laws: pseudonymise them before you share the table.",
        "zh-CN": "按许多法律，地址和用户属于个人信息：分享表格前请先假名化。",
      },
    ];
    if (!this.hasAgents) {
      notes.push({
        en: "The log has no user agents: bots cannot be told, and visitors are told apart by address only.",
        "zh-CN": "日志没有用户代理：无法识别爬虫，访客只能按地址区分。",
      });
    }
    return new Table(columns, new ReadReport(columns, { source, format, encoding, dropped, droppedCount, notes }));
  }

  private addLine(text: string, line: number): void {
    if (text.trim() === "") return;
    const parsed = parseLogLine(text);
    if (parsed !== undefined) return this.addRequest(parsed);
    const shown = JSON.stringify(text.slice(0, 100).trimEnd());
    this.drops.add(line, { en: `in another form: ${shown}`, "zh-CN": `格式不同：${shown}` });
  }

  private addRequest(request: LogLine): void {
    for (const [name, store] of this.texts) {
      const value = request[name];
      if (value === undefined) store.pushMissing();
      else store.push(value);
    }
    for (const [name, store] of this.numbers) store.push(request[name] ?? NaN);
    this.times.push(request.time);
    this.bots.push(Number(isBotAgent(request.agent)));
    this.hasAgents ||= request.agent !== undefined;
  }

  private toColumns(): Column[] {
    const text = (name: (typeof textColumns)[number]) => this.texts.get(name)!.toColumn(name, "text");
    const number = (name: (typeof numberColumns)[number]) => this.numbers.get(name)!.toColumn(name, "number");
    const bots = this.hasAgents
      ? this.bots.toColumn("bot", "boolean")
      : Column.from("bot", new Array(this.times.length).fill(false));
    return [
      text("address"),
      text("user"),
      this.times.toColumn("time", "date"),
      text("method"),
      text("path"),
      text("query"),
      number("status"),
      number("bytes"),
      text("referrer"),
      text("agent"),
      bots,
    ];
  }
}
