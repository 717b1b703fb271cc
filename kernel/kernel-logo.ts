/** The kernel's logo, an SVG: the app's mark. Frontends show it beside the kernel's name. */
export const kernelLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="64" height="64" fill="none" role="img" aria-label="ULM">
  <path d="M16.6 4.3A9 9 0 1 0 21 12" stroke="#2f6f73" stroke-width="2.4" stroke-linecap="round"/>
  <path d="M8.2 15.6v-3.2M12 15.6V8.8M15.8 15.6v-4.8" stroke="#2f6f73" stroke-width="2.2" stroke-linecap="round"/>
  <circle cx="19.9" cy="6.6" r="2.3" fill="#c8772a"/>
</svg>
`;
