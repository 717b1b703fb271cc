import type { Wordings } from "./expand.ts";

export const intents = ["delivery", "return", "refund", "payment", "product", "account"] as const;
export type Intent = (typeof intents)[number];

/** What people say who want something; as sentences without their full stop in Chinese, so that they can be joined. */
export const problems: Record<Intent, Wordings> = {
  delivery: {
    zh: [
      "(我的|那个|)(快递|包裹|东西|货)(到哪里了|怎么还没到|什么时候能到|到现在还没收到|卡在路上不动了)",
      "(订单|我买的东西|上次下的单)(怎么还没发货|还不发货|显示已发货但是没有物流|物流好几天没更新)",
      "(说好|承诺|页面写着)(三天|四天|这周|昨天)到，(结果|可是)(还没到|一点消息都没有|人影都没见着)",
      "(快递员|物流|配送)(说送到了|显示已签收)，(但|可是)(我没收到|家里没有人拿到|驿站也没有)",
      "(能不能|可以|麻烦)(帮我催一下|查一下物流|改一下收货地址)",
      "(地址写错了|我搬家了)，(还能改吗|包裹能转到新地址吗)",
    ],
    en: [
      "(My parcel|The package|My order|The thing I bought) (has not arrived|still is not here|seems to be lost|has not moved for days)",
      "(Where is|When will I get|What happened to) (my parcel|my order|the package|my things)?",
      "(It|The order) (says delivered|is marked as delivered), but (nothing came|I have nothing|my neighbours have not seen it)",
      "(You|The page) (promised|said) (three days|this week|yesterday), and (still nothing|it is not here|I am still waiting)",
      "(Can you|Could you|Please) (speed it up|check the tracking|change the address it goes to)?",
      "(Why has|How come) (my order|it) (has not been sent|is not on its way) yet?",
    ],
  },
  return: {
    zh: [
      "(我想|我要|能不能)(退货|把它退了|退掉这单|换货|换一个)",
      "(尺寸|大小|颜色|型号)(不合适|不对|发错了)，(可以换吗|怎么换|想退回去)",
      "(不想要了|买多了|家里人不喜欢)，(怎么退回去|七天内能退吗|退货地址是哪里)",
      "(收到的|拿到的)(是坏的|有划痕|和图片不一样)，(要寄回去吗|怎么寄回|请上门来取)",
      "(退货单|寄回的标签)(在哪里打印|没有收到|填错了)",
    ],
    en: [
      "(How do I|Where can I|I want to|I would like to) (send it back|return this|give it back|exchange it)",
      "(It|The one I got) (does not fit|is the wrong size|is the wrong colour|is not what I ordered), (may I exchange it|can I send it back|I want another one)",
      "(I changed my mind|I ordered two by mistake|My family does not like it), (can it go back|how do I return it|where do I post it)",
      "(It came|It arrived) (broken|scratched|with parts missing), (do I post it back|please pick it up|I want a new one)",
      "(The return label|The return form) (never came|does not print|has the wrong address)",
    ],
  },
  refund: {
    zh: [
      "(退款|钱|退的钱)(什么时候到账|怎么还没到|到现在没收到|要等多久)",
      "(退款|退回来的)金额(不对|少了|和付的不一样)",
      "(货|东西)(早就寄回去了|你们已经签收了)，(钱呢|款还没退|怎么不退钱)",
      "(运费|优惠券|红包)(会一起退吗|没有退给我|怎么没退)",
      "(我要求|请)(全额退款|把钱退回原账户|退还差价)",
    ],
    en: [
      "(When do I get|Where is|I am still waiting for) (my money|the refund|my money back)",
      "(The refund|What you paid back) (is not the right amount|is too little|is less than I paid)",
      "(I sent it back|You have had the goods) (two weeks ago|for ten days|long ago), and (no money yet|nothing was paid back|where is the refund)",
      "(Will|Does) (the shipping|my coupon|the gift card) (be refunded|come back) too?",
      "(Please|I want you to) (pay me back in full|refund the difference|return the money to my card)",
    ],
  },
  payment: {
    zh: [
      "(付款|支付|结账)(失败了|一直转圈|报错|过不去)",
      "(我被|同一单|怎么)扣了两次(款|钱)",
      "(优惠券|红包|积分)(用不了|没有抵扣|显示无效)",
      "(银行卡|信用卡)(绑不上|被拒了|付不了)，(还有别的付款方式吗|怎么办)",
      "(发票|收据)(怎么开|抬头写错了|没有收到)",
      "(钱扣了|已经付了)，(订单却没有|页面显示未付款)",
    ],
    en: [
      "(My payment|Paying|The checkout) (failed|does not work|hangs|shows an error)",
      "(I was|My card was) (charged|debited) twice (for one order|)",
      "(The coupon|My voucher|The discount code) (is not accepted|was not applied|is said to be invalid)",
      "(My card|The credit card) (was declined|is refused), (can I pay another way|what now)",
      "(The invoice|The receipt) (is missing|has the wrong name|never came)",
      "(The money is gone|I have paid), but (there is no order|it still says unpaid)",
    ],
  },
  product: {
    zh: [
      "(这款|它|这个)(有别的颜色吗|有大一号的吗|是什么材料的|能用多久)",
      "(保修|质保)(多久|怎么算|包括哪些)",
      "(说明书|配件)(在哪里下载|少了一页|看不懂)",
      "(怎么|请问怎么)(用|清洗|安装|保存)",
      "(什么时候|还会)(补货|有货|再上架)(|呢)",
      "(小孩|老人|宠物)(能用吗|用安全吗)",
    ],
    en: [
      "(Does it|Does this one) (come in another colour|come in a bigger size|work with my old one|need batteries)?",
      "(How long is|What is covered by) the (warranty|guarantee)?",
      "(The manual|The instructions) (are missing|make no sense|lack a page)",
      "(How do I|What is the best way to) (clean it|set it up|store it|use it)?",
      "(When will|Will) it be (back in stock|available again)?",
      "(Is it|Would it be) (safe|suitable) for (children|pets|old people)?",
    ],
  },
  account: {
    zh: [
      "(我|怎么)(登录不了|登不上)(账号|app|)",
      "(密码|验证码)(忘了|收不到|总是错误)",
      "(怎么|在哪里)(修改手机号|改邮箱|注销账号|绑定微信)",
      "(我的账号|账户)(被锁了|好像被盗了|有别人登录过)",
      "(会员|积分)(等级不对|没有了|怎么查)",
    ],
    en: [
      "(I cannot|I am unable to) (sign in|log in|get into my account)",
      "(The password|The code) (is forgotten|never comes|is always wrong)",
      "(How do I|Where can I) (change my phone number|change my e-mail|delete my account)?",
      "(My account) (is locked|was hacked, I think|was used by somebody else)",
      "(My points|My membership) (are gone|is not shown|went down)",
    ],
  },
};

