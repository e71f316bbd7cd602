import type { FastifyInstance } from 'fastify';
import { databaseUnavailable } from '../database/databaseErrors.ts';
import type { SqlDatabase } from '../database/sqlDatabase.ts';

/** `/health`: the process is there. `/ready`: the database is too; its schema was checked at the start. */
export function healthPlugin(database: SqlDatabase) {
  return async function health(app: FastifyInstance): Promise<void> {
    app.get('/health', async () => ({ status: 'ok' }));
    app.get('/ready', async () => {
      try {
        await database.session((session) => session.query('select from directory.migrations limit 1'));
      } catch (error) {
        throw databaseUnavailable(error);
      }
      return { status: 'ready' };
    });
  };
}
