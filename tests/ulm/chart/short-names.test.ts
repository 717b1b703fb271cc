import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsBelow } from "../../../ulm/chart/labels-below.ts";
import { shortNames, textWidth } from "../../../ulm/chart/short-names.ts";

describe("shortNames", () => {
  it("leaves something out of the middle of long names, Chinese ones as wide as Latin ones", () => {
    expect(shortNames(["tenure", "注册以来在售后服务渠道提交的投诉与退换货申请累计次数"])).toEqual([
      ...["tenure", "注册以来在售后…货申请累计次数"],
    ]);
    expect(shortNames(["number_of_orders_in_the_last_thirty_days"])).toEqual(["number_of_orde…st_thirty_days"]);
  });

  it("keeps names whole that would become the same", () => {
    const alike = ["a", "b"].map((middle) => `the same long beginning ${middle} the same long end`);
    expect(shortNames(alike)).toEqual(alike);
  });

  it("never makes two names one, and short ones stay", () => {
    const letter = fc.constantFrom("a", "b", "用", "户", "…", "😀");
    const name = fc.array(letter, { maxLength: 40 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
        const short = shortNames(names);
        expect(new Set(short).size).toBe(names.length);
        names.forEach((own, index) => {
          if (textWidth(own) <= 30) expect([own, `${own} (2)`]).toContain(short[index]);
        });
      }),
    );
  });
});

describe("labelsBelow", () => {
  it("lays labels level where they have room", () => {
    expect(labelsBelow(["≤ 1", "≤ 4", "> 4"]).labelAngle).toBe(0);
    expect(labelsBelow(["北京市朝阳区", "广东省深圳市南山区科技园", "成都", "上海"]).labelAngle).toBe(-40);
  });
});