/** What may mean either of two things. */
export const unclearProblems: readonly { readonly meanings: readonly Intent[]; readonly words: Wordings }[] = [
  {
    meanings: ["refund", "payment"],
    words: {
      zh: ["(钱|账单|金额)(不对|有问题|对不上)", "(钱|款)(的事|那边)(怎么处理|有消息了吗)"],
      en: [
        "(The amount|The money|My bill) (is wrong|does not add up)",
        "(Something|It) is wrong with (the money|my card)",
      ],
    },
  },
  {
    meanings: ["return", "refund"],
    words: {
      zh: ["(我想|要)(退|退掉)", "(退的|那单)(怎么样了|处理了吗)", "(这单|东西)(不要了|取消吧)"],
      en: ["(I want|I need) it (undone|cancelled)", "(What about|Any news on) (my return|what I sent back)?"],
    },
  },
  {
    meanings: ["return", "product"],
    words: {
      zh: ["(这个|东西)(不好用|有点问题|不太对)", "(这个|它)(打不开|用不了)"],
      en: [
        "(It|This thing) (does not work|is not right|has a fault)",
        "(I have|There is) a problem with (it|this product)",
      ],
    },
  },
  {
    meanings: ["delivery", "payment", "account"],
    words: {
      zh: ["(订单|我的订单)(找不到了|看不到|状态不对)", "(系统|页面)(显示异常|出错了)"],
      en: [
        "(My order|The order) (is gone|is not shown|looks wrong)",
        "(The page|The app) shows (an error|something strange)",
      ],
    },
  },
];
