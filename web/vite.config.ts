import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

import { paraglideOptions } from './paraglide.config.js';
import { serviceWorker } from './vite/service-worker.ts';

/** The server that development builds talk to. */
const server = process.env['SUBROSA_SERVER'] ?? 'http://127.0.0.1:7300';

export default defineConfig({
  plugins: [paraglideVitePlugin(paraglideOptions), svelte(), serviceWorker()],
  build: {
    outDir: 'dist',
    // The oldest browsers with `light-dark()`; everything else used is older.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    manifest: true,
    // Small pictures stay files: data: addresses in scripts defeat caching.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // Beside the app's own files: the example of a bot.
    fs: { allow: ['.', '../examples'] },
    // The socket checks that its origin is its host, so the host stays as the browser wrote it.
    proxy: { '/v1': { target: server, ws: true, changeOrigin: false } },
  },
  // Without this, tests would load Svelte's server build.
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    environment: 'node',
  },
});
