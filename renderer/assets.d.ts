declare module "*.svg" {
  const text: string;
  export default text;
}
declare module "*.css";
declare module "@jupyterlab/*/style/index.js";
