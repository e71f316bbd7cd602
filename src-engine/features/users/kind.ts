import type { CopyKind } from '../../sync/copyKind.ts';
import { userSearchText } from './userColumns.ts';
import { userFactFunctions } from './userFacts.ts';
import { createIncomingUsers } from './usersIncoming.ts';
import {
  applyUsers,
  leavingUsers,
  refreshStatuses,
  removeAllUsers,
  removeUsers,
  sweepUsers,
} from './usersWrites.ts';
import { alignUserTables, createUserTable, dropUserTable, finishUserTable } from './userTables.ts';

/** Users: up to a million rows of a tenant, which get into the copy without ever being objects of JavaScript. */
export const userKind: CopyKind = {
  apply: applyUsers,
  remove: removeUsers,
  sweep: sweepUsers,
  removeAll: removeAllUsers,
  refresh: refreshStatuses,
  ownTables: {
    create: (database, table) => createUserTable(database, table, { indexed: false }),
    finishStep: finishUserTable,
    drop: dropUserTable,
  },
  temporaryTables: [createIncomingUsers, leavingUsers],
  functions: { ...userFactFunctions, user_search_text: userSearchText },
  align: alignUserTables,
};
