import { Matrix, MinMaxScaler, ParameterError, RobustScaler } from "ulm/data";
import { KMeans, MLPClassifier } from "ulm/learn";
import { describe, expect, it } from "vitest";

describe("parameters", () => {
  it("do not change with the array that they were given in, nor through that which is shown", () => {
    const hiddenLayerSizes = [4, 2];
    const model = new MLPClassifier({ hiddenLayerSizes });
    hiddenLayerSizes.push(7);
    expect(model.getParams().hiddenLayerSizes).toEqual([4, 2]);
    expect(() => (model.getParams().hiddenLayerSizes as number[]).push(7)).toThrow(TypeError);
    expect(() => (model.toJSON().params as { hiddenLayerSizes: number[] }).hiddenLayerSizes.push(7)).toThrow(TypeError);
    expect(model.clone().getParams().hiddenLayerSizes).toEqual([4, 2]);
  });

  it.each([null, 3, "text", [1], [2, 1], [0, Infinity], [0, 1, 2], ["0", "1"]])("are no ranges: %j", (range) => {
    expect(() => new MinMaxScaler({ featureRange: range as never })).toThrow(ParameterError);
    expect(() => new MinMaxScaler({ featureRange: range as never })).toThrow("featureRange must be two numbers");
    expect(() => new RobustScaler({ quantileRange: range as never })).toThrow(
      "quantileRange must be two numbers from 0 to 100",
    );
  });

  it("are refused as what they are", () => {
    expect(() => new KMeans({ nClusters: 3n as never })).toThrow("nClusters must be a whole number from 1, not 3");
  });
});

describe("rows of numbers", () => {
  it("have no holes and no BigInts", () => {
    // eslint-disable-next-line no-sparse-arrays
    expect(() => Matrix.fromRows([[1, 2] as number[], [1, , 3].slice(0, 2) as number[]])).toThrow(
      "Row 1, column 1 is absent, not a number",
    );
    expect(() => Matrix.fromRows([[1], [undefined as never]])).toThrow("Row 1, column 0 is absent");
    expect(() => Matrix.fromRows([[1n as never]])).toThrow("Row 0, column 0 is 1n (a BigInt), not a number");
  });
});
