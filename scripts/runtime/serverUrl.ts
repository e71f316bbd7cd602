/** Builds the URL from the variables that libpq programs read. */
export function urlOfServer(env: NodeJS.ProcessEnv): string {
  const {
    PGHOST = 'localhost',
    PGPORT = '5432',
    PGUSER = 'postgres',
    PGPASSWORD = '',
    PGDATABASE = 'postgres',
  } = env;
  const account = `${encodeURIComponent(PGUSER)}:${encodeURIComponent(PGPASSWORD)}`;
  return `postgres://${account}@${PGHOST}:${PGPORT}/${encodeURIComponent(PGDATABASE)}`;
}
