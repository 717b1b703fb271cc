import type { Cell } from "@jupyterlab/cells";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { TranslationBundle } from "@jupyterlab/translation";
import { Signal, type ISignal } from "@lumino/signaling";
import { Widget, type PanelLayout } from "@lumino/widgets";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { findStaleCells, type StaleReason } from "../../notebooks/find-stale-cells.ts";
import { hashSource } from "../../notebooks/hash-source.ts";
import { explainStaleness } from "./explain-staleness.ts";

/** Long enough for a burst of cells or keys to be answered once, in milliseconds. */
const PATIENCE = 250;

/** Keeps a line below each cell of a notebook whose results are stale, and says why. It never runs anything by itself. */
export class StaleMarks {
  readonly #panel: NotebookPanel;
  readonly #trans: TranslationBundle;
  readonly #labels = new Map<Cell, Widget>();
  readonly #fetchRuns: () => Promise<readonly CellRun[]>;
  readonly #changed = new Signal<this, void>(this);
  #runs: readonly CellRun[] = [];
  #toRun: readonly string[] = [];
  #timer: number | undefined;
  #isOutdated = true;

  /** @param fetchRuns asks for the runs of the notebook's kernel, in their order */
  constructor(panel: NotebookPanel, trans: TranslationBundle, fetchRuns: () => Promise<readonly CellRun[]>) {
    this.#panel = panel;
    this.#trans = trans;
    this.#fetchRuns = fetchRuns;
    const { sessionContext, context } = panel;
    const refetch = () => this.refresh();
    sessionContext.iopubMessage.connect((_context, { header, parent_header }) => {
      if (header.msg_type !== "status" || !("msg_type" in parent_header)) return;
      if (parent_header.msg_type === "execute_request") refetch();
    });
    sessionContext.kernelChanged.connect(refetch);
    sessionContext.statusChanged.connect((_context, status) => {
      if (status === "restarting" || status === "autorestarting") refetch();
    });
    context.model.contentChanged.connect(() => this.#schedule());
    this.#schedule();
  }

  /** Emitted when other cells are stale than before. */
  get changed(): ISignal<this, void> {
    return this.#changed;
  }

  /** The cells to run so that none is stale, from top to bottom. */
  get cellsToRun(): Cell[] {
    return this.#panel.content.widgets.filter((cell) => this.#toRun.includes(cell.model.id));
  }

  /** Looks again at what the host knows: which modules were edited, for instance. */
  refresh(): void {
    this.#isOutdated = true;
    this.#schedule();
  }

  #schedule(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#update(), PATIENCE);
  }

  async #update(): Promise<void> {
    if (this.#isOutdated) {
      this.#isOutdated = false;
      // Without its host the page knows of no runs, and marks nothing.
      this.#runs = await this.#fetchRuns().catch(() => []);
    }
    if (this.#panel.isDisposed) return;
    const cells = this.#panel.content.widgets.filter((cell) => cell.model.type === "code");
    const texts = cells.map(({ model }) => ({ id: model.id, source: hashSource(model.sharedModel.getSource()) }));
    const { reasons, toRun } = findStaleCells(texts, this.#runs);
    for (const cell of cells) this.#label(cell, reasons.get(cell.model.id));
    for (const cell of this.#labels.keys()) if (cell.isDisposed) this.#labels.delete(cell);
    this.#toRun = toRun;
    this.#changed.emit();
  }

  #label(cell: Cell, reason: StaleReason | undefined): void {
    const present = this.#labels.get(cell);
    if (reason === undefined) {
      present?.dispose();
      this.#labels.delete(cell);
      return;
    }
    const label = present ?? this.#addLabel(cell);
    const countOf = (id: string) => this.#runs.findLast((run) => run.cell === id)?.count;
    const { text, details } = explainStaleness(reason, countOf, this.#trans);
    if (label.node.textContent !== text) label.node.textContent = text;
    label.node.title = details;
  }

  #addLabel(cell: Cell): Widget {
    const label = new Widget();
    label.addClass("ulm-stale");
    this.#labels.set(cell, label);
    // A cell far below builds its parts later; the line comes after them.
    void cell.ready.then(() => label.isDisposed || cell.isDisposed || (cell.layout as PanelLayout).addWidget(label));
    return label;
  }
}
