import "./shell/jupyter-styles.ts";
import "./theme/shell.css";
import "./theme/controls.css";
import "./language/language.css";
import "./home/home.css";
import "./guide/guide.css";
import "./exercises/exercises.css";
import "./stale/stale.css";
import "./recovery/recovery.css";
import "./theme/notebook.css";
import { start } from "./shell/start.ts";

const app = await start();
document.documentElement.dataset["ulm"] = "ready";
// Handy for tests and for whoever extends the app from the browser's console.
Object.assign(window, { ulmNotebook: app });
