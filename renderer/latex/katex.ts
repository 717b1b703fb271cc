import "katex/dist/katex.min.css";

export { default } from "katex/contrib/auto-render";
