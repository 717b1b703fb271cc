import { ParameterError } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { foldsFromAssignment } from "./fold.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { groupCodes } from "./group-codes.ts";

/** Tests on each group once, with all others to learn from, scikit-learn's `LeaveOneGroupOut`: would it work in a shop, or month, it has not seen? */
export class LeaveOneGroupOut implements Splitter {
  toJSON(): SplitterJson {
    return { type: "LeaveOneGroupOut", params: {} };
  }

  /** One fold for each group, ascending. @throws ParameterError without groups, or for fewer than two */
  split(X: Features, _y?: Labels, groups?: Labels): Fold[] {
    const { names, codes } = groupCodes(X, groups, "LeaveOneGroupOut");
    if (names.length < 2) throw new ParameterError("LeaveOneGroupOut needs two groups at least.");
    return foldsFromAssignment(codes, names.length);
  }
}
