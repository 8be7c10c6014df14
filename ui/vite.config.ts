/// <reference types="vitest/config" />
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // The screens speak English only, so that the texts of the components in thirty other languages stay out.
  plugins: [react(), { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' }],
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: '127.0.0.1', fs: { allow: ['..'] } },
  build: {
    // The engines of the supported systems: WebKitGTK and WKWebView of Safari 18, WebView2.
    target: ['safari18', 'chrome125'],
    // The content security policy of the application allows no `data:` scripts and no inline styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One file, read from the application itself: there is no network to split it for.
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    env: { TZ: 'UTC' },
    testTimeout: 60_000,
    // Loading React, the components and the screens takes longer than most tests: each worker does it once. Every test draws
    // on a shell of its own, and `src/test/setup.ts` leaves no document behind.
    isolate: false,
    maxWorkers: '100%',
    // What a test draws is thrown away soon: in a larger nursery it is collected less often.
    execArgv: ['--max-semi-space-size=64'],
  },
});
