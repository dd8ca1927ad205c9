import { fileURLToPath, URL } from 'node:url'

import tailwind from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

import { compressed } from './build/compressed.ts'
import { messages } from './build/messages.ts'
import { preloaded } from './build/preloaded.ts'
import { services } from './build/services.ts'

export default defineConfig({
  plugins: [vue(), tailwind(), messages(), preloaded(), compressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_OPTIONS_API__: false,
  },
  // Moving the package's script away from its .wasm would break the address between them.
  optimizeDeps: { exclude: ['@trastienda/client'] },
  server: {
    proxy: services(process.env),
    fs: { allow: ['..'] },
  },
  build: {
    target: 'es2022',
    manifest: true,
    // Every asset is a file of its own: the page's policy allows no data: addresses for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What a first visit needs is one file, the list among it, and what every page stands on another: many small
        // ones compress worse and come later.
        codeSplitting: {
          groups: [
            {
              name: 'ground',
              test: /node_modules\/(@vue|vue|vue-router|pinia|@pinia|@intlify|vue-i18n)\//,
              priority: 1,
            },
            { name: 'first', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'page',
          environment: 'happy-dom',
          include: ['src/**/*.spec.ts'],
          setupFiles: ['src/testing/setup.ts'],
          restoreMocks: true,
          // Whoever is the first to open a dialog waits until its file is read.
          testTimeout: 20_000,
          // Node itself loads the package: its entry for node reads the module beside it.
          server: { deps: { external: [/wasm-client/] } },
        },
      },
      { test: { name: 'pictures', environment: 'node', include: ['pictures/**/*.spec.mjs'] } },
    ],
  },
})
