/** The text of a notebook with one code cell for each source. */
export function notebookOf(...sources: string[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "ulm", display_name: "ULM", language: "typescript" } },
    cells: sources.map((source, index) => ({
      cell_type: "code",
      id: `cell-${index + 1}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
  });
}

/** The text of a notebook whose one code cell has been run, with these outputs. */
export function executedNotebook(source: string, outputs: object[]): string {
  const notebook = JSON.parse(notebookOf(source));
  Object.assign(notebook.cells[0], { outputs, execution_count: 1 });
  return JSON.stringify(notebook);
}
