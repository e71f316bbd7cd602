import { useTenantRead } from '../../bridge/queries.ts';
import { classes } from '../../components/classes.ts';
import { Marked } from '../../components/Marked.tsx';
import { initialsOf } from '../../components/initials.ts';
import styles from './Picture.module.css';

export interface PictureProps {
  readonly user: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    /** Names the content of the picture; null: there is none. */
    readonly avatar: string | null;
  };
  readonly large?: boolean;
}

/** The class of a picture in a form. */
export const largePicture = classes(styles['picture'], styles['large']);

/** A person's picture, or initials. It stands beside the name, which says the same to screen readers. */
export function Picture({ user, large = false }: PictureProps) {
  const { id, firstName, lastName, avatar } = user;
  const { data } = useTenantRead(
    'users.picture',
    { userId: id, avatar: avatar ?? '' },
    { enabled: avatar !== null },
  );
  const look = large ? largePicture : styles['picture'];
  const image = avatar === null ? null : (data?.image ?? null);
  return image === null ? (
    <span className={look} aria-hidden>
      {initialsOf(firstName, lastName)}
    </span>
  ) : (
    <img
      className={look}
      src={`data:image/webp;base64,${image}`}
      alt=""
      data-snapshot={initialsOf(firstName, lastName)}
    />
  );
}

/** Picture and name in one cell. */
export function PersonCell({ user }: { readonly user: PictureProps['user'] & { readonly name: string } }) {
  return (
    <span className={styles['person']}>
      <Picture user={user} />
      <bdi className="cut">
        <Marked>{user.name}</Marked>
      </bdi>
    </span>
  );
}
