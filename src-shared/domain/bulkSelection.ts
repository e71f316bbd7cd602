/** Most ids that a selection may name; a larger one is a filter with exceptions (body limit 256 KiB). */
export const selectionLimit = 5000;
