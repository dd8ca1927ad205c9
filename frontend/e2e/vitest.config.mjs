import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['flows/**/*.test.mjs'],
    // A shop and a browser each; the machine they must run on has two cores.
    maxWorkers: 2,
    // A worker keeps its browser from file to file.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
})
