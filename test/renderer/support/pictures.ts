import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { startLooking } from './looking.ts';

/**
 * Writes a picture of the window: `node test/renderer/support/pictures.ts --out DIR --scenario offline --size 1280x800
 * --name x --steps 'click:New Customer;key:Escape;type:abc;wait:300'`. Steps press whatever has that accessible name.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'tour' },
    scenario: { type: 'string', default: 'plain' },
    size: { type: 'string', default: '1280x800' },
    name: { type: 'string', default: '' },
    steps: { type: 'string', default: '' },
  },
});

async function step(page: Page, text: string): Promise<void> {
  const verb = text.slice(0, text.indexOf(':'));
  const argument = text.slice(text.indexOf(':') + 1);
  switch (verb) {
    case 'click':
      await page
        .locator(
          `[aria-label="${argument}"], button:has-text("${argument}"), [role=menuitem]:has-text("${argument}"), [role=gridcell]:has-text("${argument}"), label:has-text("${argument}")`,
        )
        .first()
        .click();
      return;
    case 'key':
      await page.keyboard.press(argument);
      return;
    case 'type':
      await page.keyboard.type(argument);
      return;
    default:
      await page.waitForTimeout(Number(argument));
  }
}

mkdirSync(values.out, { recursive: true });
const [width = 1280, height = 800] = values.size.split('x').map(Number);
const looking = await startLooking();
const page = await looking.open(values.scenario, { width, height });
await page.waitForTimeout(900);
for (const text of values.steps.split(';').filter((part) => part !== '')) await step(page, text);
await page.waitForTimeout(300);
await page.screenshot({
  path: join(values.out, `${values.name === '' ? values.scenario : values.name}.png`),
});
await looking.close();
