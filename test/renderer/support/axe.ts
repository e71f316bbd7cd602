import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { startLooking } from './looking.ts';

/** What to look at: a scenario, and how to get there. */
const views: readonly {
  readonly name: string;
  readonly scenario: string;
  readonly go?: (page: Page) => Promise<void>;
}[] = [
  { name: 'sign-in', scenario: 'signed-out' },
  { name: 'signing in', scenario: 'signing-in' },
  { name: 'failed sign-in', scenario: 'sign-in-failed' },
  { name: 'choose a customer', scenario: 'choose' },
  { name: 'customers', scenario: 'plain' },
  { name: 'customers, dark', scenario: 'dark' },
  { name: 'customers, offline', scenario: 'offline' },
  { name: 'customers, viewer', scenario: 'viewer' },
  { name: 'customers, empty', scenario: 'empty' },
  { name: 'customers, error', scenario: 'error' },
  { name: 'customers, loading', scenario: 'loading' },
  {
    name: 'switcher',
    scenario: 'many',
    go: (page) => page.getByRole('button', { name: 'Customer switcher' }).click(),
  },
  {
    name: 'new customer',
    scenario: 'plain',
    go: (page) => page.getByRole('button', { name: 'New Customer' }).click(),
  },
  {
    name: 'new customer with errors, dark',
    scenario: 'dark',
    go: async (page) => {
      await page.getByRole('button', { name: 'New Customer' }).click();
      await page.getByRole('button', { name: 'Save Changes' }).click();
    },
  },
  {
    name: 'row menu',
    scenario: 'plain',
    go: (page) => page.getByRole('button', { name: 'More options' }).first().click(),
  },
  {
    name: 'delete customer',
    scenario: 'plain',
    go: async (page) => {
      await page.getByRole('button', { name: 'More options' }).first().click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('radio', { name: /Move/u }).check();
    },
  },
  { name: 'account', scenario: 'plain', go: (page) => page.getByRole('button', { name: 'Account' }).click() },
  ...['Users', 'Profiles', 'Products and processes', 'Audit log'].map((name) => ({
    name,
    scenario: 'plain',
    go: (page: Page) =>
      page
        .getByRole('navigation', { name: 'Process Navigator' })
        .getByRole('button', { name, exact: true })
        .click(),
  })),
];

/** Prints axe's serious and critical violations of every view; exit code 1 if there are any. */
const looking = await startLooking();
let violations = 0;
for (const { name, scenario, go } of views) {
  const page = await looking.open(scenario, { width: 1280, height: 800 });
  await page.waitForTimeout(1500);
  await go?.(page);
  await page.waitForTimeout(800);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  violations += serious.length;
  const lines = serious.map(
    ({ id, help, nodes }) =>
      `  ${id}: ${help}\n${nodes
        .slice(0, 3)
        .map(
          ({ html, failureSummary }) =>
            `    ${html.slice(0, 160)}\n      ${failureSummary?.split('\n')[1] ?? ''}`,
        )
        .join('\n')}`,
  );
  process.stdout.write(
    `${name}: ${serious.length} serious, ${found.length - serious.length} lesser (${found
      .filter((one) => !serious.includes(one))
      .map(({ id }) => id)
      .join(', ')})\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`,
  );
  await page.context().close();
}
await looking.close();
process.exitCode = violations === 0 ? 0 : 1;
