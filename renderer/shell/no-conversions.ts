import { NbConvertManager } from "@jupyterlab/services";

/** There is no nbconvert behind this app: reports are its own. So there are no formats, and nobody is asked for them. */
export class NoConversions extends NbConvertManager {
  override async getExportFormats(): Promise<Record<string, never>> {
    return {};
  }
}
