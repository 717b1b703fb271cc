// @ts-check
import { Conv1dClassifier } from "ulm/learn";
import { sequenceBench } from "../support/sequence-bench.mjs";

export default sequenceBench(Conv1dClassifier);
