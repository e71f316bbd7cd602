import { expect, it, vi } from 'vitest';
import { createToastStore } from '../../../src-renderer/components/toasts/toastStore.ts';

const said = { tenantKey: 'a/one', tone: 'positive', text: 'Ana was deleted.' } as const;

it('The same message twice is one message', () => {
  const toasts = createToastStore();
  toasts.getState().show(said);
  toasts.getState().show(said);
  toasts.getState().show({ ...said, tenantKey: 'a/two' });
  expect(toasts.getState().toasts.map(({ tenantKey }) => tenantKey)).toEqual(['a/one', 'a/two']);
});

it('An act outlives its toast and is taken back once', () => {
  const run = vi.fn<() => void>();
  const toasts = createToastStore();
  toasts.getState().show({ ...said, undo: { what: 'Delete Ana', run } });
  const id = toasts.getState().toasts[0]!.id;
  toasts.getState().dismiss(id);
  expect(toasts.getState().acts).toMatchObject([{ what: 'Delete Ana', tenantKey: 'a/one' }]);
  toasts.getState().takeBack(id);
  toasts.getState().takeBack(id);
  expect(run).toHaveBeenCalledTimes(1);
  expect(toasts.getState().acts).toEqual([]);
});

it('A job that was undone elsewhere, and a tenant that left, leave nothing to take back', () => {
  const toasts = createToastStore();
  const { show, forgetJob, forgetTenants } = toasts.getState();
  show({ ...said, undo: { what: 'Delete 3 users', planId: 'job', run: () => undefined } });
  show({ ...said, text: 'Ben was deleted.', undo: { what: 'Delete Ben', run: () => undefined } });
  forgetJob('job');
  expect(toasts.getState().acts.map(({ what }) => what)).toEqual(['Delete Ben']);
  expect(toasts.getState().toasts.map(({ text }) => text)).toEqual(['Ben was deleted.']);
  forgetTenants(new Set(['a/one']));
  expect(toasts.getState().acts).toEqual([]);
});
