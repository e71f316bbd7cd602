/** Pixels of a table's rows, as in tokens.css. */
export const rowHeights = { compact: 36, comfortable: 44 } as const;
