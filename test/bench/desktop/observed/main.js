// Starts the program in BENCH_ENTRY as Electron would, and has the preload in BENCH_OBSERVER look at its page: no debugger,
// nothing in the page's own world, the same on both sides of a comparison.
import { app, ipcMain } from 'electron';
import { pathToFileURL } from 'node:url';

app.on('session-created', (session) => {
  const filePath = process.env.BENCH_OBSERVER;
  // The first since Electron 35, the second before.
  if (session.registerPreloadScript !== undefined) session.registerPreloadScript({ type: 'frame', filePath });
  else session.setPreloads([filePath]);
});
ipcMain.on('bench.reached', (_event, milestone, at) => {
  process.stdout.write(`${JSON.stringify({ milestone, at })}\n`);
});

await import(pathToFileURL(process.env.BENCH_ENTRY).href);
