// Starts the program in BENCH_ENTRY as Electron would, and has the preload in BENCH_OBSERVER look at its page: no debugger,
// nothing in the page's own world, the same on both sides of a comparison.
import { app, ipcMain } from 'electron';
import { pathToFileURL } from 'node:url';

const tell = (fact) => void process.stdout.write(`${JSON.stringify(fact)}\n`);

/** Tells which files of its own scheme a page asks for: the page's resource timing knows nothing of such schemes. */
function tellRequests(protocol) {
  const register = protocol.registerBufferProtocol.bind(protocol);
  protocol.registerBufferProtocol = (scheme, answer) =>
    register(scheme, (request, take) => {
      tell({ requested: request.url, at: performance.timeOrigin + performance.now() });
      return answer(request, take);
    });
}

app.on('session-created', (session) => {
  if (process.env.BENCH_REQUESTS === '1') tellRequests(session.protocol);
  const filePath = process.env.BENCH_OBSERVER;
  // The first since Electron 35, the second before.
  if (session.registerPreloadScript !== undefined) session.registerPreloadScript({ type: 'frame', filePath });
  else session.setPreloads([filePath]);
});
ipcMain.on('bench.reached', (_event, milestone, at) => {
  tell({ milestone, at });
});

await import(pathToFileURL(process.env.BENCH_ENTRY).href);
