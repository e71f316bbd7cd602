import { readConfiguration, usage, UsageError } from './configuration.ts';
import { CannotStartError } from './database/startErrors.ts';

/** Starts the backend from the command line: one JSON line on stdout when ready, logs on stderr, SIGTERM ends it. */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.argv.slice(2), process.env);
  if (configuration === null) {
    process.stdout.write(usage);
    return;
  }
  // A typing error should be answered at once, without loading everything first.
  const { createLogger } = await import('./logging/createLogger.ts');
  const { startServer } = await import('./server.ts');
  const logger = createLogger(process.env['TENANTDESK_LOG_LEVEL'] ?? 'info');
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping.signal.aborted) return;
    logger.info({ signal }, 'stopping');
    stopping.abort();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  const backend = await startServer(configuration, logger);
  process.stdout.write(`${JSON.stringify(backend.ready)}\n`);
  if (!stopping.signal.aborted) {
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  }
  // Whatever hangs must not keep the process: the answer to SIGTERM is an end within 10 s.
  setTimeout(() => process.exit(0), 9_000).unref();
  await backend.close();
  process.exit(0);
}

function explain(error: unknown): never {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  if (error instanceof CannotStartError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  process.stderr.write(
    `The backend could not start: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}

main().catch(explain);
