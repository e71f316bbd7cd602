import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { roleJson } from '../../../src-backend/database/entityJson.ts';
import { startTestBackend, type TestBackend } from '#test/support/backend.ts';
let backend: TestBackend;
beforeAll(async () => {
  console.time('start');
  backend = await startTestBackend({
    features: () => [{ handlers: {
      'roles.list': async ({ work }) => {
        const rows = await work.db.selectFrom('roles as r').select(roleJson('r').as('role')).where('r.tenant_id','=',work.tenantId).execute();
        return { items: rows.map((r) => r.role) };
      },
      'users.resendActivation': async ({ work, input }) => {
        work.audit({ type: 'user.activation-sent' });
        work.enqueue('bulk.apply', { tenantId: work.tenantId, planId: input.params.userId });
        await sql`select 1`.execute(work.db);
        return { nope: true } as never;
      }
    }, jobs: { 'bulk.apply': async () => { console.timeEnd('job'); } } }],
  });
  console.timeEnd('start');
});
afterAll(() => backend.close());
test('works', async () => {
  const t = await backend.tenant();
  const a = await t.account('Admin');
  const before = backend.database.statements();
  const answer = await backend.call(a, 'roles.list', { params: { tenantId: t.id } });
  expect(answer.error).toMatchObject({items: expect.anything()});
  expect(backend.database.statements() - before).toBe(3);
  const v = await backend.call(null, 'roles.list', { params: { tenantId: t.id } });
  expect(v.status).toBe(401);
  console.time('job');
  const w = await backend.unitOfWork.run({tenantId: t.id, actor: 'system', requestId: 'x'}, async (work) => { work.enqueue('bulk.apply', {tenantId: t.id, planId: 'x'}); work.audit({type:'user.created'}); work.mail({kind:'x',to:{name:'a',address:'b'},subject:'',text:'',html:''}) });
  await backend.jobs.settled();
  console.time('100');
  for (let i=0;i<100;i++) await backend.call(a, 'roles.list', { params: { tenantId: t.id } });
  console.timeEnd('100');
});
