import type { Role } from "./role-map.ts";

/** What columns of a role are called, in English and Chinese; `alone` are English words that mean it only without any other. */
const words: Readonly<Record<Role, { readonly en: string; readonly zh: string; readonly alone?: string }>> = {
  user: {
    en: "user userid uid customer customerid client clientid buyer member account shopper consumer",
    zh: "用户 用戶 客户 客戶 会员 會員 买家 買家 顾客 顧客 账号 賬號 帳號 账户 帳戶",
  },
  time: {
    en: "time date datetime timestamp at day when created ordered purchased",
    zh: "时间 時間 日期 下单时 下單時 付款时 付款時 成交时 成交時",
  },
  order: {
    en: "order orderid invoice invoiceno transaction transactionid receipt basket purchase",
    zh: "订单 訂單 单号 單號 发票 發票 交易号 交易號 流水",
    alone: "ticket",
  },
  item: {
    en: "item itemid product productid sku stockcode goods article asin",
    zh: "商品 产品 產品 货号 貨號 品名 货品 貨品",
  },
  category: { en: "category department genre family", zh: "类别 類別 品类 品類 分类 分類 类目 類目" },
  quantity: { en: "quantity qty units pieces", zh: "数量 數量 件数 件數" },
  price: { en: "price unitprice", zh: "单价 單價 价格 價格 售价 售價" },
  amount: {
    en: "amount total revenue sales spend spent payment paid gmv turnover monetary",
    zh: "金额 金額 总价 總價 总额 總額 实付 實付 销售额 銷售額 应付 應付 营业额 營業額",
  },
  returnTime: { en: "returned refunded returntime", zh: "退货时 退貨時 退货日 退貨日 退款时 退款時 退款日" },
  event: {
    en: "event eventtype action actiontype activity behavior behaviour behaviortype behaviourtype",
    zh: "事件 行为 行為 动作 動作",
    alone: "type",
  },
  session: { en: "session sessionid visit", zh: "会话 會話 访问编号 訪問編號" },
  label: {
    en: "label target churn churned outcome response converted",
    zh: "标签 標籤 流失 是否转化 是否轉化 是否响应 是否響應",
  },
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
  const joined = parts.join("");
  if (found === undefined) return known.has(joined) ? { score: 1, word: joined } : none;
  if (parts.every((part) => known.has(part) || neutral.has(part))) return { score: 1, word: found };
  if (known.has(joined)) return { score: 1, word: joined };
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
