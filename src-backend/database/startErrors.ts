/** The backend can't start as things are; the message tells the person at the terminal what to do. */
export class CannotStartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The database was written by a newer TenantDesk than this one. */
export class NewerDatabaseError extends CannotStartError {
  constructor(migration: string) {
    super(
      `The database has the migration "${migration}", which this version of TenantDesk doesn't know. ` +
        'Nothing was changed. Start the newer version again.',
    );
  }
}

/** Another process has the folder open; two at once would destroy the database. */
export class DataFolderInUseError extends CannotStartError {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop that backend, or choose another --data.`,
    );
  }
}
