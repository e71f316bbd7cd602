import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the window on the memory bridge, for looking at it and for axe; never part of what ships. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../../../out/looking'),
    emptyOutDir: true,
    minify: false,
    target: 'chrome130',
    rolldownOptions: { input: resolve(import.meta.dirname, 'looking.html') },
  },
});
