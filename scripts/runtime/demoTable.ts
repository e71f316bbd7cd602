/** What `npm start` shows in the terminal, so that nobody has to look up how to sign in. */
import type { BackendReady } from './backend.ts';

/** Lays rows out in columns, two spaces apart. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The demo accounts as a table, each with the tenants that it reaches, and where mails arrive. */
export function demoTable({ url, openapi, mailbox, accounts }: BackendReady): string {
  const rows = accounts.flatMap(({ email, password, roles, tenants }) => {
    const [first = '', ...others] = tenants;
    return [[email, password, roles.join(', '), first], ...others.map((name) => ['', '', '', name])];
  });
  const places = [['Backend', url], ['API', openapi], ...(mailbox === null ? [] : [['Mails', mailbox]])];
  const table = columns([['Sign in as', 'Password', 'Roles', 'Reaches'], ...rows]);
  return `${table}\n\n${columns(places)}`;
}
