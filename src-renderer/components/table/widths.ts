/** Pixels of the columns that are not data. */
export const checkWidth = 44;
export const menuWidth = 48;
/** Pixels of rows and heads, as in tokens.css. */
export const rowHeights = { compact: 36, comfortable: 44 } as const;
export const headHeight = 36;
