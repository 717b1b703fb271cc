// @ts-check
import { LstmClassifier } from "ulm/learn";
import { sequenceBench } from "../support/sequence-bench.mjs";

export default sequenceBench(LstmClassifier);
