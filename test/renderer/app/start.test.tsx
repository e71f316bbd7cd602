// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prefetchStart } from '../../../src-renderer/app/prefetchStart.ts';
import { keepZodFromEval } from '../../../src-renderer/zodWithoutEval.ts';
import { type RenderedApp, renderApp } from '../support/renderApp.tsx';

const pagesAsked = ({ bridge }: RenderedApp) => bridge.calls.filter(({ name }) => name.endsWith('.page'));

describe('A start', () => {
  it('shows the screen that was last in view, of the tenant that was', async () => {
    await renderApp({ lastScreen: { name: 'users', customerId: null } });
    expect(await screen.findByRole('button', { name: 'Users', current: 'page' })).toBeTruthy();
    expect(document.title).toBe('Contoso GmbH · Users — TenantDesk');
  });

  it.each(['customers', 'users'] as const)('asks the first page of %s ahead, and only once', async (name) => {
    const app = await renderApp({ lastScreen: { name, customerId: null } });
    await prefetchStart(app.parts);
    await screen.findByText(name === 'customers' ? 'Nord Facility' : 'person0@nord.example');
    expect(pagesAsked(app).filter(({ name: command }) => command === `${name}.page`)).toHaveLength(1);
  });

  it('remembers the screen for the next one', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'Audit log' }));
    expect(app.bridge.calls.findLast(({ name }) => name === 'place.keep')?.input).toMatchObject({
      lastScreen: { name: 'audit' },
    });
  });

  it('has the look that the page came with, and a change shows at once and is kept', async () => {
    const { dataset } = document.documentElement;
    Object.assign(dataset, { appearance: 'dark', density: 'comfortable' });
    onTestFinished(() => {
      delete dataset['appearance'];
      delete dataset['density'];
    });
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'Account' }));
    await app.user.click(await screen.findByRole('radio', { name: 'System' }));
    expect(dataset).toMatchObject({ appearance: 'system', density: 'comfortable' });
    expect(app.bridge.calls.findLast(({ name }) => name === 'window.setLook')?.input).toEqual({
      appearance: 'system',
      density: 'comfortable',
    });
  });

  it('keeps zod from compiling code, which the policy of the page forbids @security', async () => {
    keepZodFromEval();
    const { z } = await import('zod');
    expect(z.config().jitless).toBe(true);
  });
});
