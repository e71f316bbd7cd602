import { afterEach, expect, test, vi } from 'vitest';
import { CacheFault, openDatabase, type WritableDatabase } from '../../src-engine/cache/database.ts';
import { defineWrites } from '../../src-engine/cache/write.ts';
import { createWriter } from '../../src-engine/cache/writer.ts';

const { note, noteLong, fail } = defineWrites({
  note: (database: WritableDatabase, text: string) =>
    database.run('INSERT INTO notes (text) VALUES (:text)', { text }),
  noteLong: (database: WritableDatabase, text: string) =>
    database.transaction(() => {
      database.run('INSERT INTO notes (text) VALUES (:text)', { text });
      database.longWork();
    }),
  fail: (_: WritableDatabase, fault: boolean) => {
    throw fault ? new CacheFault('unfit', 'not as agreed') : new Error('a bug');
  },
});

function someWriter() {
  const open = openDatabase({ copy: null, nativeBinding: null }, { cacheKiB: 1024, shared: true });
  open.writable.execute('CREATE TABLE notes (text TEXT)');
  const started: { readonly requests: string[]; ended: boolean }[] = [];
  const writer = createWriter({
    database: open.writable,
    contents: {
      migrations: [],
      align: () => undefined,
      functions: {},
      temporaryTables: [],
      writes: { note, noteLong, fail },
    },
    startThread() {
      const thread = { requests: [] as string[], ended: false };
      started.push(thread);
      return {
        async run({ name, input }) {
          thread.requests.push(name);
          if (name === 'fail') throw input === true ? new CacheFault('unfit', '') : new Error('a bug');
          return 1;
        },
        async end() {
          thread.ended = true;
        },
      };
    },
  });
  return { writer, started, notes: () => open.readable.all('SELECT text FROM notes') };
}

afterEach(() => void vi.useRealTimers());

test('short writes run beside the queries, and no thread is started for them', async () => {
  const { writer, started, notes } = someWriter();
  expect(await writer.write(note, 'one')).toBe(1);
  await expect(writer.write(fail, true)).rejects.toThrow(CacheFault);
  expect(await writer.write(note, 'two')).toBe(1);
  expect(notes()).toEqual([{ text: 'one' }, { text: 'two' }]);
  expect(started).toEqual([]);
});

test('a long write begins again in a thread, where the others follow until it has nothing more to do', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { writer, started, notes } = someWriter();
  await Promise.all([
    writer.write(note, 'before'),
    writer.write(noteLong, 'long'),
    writer.write(note, 'after'),
  ]);
  // Nothing of what the long write did here stays.
  expect(notes()).toEqual([{ text: 'before' }]);
  expect(started).toEqual([{ requests: ['noteLong', 'note'], ended: false }]);
  await vi.advanceTimersByTimeAsync(4000);
  await writer.write(note, 'soon');
  await vi.advanceTimersByTimeAsync(4000);
  expect(started[0]?.ended).toBe(false);
  await vi.advanceTimersByTimeAsync(2000);
  expect(started[0]?.ended).toBe(true);
  await writer.write(note, 'here again');
  expect(notes()).toEqual([{ text: 'before' }, { text: 'here again' }]);
  expect(started).toHaveLength(1);
});

test('a fault of the data leaves the thread at work, a bug ends it', async () => {
  const { writer, started } = someWriter();
  await writer.write(noteLong, 'long');
  await expect(writer.write(fail, true)).rejects.toThrow(CacheFault);
  expect(started[0]?.ended).toBe(false);
  await expect(writer.write(fail, false)).rejects.toThrow('a bug');
  expect(started[0]?.ended).toBe(true);
});

test('closing waits for the writes in hand and takes no more', async () => {
  const { writer, started, notes } = someWriter();
  const last = writer.write(note, 'last');
  const long = writer.write(noteLong, 'long');
  await writer.close();
  expect(await last).toBe(1);
  await long;
  expect(started).toEqual([{ requests: ['noteLong'], ended: true }]);
  await expect(writer.write(note, 'too late')).rejects.toThrow('The copy is closed.');
  expect(notes()).toEqual([{ text: 'last' }]);
});
