/**
 * The engine in a process of its own, to be killed: opens a tenant and tells the parent about its progress.
 * `node engineChild.ts BACKEND_URL FILE TENANT_ID`
 */
import { openConsole } from './engineConsole.ts';

const [backendUrl = '', file = '', tenantId = ''] = process.argv.slice(2);
const desk = await openConsole({ backendUrl, file, thread: true, delays: { progress: 0 } });
await desk.value('tenants.open', { tenantId });
let told = 0;
setInterval(() => {
  for (const { event, payload } of desk.events.slice(told)) {
    told += 1;
    if (event === 'sync.changed') process.send?.(payload);
  }
}, 2);
