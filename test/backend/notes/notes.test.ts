import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const about = (userId: string) => ({ tenantId: nord.tenant.id, userId });
const write = (userId: string, text: string, account = nord.admin) =>
  backend.call(account, 'notes.create', { params: about(userId), body: { text } });
const textsOf = async (userId: string): Promise<readonly string[]> => {
  const { body } = await backend.call(nord.admin, 'notes.list', { params: about(userId), query: {} });
  return body.items.map((note: { readonly text: string }) => note.text);
};

describe('Notes about a user', () => {
  it('are read newest first, with their author; the audit log says that there was one, not what it said', async () => {
    const user = await backend.newUser(nord);
    const helpdesk = await nord.tenant.account('Helpdesk');
    await write(user.id, ' Called at\u202e nine. \r\n \r\n\n\n\n Lost the\u200b phone.  ');
    const second = await write(user.id, '山田さんから電話', helpdesk);
    expect(second.status, second.text).toBe(201);
    expect(second.body).toMatchObject({ userId: user.id, author: { userId: helpdesk.userId } });
    expect(await textsOf(user.id)).toEqual(['山田さんから電話', 'Called at nine.\n\nLost the phone.']);
    const events = await backend.auditOf(nord, user.id);
    expect(events.slice(-2)).toMatchObject([
      { type: 'user.note-written', changes: [], details: {} },
      { type: 'user.note-written', changes: [], details: {} },
    ]);
  });

  it.each([
    ['', 'required'],
    [' \n \u200b ', 'required'],
    ['a\u0000b', 'control-characters'],
    ['x'.repeat(2001), 'too-long'],
  ])('say something that can be read: %j is %s', async (text, reason) => {
    const user = await backend.newUser(nord);
    const { status, error } = await write(user.id, text);
    expect([status, error.fields]).toMatchObject([400, [{ field: 'text', reason }]]);
  });

  it('@security are taken away by their author, or by who may delete users', async () => {
    const user = await backend.newUser(nord);
    const [one, other] = [await nord.tenant.account('Helpdesk'), await nord.tenant.account('Helpdesk')];
    const ids = [await write(user.id, 'First', one), await write(user.id, 'Second', one)].map(
      ({ body }) => body.id,
    );
    const remove = (account: typeof one, noteId = '', userId = user.id) =>
      backend.call(account, 'notes.delete', { params: { ...about(userId), noteId } });
    expect((await remove(other, ids[0])).error.code).toBe('PERMISSION_DENIED');
    const stranger = await backend.newUser(nord);
    expect((await remove(one, ids[0], stranger.id)).error.code).toBe('NOT_FOUND');
    expect((await remove(one, ids[0])).status).toBe(200);
    expect((await remove(one, ids[0])).error.code).toBe('NOT_FOUND');
    expect((await remove(nord.admin, ids[1])).status).toBe(200);
    expect(await textsOf(user.id)).toEqual([]);
  });

  it('@security are seen by nobody without the permission, nor from another tenant', async () => {
    const user = await backend.newUser(nord);
    await write(user.id, 'Careful');
    const viewer = await nord.tenant.account('Viewer');
    const refused = await backend.call(viewer, 'notes.list', { params: about(user.id), query: {} });
    expect(refused.error.code).toBe('PERMISSION_DENIED');
    const elsewhere = await backend.workplace();
    const params = { tenantId: elsewhere.tenant.id, userId: user.id };
    expect((await backend.call(elsewhere.admin, 'notes.list', { params, query: {} })).error.code).toBe(
      'NOT_FOUND',
    );
  });

  it('go into the recycle bin with the user, and come back', async () => {
    const user = await backend.newUser(nord);
    await write(user.id, 'Kept');
    const params = about(user.id);
    await backend.call(nord.admin, 'users.delete', { params, body: { version: 1 } });
    expect((await backend.call(nord.admin, 'notes.list', { params, query: {} })).error.code).toBe(
      'NOT_FOUND',
    );
    await backend.call(nord.admin, 'users.restore', { params });
    expect(await textsOf(user.id)).toEqual(['Kept']);
  });
});
