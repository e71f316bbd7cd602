/** More than fit on most screens; what is below comes with the window itself. */
export const snapshotRows = 50;
