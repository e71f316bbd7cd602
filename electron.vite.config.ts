import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { screenTitles } from './scripts/screenTitles.ts';
import { bridgeNames } from './src-preload/bridgeNames.ts';

const here = import.meta.dirname;

/**
 * The oldest Electron that the console runs on: 33, with Node 20.18 and Chromium 130 (scripts/runtime/registryElectron.ts
 * says why). electron-vite would take the installed version and use syntax that 33 lacks.
 */
const OLDEST_NODE = 'node20.18';
const OLDEST_CHROMIUM = 'chrome130';

/**
 * Everything else is bundled into main and engine: one file is read in a few milliseconds where a folder of packages
 * takes a hundred, and the package that ships contains these two alone.
 */
const NATIVE_PACKAGES = ['keytar', 'better-sqlite3-multiple-ciphers'];

/**
 * What a start loads, in four files: each request of the page costs it more than the bytes do. Each with all that it imports
 * and that is in none of those before it: the first script alone, the window, the grid, the screens that a start may show.
 */
const START_CHUNKS = [
  { name: 'start', test: /src-renderer\/start\.ts$/u, priority: 4 },
  { name: 'window', test: /src-renderer\/index\.tsx$/u, priority: 3 },
  { name: 'grid', test: /table\/Grid\.tsx$/u, priority: 2 },
  {
    name: 'screens',
    test: /(?:Customers|Users)Screen\.tsx$|words\/en\/(?:bulk|customers|profiles|users|userAction)\.json$/u,
    priority: 1,
  },
];

export default defineConfig({
  main: {
    build: {
      target: OLDEST_NODE,
      outDir: 'out/main',
      // Their source stays in memory as long as they run, in the engine once per thread.
      minify: true,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        // The last one is Electron's own.
        external: [...NATIVE_PACKAGES, 'original-fs'],
        // The engine is a process of its own (utilityProcess.fork), its writer a thread that loads only what writing needs.
        input: {
          index: resolve(here, 'src-main/index.ts'),
          engine: resolve(here, 'src-engine/index.ts'),
          writer: resolve(here, 'src-engine/writer.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    // What the preload exposes, written in here: computing it there would load every schema before the first paint.
    define: { BRIDGE_NAMES: JSON.stringify(bridgeNames) },
    build: {
      target: OLDEST_NODE,
      outDir: 'out/preload',
      sourcemap: true,
      // A sandboxed preload can require nothing but Electron, and only as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(here, 'src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), screenTitles],
    build: {
      target: OLDEST_CHROMIUM,
      outDir: 'out/renderer',
      minify: true,
      sourcemap: true,
      // The page's policy allows files of the app, not data: URLs for fonts and styles.
      assetsInlineLimit: 0,
      // One sheet, which main writes into the page: one that arrives later has the whole page styled and laid out again.
      cssCodeSplit: false,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        input: { index: resolve(here, 'src-renderer/index.html') },
        output: { codeSplitting: { groups: START_CHUNKS } },
      },
    },
  },
});
