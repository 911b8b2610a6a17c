import { fileURLToPath } from 'node:url'

import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { BuildEnvironmentOptions, Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { configJson } from './scripts/vite/config-json.ts'
import { earlyCatalogue } from './scripts/vite/early-catalogue.ts'
import { inlineStyles } from './scripts/vite/inline-styles.ts'
import { leanSdk } from './scripts/vite/lean-sdk.ts'
import { oneScript } from './scripts/vite/one-script.ts'
import { prerender } from './scripts/vite/prerender.ts'
import { shortPage } from './scripts/vite/short-page.ts'
import { words } from './scripts/vite/words.ts'

/** The console: static files. Nothing is inlined, because the page's policy allows no data: URLs. */
const consoleBuild: BuildEnvironmentOptions = {
  outDir: 'dist/console',
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  sourcemap: false,
  rolldownOptions: {
    output: {
      // The first page's scripts as one: the await in lib/language.ts would have them in twenty, and each is a request.
      codeSplitting: { groups: [{ name: 'first', test: /\/src\/main\.tsx$/ }] },
    },
  },
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** V8 keeps a script in twice the memory for a single character beyond Latin 1, such as one of the demo's names has. */
const latin1: Plugin = {
  name: 'latin1',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replaceAll(/[\u0100-\uffff]/g, escaped)
    }
  },
}

/** The emulator: one file with everything in it, for plain Node. */
const emulatorBuild: BuildEnvironmentOptions = {
  outDir: 'dist/emulator',
  target: 'node20',
  copyPublicDir: false,
  rolldownOptions: { output: { format: 'cjs', entryFileNames: 'serve.cjs', codeSplitting: false } },
}

/** What only a browser runs. The end-to-end tests prove it; no unit test could, and none is counted. */
const provenInBrowsers = [
  'src/vault/{worker,trustedWorker,client,halves,logoutTrip}.ts',
  'src/jobs/{browserJobs,signedInHere}.ts',
]

/** Where the unit tests are. */
const tests = '{src,emulator,conformance,scripts,deploy,e2e}/**/*.test.{ts,tsx}'

/**
 * These tests put something else in the place of a module, or load one anew. Each has modules of its own; the others
 * share theirs, because to load them for each file took a quarter of all the tests' time. A test that is not named here
 * may do neither.
 */
const replacingModules = [
  'emulator/serverFailures.test.ts',
  'src/lib/language.test.ts',
  'src/vault/{client,familyHistories,interleavings,journeys}.test.ts',
]

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild
    ? [latin1]
    : [
        words(),
        react(),
        tailwindcss(),
        prerender(),
        shortPage(),
        inlineStyles(),
        earlyCatalogue(),
        oneScript(),
        configJson(),
      ],
  build: isSsrBuild ? emulatorBuild : consoleBuild,
  worker: {
    format: 'es',
    plugins: () => [words(), leanSdk()],
    // What the worker begins with as one: what its later parts share with it would be files of their own, and two round
    // trips on the way to its first answer.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vault', test: /\/src\/vault\/worker\.ts$/ }] } } },
  },
  // The worker is named because Vite does not look into it beforehand: it would find the SDK while somebody is signing
  // in, and reload the page under them.
  optimizeDeps: { entries: ['index.html', 'src/vault/worker.ts'] },
  server: { warmup: { clientFiles: ['src/main.tsx', 'src/vault/worker.ts'] } },
  ...(isSsrBuild && {
    ssr: { noExternal: true },
    resolve: { alias: { 'node:http2': fileURLToPath(new URL('emulator/noHttp2.ts', import.meta.url)) } },
  }),
  test: {
    environment: 'node',
    // Without it one of two cores would have nothing to do.
    maxWorkers: '100%',
    // Load on the machine must not fail a test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'shared modules',
          isolate: false,
          include: [tests],
          exclude: replacingModules,
          setupFiles: 'scripts/vitest/keep-modules.ts',
        },
      },
      { extends: true, test: { name: 'own modules', include: replacingModules } },
    ],
    coverage: {
      provider: 'v8',
      include: [
        'src/**/*.{ts,tsx}',
        'emulator/**/*.ts',
        'conformance/**/*.ts',
        'scripts/**/*.{ts,mjs}',
        'deploy/**/*.mjs',
      ],
      exclude: ['**/*.test.{ts,tsx}', '{src,emulator}/**/test*.ts', ...provenInBrowsers],
      // Held by npm run test:nightly: what is reached today, so that nothing is lost. The goal is 100 in the first four.
      thresholds: {
        'src/vault/**': { lines: 99.4, branches: 99 },
        'src/cognito/**': { lines: 100, branches: 100 },
        'src/jobs/**': { lines: 99.4, branches: 99 },
        'emulator/domain/**': { lines: 99, branches: 97 },
        'src/lib/**': { lines: 95, branches: 90 },
        'emulator/{control,identity,oauth,operations,store,wire}/**': { lines: 98, branches: 91 },
      },
    },
  },
}))
