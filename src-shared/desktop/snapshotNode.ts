/** A piece of a page as data (JsonML): text, or a tag with its attributes and what is in it. */
export type SnapshotNode =
  | string
  | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...children: SnapshotNode[]];

/** The id of the element that holds the snapshot, outside of React's root and above it. */
export const snapshotId = 'snapshot';
