import type { DefaultRoleName } from '#shared/domain/permissions.ts';

/** Somebody who can sign in to the demo, with a password that the ready line prints. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  /** Key of the tenant at home. */
  readonly home: string;
  readonly roles: Readonly<Record<string, DefaultRoleName>>;
}

const everywhere = (role: DefaultRoleName, keys: readonly string[]): DemoAccount['roles'] =>
  Object.fromEntries(keys.map((key) => [key, role]));

const managed = ['nordwind', 'brueckner', 'aoyama', 'aoyama-cold', 'atlas'];

export const demoAccounts: readonly DemoAccount[] = [
  {
    email: 'admin@meridian.example',
    password: 'harbour-lantern-quiet-73',
    firstName: 'Mara',
    lastName: 'Lindqvist',
    jobTitle: 'Head of service',
    home: 'meridian',
    roles: everywhere('Admin', ['meridian', ...managed]),
  },
  {
    email: 'technician@meridian.example',
    password: 'copper-willow-bridge-19',
    firstName: 'Tomáš',
    lastName: 'Okonjo',
    jobTitle: 'Field technician',
    home: 'meridian',
    roles: everywhere('Member', ['nordwind', 'brueckner']),
  },
  {
    email: 'helpdesk@meridian.example',
    password: 'velvet-orchard-signal-52',
    firstName: 'Hana',
    lastName: 'Sørby',
    jobTitle: 'Helpdesk agent',
    home: 'meridian',
    roles: everywhere('Helpdesk', ['meridian', 'nordwind', 'brueckner', 'aoyama', 'aoyama-cold']),
  },
  {
    email: 'admin@nordwind.example',
    password: 'granite-meadow-candle-88',
    firstName: 'Nils',
    lastName: 'Petersen',
    jobTitle: 'IT administrator',
    home: 'nordwind',
    roles: { nordwind: 'Admin' },
  },
  {
    email: 'viewer@meridian.example',
    password: 'silver-compass-garden-41',
    firstName: 'Vera',
    lastName: 'Blok',
    jobTitle: 'Quality auditor',
    home: 'meridian',
    roles: everywhere('Viewer', ['nordwind', 'brueckner', 'aoyama']),
  },
];
