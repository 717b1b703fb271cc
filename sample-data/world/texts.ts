/** Sentences of our own, by language; `{product}` is replaced. */
export const reviewTexts = {
  zh: {
    bad: ["{product}质量太差,很失望。", "{product}用了一天就坏了,不推荐。", "和描述不符,{product}不值这个价。"],
    fair: ["{product}一般般,还能用。", "{product}还可以,没有惊喜。"],
    good: ["{product}很好用,会再买!", "质量很棒,喜欢{product}。", "{product}超出预期,推荐给朋友了。"],
  },
  en: {
    bad: [
      "{product} broke after a day. Disappointed.",
      "Poor quality, I would not buy {product} again.",
      "{product} is not as described.",
    ],
    fair: ["{product} is all right, nothing special.", "{product} does its job."],
    good: ["I love {product}, will buy again!", "{product} is better than I expected.", "Great quality: {product}."],
  },
} as const;

export const supportTexts = {
  delivery: {
    zh: ["我的快递到哪里了?", "订单怎么还没有发货?"],
    en: ["Where is my parcel?", "Why has my order not been sent yet?"],
  },
  return: {
    zh: ["我想退货,怎么操作?", "尺寸不合适,可以换货吗?"],
    en: ["How do I send this back?", "It does not fit. May I exchange it?"],
  },
  refund: {
    zh: ["退款什么时候到账?", "退款金额不对。"],
    en: ["When do I get my money back?", "The refund is not the right amount."],
  },
  payment: { zh: ["付款失败了,怎么办?", "我被扣了两次款。"], en: ["My payment failed.", "I was charged twice."] },
  product: {
    zh: ["这款有别的颜色吗?", "保修多久?"],
    en: ["Does it come in another colour?", "How long is the warranty?"],
  },
  account: {
    zh: ["我登录不了账号。", "怎么修改手机号?"],
    en: ["I cannot sign in.", "How do I change my phone number?"],
  },
} as const;
export type Intent = keyof typeof supportTexts;

export const postTexts = {
  zh: ["今天的{product}到货了,开心!", "大家觉得{product}怎么样?", "{product}又涨价了……", "推荐{product},真心不错。"],
  en: [
    "My {product} has arrived!",
    "What do you think of {product}?",
    "{product} got dearer again.",
    "Can recommend {product}.",
  ],
} as const;
