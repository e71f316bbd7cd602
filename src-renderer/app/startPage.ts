import type { InputOf } from '#shared/desktop/index.ts';
import { firstPage } from '../components/table/pageInput.ts';
import type { Screen } from '../state/consoleStore.ts';

/** The rows with which a screen begins, exactly as its table will ask for them; null for screens without pages. */
export type StartPage =
  | { readonly command: 'customers.page'; readonly input: InputOf<'customers.page'> }
  | { readonly command: 'users.page'; readonly input: InputOf<'users.page'> };

export function startPage(tenantId: string, screen: Screen): StartPage | null {
  switch (screen.name) {
    case 'customers':
      return { command: 'customers.page', input: firstPage({ tenantId, search: '' }, 'title') };
    case 'users': {
      const filter = screen.customerId === null ? {} : { customerId: screen.customerId };
      return { command: 'users.page', input: firstPage({ tenantId, filter }, 'name') };
    }
    case 'profiles':
    case 'products':
    case 'audit':
      return null;
  }
}
