import type { Role } from "./role-map.ts";

/** What columns of a role are called, in English and Chinese; `alone` are English words that mean it only without any other. */
const words: Readonly<Record<Role, { readonly en: string; readonly zh: string; readonly alone?: string }>> = {
  user: {
    en: "user userid uid customer customerid client clientid buyer member account shopper consumer",
    zh: "用户 客户 会员 买家 顾客 账号 账户",
  },
  time: {
    en: "time date datetime timestamp at day when created ordered purchased",
    zh: "时间 日期 下单时 付款时 成交时",
  },
  order: {
    en: "order orderid invoice invoiceno transaction transactionid receipt basket ticket purchase",
    zh: "订单 单号 发票 交易号 流水",
  },
  item: {
    en: "item itemid product productid sku stockcode goods article asin",
    zh: "商品 产品 货号 品名 货品",
  },
  category: { en: "category department genre family", zh: "类别 品类 分类 类目" },
  quantity: { en: "quantity qty units pieces", zh: "数量 件数" },
  price: { en: "price unitprice", zh: "单价 价格 售价" },
  amount: {
    en: "amount total revenue sales spend spent payment paid gmv turnover monetary",
    zh: "金额 总价 总额 实付 销售额 应付 营业额",
  },
  returnTime: { en: "returned refunded returntime", zh: "退货时 退货日 退款时 退款日" },
  event: { en: "event eventtype action activity behavior behaviour", zh: "事件 行为 动作", alone: "type" },
  session: { en: "session sessionid visit", zh: "会话 访问编号" },
  label: { en: "label target churn churned outcome response converted", zh: "标签 流失 是否转化 是否响应" },
};
/** Words that say nothing about the role: what kind of name or money it is. */
const neutral = new Set(
  "id ids no nr number num code key name value is has the of a in cny rmb yuan usd eur gbp unit".split(" "),
);

/** How well a name speaks for a role. */
export interface NameEvidence {
  /** 1: the name says it and nothing else; 0.6: it says it among other things; 0.2: it speaks of it; 0: it does not. */
  readonly score: number;
  /** The word that does. */
  readonly word: string;
}

const none: NameEvidence = { score: 0, word: "" };

/** What the name of a column says about a role: `user_id`, `customerId`, `用户编号`. */
export function nameEvidence(column: string, role: Role): NameEvidence {
  const chinese = words[role].zh.split(" ").find((word) => column.includes(word));
  if (chinese !== undefined) {
    const competing = (Object.keys(words) as Role[]).some(
      (other) => other !== role && words[other].zh.split(" ").some((word) => column.includes(word) && word !== chinese),
    );
    return { score: competing ? 0.6 : 1, word: chinese };
  }
  const parts = splitName(column);
  if (parts.length === 1 && words[role].alone?.split(" ").includes(parts[0]!)) return { score: 1, word: parts[0]! };
  const known = new Set(words[role].en.split(" "));
  const found = parts.find((part) => known.has(part));
  if (found === undefined) return known.has(parts.join("")) ? { score: 1, word: parts.join("") } : none;
  if (parts.every((part) => known.has(part) || neutral.has(part))) return { score: 1, word: found };
  // The last word says what it is: the date of an order is no order.
  const head = parts.findLast((part) => !neutral.has(part))!;
  return { score: known.has(head) ? 0.6 : 0.2, word: found };
}

/** `orderDate`, `order_date` and `Order Date` are order and date; a plural is its singular. */
function splitName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((part) =>
      part.length > 3 &&
      part.endsWith("s") &&
      part !== "sales" &&
      part !== "goods" &&
      part !== "units" &&
      part !== "pieces"
        ? part.slice(0, -1)
        : part,
    );
}
