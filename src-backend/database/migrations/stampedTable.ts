/**
 * What made a table part of the change feed until 0060: every insert and update stamps the row with the id of its
 * transaction, every delete leaves a tombstone, and an insert takes the tombstone of the same id away.
 */
export function stampedTable(table: string, entity: string, idColumn: string): string {
  return `
    create index ${table}_feed on tenantdesk.${table} (tenant_id, changed_xid, ${idColumn});
    create trigger ${table}_stamp before insert or update on tenantdesk.${table}
      for each row execute function tenantdesk.stamp_change();
    create trigger ${table}_bury after delete on tenantdesk.${table}
      referencing old table as gone for each statement execute function tenantdesk.bury('${entity}', '${idColumn}');
    create trigger ${table}_unbury after insert on tenantdesk.${table}
      referencing new table as born for each statement execute function tenantdesk.unbury('${entity}', '${idColumn}');`;
}
