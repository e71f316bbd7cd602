import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngineCalls } from '../../src-preload/engineCalls.ts';
import { createListeners } from '../../src-preload/listeners.ts';

/** The preload's side with real ports, whose other ends are served when the test says so, before or after they are opened. */
function setUp() {
  const ends: MessagePort[] = [];
  const events: [string, string][] = [];
  const servers = new Map<number, { readonly answer: boolean }>();
  const calls = createEngineCalls({
    openPort: () => {
      const { port1, port2 } = new MessageChannel();
      const at = ends.push(port2) - 1;
      if (servers.has(at)) attach(port2, at);
      onTestFinished(() => {
        port1.close();
        port2.close();
      });
      return port1;
    },
    onEvent: (event, payload) => events.push([event, payload]),
  });
  function attach(end: MessagePort, at: number): void {
    end.addEventListener(
      'message',
      ({ data }: MessageEvent<{ id: number; command: string; input?: string }>) => {
        if (servers.get(at)?.answer === true)
          end.postMessage({ id: data.id, result: `${data.command} ${data.input ?? '-'} by ${at}` });
      },
    );
    end.start();
  }
  const serve = (at: number, answer = true): void => {
    servers.set(at, { answer });
    const end = ends[at];
    if (end !== undefined) attach(end, at);
  };
  return { calls, ends, events, serve };
}

describe('Calls to the engine', () => {
  test('made before the engine is there wait for it', async () => {
    const { calls, serve } = setUp();
    const early = calls.call('tenants.all', undefined);
    serve(0);
    expect(await early).toBe('tenants.all - by 0');
  });

  test('open the way to it, which is asked for by nothing else', () => {
    const { calls, ends } = setUp();
    calls.reconnect();
    expect(ends).toHaveLength(0);
    void calls.call('tenants.all', undefined);
    expect(ends).toHaveLength(1);
  });

  test('get their own answers, whatever the order', async () => {
    const { calls, serve } = setUp();
    serve(0);
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => await calls.call('users.one', `${at}`)),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, (_, at) => `users.one ${at} by 0`));
  });

  test('that are under way when the engine dies fail as retryable; the next ones go to the new engine', async () => {
    const { calls, serve } = setUp();
    serve(0, false);
    const lost = calls.call('backend.call', '{}');
    calls.reconnect();
    expect(JSON.parse(await lost)).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL', retryable: true, saved: 'unknown' },
    });
    const next = calls.call('tenants.all', undefined);
    serve(1);
    expect(await next).toBe('tenants.all - by 1');
  });

  test('leave events to those who listen', async () => {
    const { calls, events, ends } = setUp();
    void calls.call('tenants.all', undefined);
    ends[0]?.postMessage({ event: 'copy.changed', payload: '{}' });
    await expect.poll(() => events).toEqual([['copy.changed', '{}']]);
  });
});

describe('Listeners of the page', () => {
  test('hear their event until they stop, the same function twice included', () => {
    const { on, emit } = createListeners(['sync.changed']);
    const heard: string[] = [];
    const listener = (payload: string): void => void heard.push(payload);
    const stopFirst = on('sync.changed', listener);
    const stopSecond = on('sync.changed', listener);
    emit('sync.changed', '1');
    stopFirst();
    emit('sync.changed', '2');
    stopSecond();
    emit('sync.changed', '3');
    expect(heard).toEqual(['1', '1', '2']);
  });

  test('@security can listen to nothing but the named events', () => {
    const { on } = createListeners(['sync.changed']);
    expect(() => on('desktop.command', () => undefined)).toThrow('There is no such event.');
    expect(() => on('__proto__', () => undefined)).toThrow('There is no such event.');
  });
});
