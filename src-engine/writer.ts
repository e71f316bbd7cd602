/** The thread for long writes into a copy (see `cache/writer.ts`), built to `out/main/writer.js`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DatabaseLocation } from './cache/database.ts';
import { serveWrites } from './cache/writerThread.ts';
import { copyContents } from './copyContents.ts';

if (parentPort !== null) serveWrites(parentPort, workerData as DatabaseLocation, copyContents);
