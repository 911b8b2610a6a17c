import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { BuildEnvironmentOptions } from 'vite'
import { defineConfig } from 'vitest/config'
import { configJson } from './scripts/vite/config-json.ts'
import { prerender } from './scripts/vite/prerender.ts'

/** The console: static files. Nothing is inlined, because the page's policy allows no data: URLs. */
const consoleBuild: BuildEnvironmentOptions = {
  outDir: 'dist/console',
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  sourcemap: false,
}

/** The emulator: one file with everything in it, for plain Node. */
const emulatorBuild: BuildEnvironmentOptions = {
  outDir: 'dist/emulator',
  target: 'node20',
  copyPublicDir: false,
  rolldownOptions: { output: { entryFileNames: 'serve.js', codeSplitting: false } },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild ? [] : [react(), tailwindcss(), prerender(), configJson()],
  build: isSsrBuild ? emulatorBuild : consoleBuild,
  worker: { format: 'es' },
  // The worker is named because Vite does not look into it beforehand: it would find the SDK while somebody is signing
  // in, and reload the page under them.
  optimizeDeps: { entries: ['index.html', 'src/vault/worker.ts'] },
  server: { warmup: { clientFiles: ['src/main.tsx', 'src/vault/worker.ts'] } },
  ...(isSsrBuild && { ssr: { noExternal: true, external: ['lmdb'] } }),
  test: {
    environment: 'node',
    // Load on the machine must not fail a test.
    testTimeout: 30_000,
    include: ['{src,emulator,scripts,deploy,e2e}/**/*.test.{ts,tsx}'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'emulator/**/*.ts', 'scripts/**/*.{ts,mjs}', 'deploy/**/*.mjs'],
      exclude: ['**/*.test.{ts,tsx}'],
    },
  },
}))
