import { createTestBrowser } from '#test/support/browser.ts';

/** What the browser showed last, when a person has followed a sign-in link to its end. */
export interface CameBack {
  readonly status: number;
  readonly text: string;
}

/** A person at the system's browser who signs in at once and is sent back to the console. */
export async function signInAsPerson(url: string): Promise<CameBack> {
  const shown = await createTestBrowser().open(url);
  const answer = await fetch(shown.url);
  return { status: answer.status, text: await answer.text() };
}
