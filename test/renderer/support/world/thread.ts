/** What stands behind the window in a thread of its own: jsdom stays out of it, and it out of jsdom's way. */
import { parentPort } from 'node:worker_threads';
import { serve } from './remote.ts';
import { createWorld } from './world.ts';

if (parentPort === null) throw new Error('This is the entry of a worker thread.');
// What is asked meanwhile waits at the port.
serve(parentPort, await createWorld());
