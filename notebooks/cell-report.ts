/** A file of data as a cell read it. */
export interface DataFile {
  /** As the cell named it; of a path outside the notebook's folder the last part only. */
  name: string;
  /** Of its bytes, in hex. */
  sha256: string;
  /** In bytes. */
  size: number;
}

/** A TypeScript module beside the notebook as a cell took it, by itself or through another. */
export interface ModuleVersion {
  /** Its path as seen from the notebook's folder; the whole path of one outside. */
  name: string;
  /** `hashSource` of its text. */
  source: string;
  /** Its text is in a cell. */
  isCell?: true;
}

/** Names at the top level of cells that a cell touches. */
export interface CellNames {
  /** What it declares. */
  defines: string[];
  /** Names of earlier cells, and globals of the kernel, that it refers to. */
  reads: string[];
  /** Names of earlier cells that it assigns, or whose contents it visibly changes. */
  mutates: string[];
}

/** What the kernel says of a cell that it has run: `metadata.ulm` of its `execute_reply`. */
export interface CellReport extends CellNames {
  /** The request's `metadata.cellId`, else the execution count. */
  cell: string;
  /** Left out when it read none. */
  dataFiles?: DataFile[];
  /** Left out when it imports none. */
  modules?: ModuleVersion[];
  /** Of the product, of Node.js, of TypeScript, and of the libraries that were loaded, by name. */
  versions: Record<string, string>;
}
