import { expect, it } from "vitest";
import { tidyMessage } from "../../../kernel/execution/tidy-message.ts";

it.each([
  ["(0 , u_1.home.u) is not a function", "u is not a function"],
  ["(0 , cell.exports.名称) is not a function", "名称 is not a function"],
  ["api_12.home.api.call is not a function", "api.call is not a function"],
  ["(0 , api_12.home.api.call) is not iterable", "api.call is not iterable"],
  ["_cell.exports.x is not a constructor", "x is not a constructor"],
  ["the value at .home.page is missing", "the value at .home.page is missing"],
  ["Cannot read properties of undefined (reading 'home')", "Cannot read properties of undefined (reading 'home')"],
])("%j reads %j", (message, tidy) => {
  expect(tidyMessage(message)).toBe(tidy);
});
