import { vi } from 'vitest'

// What one file's tests replaced, the next file's would find replaced, or would have loaded before.
for (const means of ['mock', 'doMock', 'resetModules'] as const)
  vi[means] = () => {
    throw new Error(
      `vi.${means} is for the tests that vite.config.ts names as replacing modules: this one shares them with others.`,
    )
  }
