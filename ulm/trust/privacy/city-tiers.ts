/**
 * Tiers of Chinese cities as trade usage has them: the four first-tier cities, and the fifteen "new first-tier" ones of Yicai's
 * 2024 ranking. Everything else is "other". The list changes yearly; give your own map where it matters.
 */
export const cityTiers: ReadonlyMap<string, string> = new Map([
  ...tier("tier 1", "北京 Beijing 上海 Shanghai 广州 Guangzhou 深圳 Shenzhen"),
  ...tier(
    "new tier 1",
    "成都 Chengdu 杭州 Hangzhou 重庆 Chongqing 苏州 Suzhou 武汉 Wuhan 西安 Xi'an Xian 南京 Nanjing 长沙 Changsha 天津 Tianjin " +
      "郑州 Zhengzhou 东莞 Dongguan 无锡 Wuxi 宁波 Ningbo 青岛 Qingdao 合肥 Hefei",
  ),
]);

/** The form in which `cityTiers` knows a city: no 市, small letters. */
export function normaliseCity(city: string): string {
  return city.trim().toLowerCase().replace(/市$/, "");
}

function tier(name: string, cities: string): [string, string][] {
  return cities.split(" ").map((city) => [normaliseCity(city), name]);
}
