import { defineConfig } from "vitest/config";

/** Tests import the library by its public name but run its source, so that a unit test needs no build. */
const ulmSource = [
  { find: /^ulm$/, replacement: `${import.meta.dirname}/ulm/node/index.ts` },
  { find: /^ulm\/tensorflow$/, replacement: `${import.meta.dirname}/ulm/learn/node/load-tensorflow.ts` },
  { find: /^ulm\/(data|learn|store|trust)$/, replacement: `${import.meta.dirname}/ulm/$1/node/index.ts` },
  { find: /^ulm\/(.+)$/, replacement: `${import.meta.dirname}/ulm/$1/index.ts` },
];

export default defineConfig({
  resolve: { alias: ulmSource },
  test: {
    globalSetup: `${import.meta.dirname}/scripts/testing/build-kernels.mjs`,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Tests that start processes may be late on a busy machine. A second try is shown as "retry x1": mend such tests.
    retry: process.env.CI ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{ulm,report,notebooks,kernel,host,cli,electron,renderer,sample-data,scripts}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: { name: "lessons", include: ["tests/lessons/**/*.test.ts"], testTimeout: 180_000 },
      },
      {
        // Long proofs: `npm run prove`.
        extends: true,
        test: { name: "prove", include: ["tests/prove/**/*.test.ts"], testTimeout: 600_000 },
      },
    ],
  },
});
