import path from "node:path";
import { describe, expect, it } from "vitest";
import { findNotebookArgument, planOpen } from "../../electron/open-file.ts";

describe("the notebook named on a command line", () => {
  it("is resolved against the caller's folder", () => {
    expect(findNotebookArgument(["app", "--flag", "a.ipynb"], "/home/lin")).toBe(path.resolve("/home/lin/a.ipynb"));
  });
  it("is absent when there is none", () => {
    expect(findNotebookArgument(["app", "--open=a.ipynb", "data.csv"], "/home/lin")).toBeNull();
  });
  it("is not the program itself", () => {
    expect(findNotebookArgument(["/opt/x.ipynb"], "/")).toBeNull();
  });
});

describe("opening a file", () => {
  const workspace = path.resolve("/home/lin/ULM Notebook");
  const never = () => false;

  it("inside the workspace opens it where it is", () => {
    expect(planOpen(path.join(workspace, "a", "b.ipynb"), workspace, never)).toEqual({
      kind: "open",
      path: "a/b.ipynb",
    });
  });
  it("outside copies it into the workspace", () => {
    const source = path.resolve("/tmp/b.ipynb");
    expect(planOpen(source, workspace, never)).toEqual({
      kind: "copy-then-open",
      source,
      target: path.join(workspace, "b.ipynb"),
      path: "b.ipynb",
    });
  });
  it("never takes a name that is in use", () => {
    const taken = new Set([path.join(workspace, "b.ipynb"), path.join(workspace, "b 2.ipynb")]);
    const plan = planOpen(path.resolve("/tmp/b.ipynb"), workspace, (file) => taken.has(file));
    expect(plan).toMatchObject({ kind: "copy-then-open", path: "b 3.ipynb" });
  });
  it("does not take a sibling folder with the same beginning for the workspace", () => {
    const sibling = path.resolve("/home/lin/ULM Notebook old/b.ipynb");
    expect(planOpen(sibling, workspace, never).kind).toBe("copy-then-open");
  });
});
