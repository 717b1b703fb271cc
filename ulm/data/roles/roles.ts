import type { BilingualText } from "../bilingual-html.ts";
import { bilingualTable } from "../bilingual-table.ts";
import { display } from "../display.ts";
import type { DisplayBundle } from "../display.ts";
import type { Table } from "../table.ts";
import { TableError } from "../table-error.ts";
import { checkPurchases } from "./purchase-check.ts";
import type { PurchaseCheck, PurchaseCheckOptions } from "./purchase-check.ts";
import type { Role, RoledTable, RoleMap } from "./role-map.ts";
import { nameEvidence } from "./role-names.ts";
import { columnFacts, valueEvidence } from "./role-values.ts";

/** Why a column has a role. */
export interface RoleFinding {
  readonly role: Role;
  readonly column: string;
  /** 1: stated by you, or said by name and values alike; below 0.6 look twice. */
  readonly confidence: number;
  readonly isStated: boolean;
  readonly reasons: readonly BilingualText[];
}

const roleTexts: Readonly<Record<Role, BilingualText>> = {
  user: { en: "user", "zh-CN": "用户" },
  time: { en: "time", "zh-CN": "时间" },
  order: { en: "order", "zh-CN": "订单" },
  item: { en: "item", "zh-CN": "商品" },
  category: { en: "category", "zh-CN": "品类" },
  quantity: { en: "quantity", "zh-CN": "数量" },
  price: { en: "price", "zh-CN": "单价" },
  amount: { en: "amount", "zh-CN": "金额" },
  returnTime: { en: "returnTime", "zh-CN": "退货时间" },
  event: { en: "event", "zh-CN": "事件" },
  session: { en: "session", "zh-CN": "会话" },
  label: { en: "label", "zh-CN": "标签" },
};
/** Names weigh more than values: a number may be anything. */
const [nameWeight, valueWeight] = [0.6, 0.4];
/** What is less sure is not proposed. */
const leastConfidence = 0.55;
/** What a name counts that says nothing, when there is only one column with such values. */
const onlyCandidate = 0.3;

/** A table whose columns have roles: those that were stated, and those that names and values propose. In a notebook it shows why. */
export class Roles implements RoledTable {
  readonly table: Table;
  readonly roles: RoleMap;
  /** One for each role that a column has. */
  readonly findings: readonly RoleFinding[];

  constructor(table: Table, roles: RoleMap, findings: readonly RoleFinding[]) {
    this.table = table;
    this.roles = roles;
    this.findings = findings;
  }

  /** Whether the rows mean purchases, to be awaited: see `checkPurchases`. @throws TableError without the roles user and time */
  check(options: PurchaseCheckOptions = {}): Promise<PurchaseCheck> {
    return checkPurchases(this, options);
  }

  [display](): DisplayBundle {
    const separator = "; ";
    const join = (texts: readonly BilingualText[], language: keyof BilingualText) =>
      texts.map((text) => text[language]).join(separator);
    return bilingualTable(
      { en: "What the columns mean", "zh-CN": "各列的含义" },
      [
        { en: "Role", "zh-CN": "角色" },
        { en: "Column", "zh-CN": "列" },
        { en: "Confidence", "zh-CN": "把握" },
        { en: "Why", "zh-CN": "理由" },
      ],
      this.findings.map(({ role, column, confidence, reasons }) => [
        roleTexts[role],
        column,
        `${Math.round(confidence * 100)} %`,
        { en: join(reasons, "en"), "zh-CN": join(reasons, "zh-CN") },
      ]),
    );
  }
}

/**
 * Says which column plays which part, for models and snapshots: `ulm.data.roles(orders)`, or with what you know,
 * `ulm.data.roles(orders, { amount: "paid_cny" })`. The other roles are proposed from the columns' names (English and Chinese) and
 * values, each with its reasons and a confidence; a column gets one role at most. `null` keeps a role from being proposed.
 * @throws TableError when a stated column is not there, or is to play two parts
 */
export function roles(
  table: Table,
  stated: RoleMap | { readonly [Each in keyof RoleMap]: RoleMap[Each] | null } = {},
): Roles {
  const given = Object.entries(stated).filter(([role]) => role !== "attributes") as [Role, string | null | undefined][];
  const findings = given.flatMap(([role, column]) =>
    typeof column === "string" ? [statedFinding(table, role, column)] : [],
  );
  refuseTwoRoles(findings);
  const closed = new Set(given.filter(([, column]) => column !== undefined).map(([role]) => role));
  const taken = new Set([...findings.map(({ column }) => column), ...(stated.attributes ?? [])]);
  for (const finding of propose(table)) {
    if (closed.has(finding.role) || taken.has(finding.column)) continue;
    findings.push(finding);
    closed.add(finding.role);
    taken.add(finding.column);
  }
  const order = Object.keys(roleTexts);
  findings.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const map = Object.fromEntries(findings.map(({ role, column }) => [role, column]));
  for (const name of stated.attributes ?? []) table.column(name);
  return new Roles(table, { ...map, ...(stated.attributes ? { attributes: stated.attributes } : {}) }, findings);
}

function refuseTwoRoles(stated: readonly RoleFinding[]): void {
  for (const { column, role } of stated) {
    const other = stated.find((each) => each.column === column && each.role !== role);
    if (other === undefined) continue;
    throw new TableError(
      `Column "${column}" is stated as ${role} and as ${other.role}. A column plays one part: take a copy with ` +
        `table.withColumn("…", table.column(${JSON.stringify(column)})) if it really plays both.`,
    );
  }
}

function statedFinding(table: Table, role: Role, column: string): RoleFinding {
  if (!(role in roleTexts)) {
    throw new TableError(
      `There is no role "${role}". The roles are: ${Object.keys(roleTexts).join(", ")}, attributes.`,
    );
  }
  table.column(column);
  return { role, column, confidence: 1, isStated: true, reasons: [{ en: "stated", "zh-CN": "已指定" }] };
}

/** What every column may be, the surest first. */
function propose(table: Table): RoleFinding[] {
  const dates = table.columnsOfType("date");
  return table.columns
    .flatMap((column) => {
      const facts = columnFacts(column);
      return (Object.keys(roleTexts) as Role[]).flatMap((role) => {
        const values = valueEvidence(facts, role);
        if (values.score === 0) return [];
        const name = nameEvidence(column.name, role);
        const isOnly = role === "time" && dates.length === 1;
        const confidence =
          nameWeight * (isOnly ? Math.max(name.score, onlyCandidate) : name.score) + valueWeight * values.score;
        if (confidence < leastConfidence) return [];
        const reasons = [name.score > 0 ? namedReason(name.word) : onlyReason, values.reason];
        return [{ role, column: column.name, confidence, isStated: false, reasons }];
      });
    })
    .sort((a, b) => b.confidence - a.confidence);
}

function namedReason(word: string): BilingualText {
  return { en: `its name says "${word}"`, "zh-CN": `列名含“${word}”` };
}

const onlyReason: BilingualText = { en: "the only column of its kind", "zh-CN": "唯一的此类列" };
