import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { AuditChange } from '#shared/api/audit.ts';
import type { AuditEventType } from '#shared/domain/auditEventTypes.ts';
import type { BulkAction, BulkTotals, UserSelection, bulkPlanStates } from '#shared/api/bulkPlans.ts';
import type { TenantColor, TenantSettings } from '#shared/api/tenants.ts';
import type { LastMail, secondFactors, userSources } from '#shared/api/users.ts';
import type { customerFields } from '#shared/domain/customerFields.ts';
import type { Fields } from '#shared/domain/fields.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import type { profileFields } from '#shared/domain/profileFields.ts';
import type { userFields } from '#shared/domain/userFields.ts';
import type { AuthMethod } from '#shared/domain/userStatus.ts';
import type { FieldColumns } from './fieldColumns.ts';

/** A time: read as Date, written as Date or ISO text. */
type Time = ColumnType<Date, Date | string, Date | string>;
type OptionalTime = ColumnType<Date | null, Date | string | null, Date | string | null>;
type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
/** JSON: read parsed, written as text (`JSON.stringify`), the only form that both drivers take for arrays too. */
type Json<T> = ColumnType<T, string, string>;
type DefaultJson<T> = ColumnType<T, string | undefined, string>;
type DefaultArray<T> = ColumnType<T[], readonly T[] | undefined, readonly T[]>;
/** bigint: read as text by the server's driver and as number by PGlite, so always through Number(). */
type Big = ColumnType<string | number, number, number>;

/** Rows that consoles copy. Triggers note their changes in the table `changes`, which only the feed reads. */
interface Synced {
  version: Generated<number>;
}

/** Synced rows that people write. */
type Entity<F extends Fields> = FieldColumns<F> &
  Synced & {
    created_at: DefaultTime;
    updated_at: DefaultTime;
  };

/** Of what the OAuth server keeps. */
interface OidcPayloadsTable {
  model: string;
  id: string;
  payload: Json<Record<string, unknown>>;
  grant_id: string | null;
  user_code: string | null;
  uid: string | null;
  /** Whose it is, where known: deactivation deletes by these. */
  tenant_id: string | null;
  user_id: string | null;
  expires_at: OptionalTime;
  consumed_at: OptionalTime;
}

/** Tables of schema `tenantdesk` without the column that each begins with. */
interface TenantTables {
  tenants: {
    parent_id: string | null;
    name: string;
    code: string;
    color: TenantColor;
    kind: 'service-provider' | 'managed' | 'sub-tenant';
    settings: DefaultJson<Partial<TenantSettings>>;
    /** Kept by triggers. */
    user_count: GeneratedAlways<number>;
    customer_count: GeneratedAlways<number>;
    created_at: DefaultTime;
  };
  roles: Synced & {
    role_id: string;
    kind: 'default' | 'custom';
    name: string;
    name_key: string;
    permissions: ColumnType<Permission[], readonly Permission[], readonly Permission[]>;
  };
  /** `tenant_id` is the tenant acted on; the grantee may be a user of a parent tenant. */
  role_grants: {
    grantee_tenant_id: string;
    grantee_user_id: string;
    role_id: string;
    granted_at: DefaultTime;
  };
  /** `tenant_id` is the home tenant of the account. */
  account_tenants: {
    user_id: string;
    managed_tenant_id: string;
  };
  products: Synced & {
    product_id: string;
    code: string;
    name: string;
    description: Generated<string>;
  };
  processes: {
    process_id: string;
    product_id: string;
    name: string;
    section: string;
    position: Generated<number>;
  };
  profiles: Entity<typeof profileFields> & {
    profile_id: string;
    kind: 'system' | 'custom';
    product_id: string | null;
  };
  profile_processes: {
    profile_id: string;
    process_id: string;
  };
  customers: Entity<typeof customerFields> & {
    customer_id: string;
    /** Generated: put titles, cities and addresses in order. */
    title_order: GeneratedAlways<string>;
    city_order: GeneratedAlways<string>;
    address_order: GeneratedAlways<string>;
    /** Kept by triggers. */
    user_count: GeneratedAlways<number>;
  };
  users: Entity<typeof userFields> & {
    user_id: string;
    /** `orderKey` of first and last name. */
    name_key: string;
    /** Generated from it: puts names in order. */
    name_order: GeneratedAlways<string>;
    auth_method: Generated<AuthMethod>;
    second_factors: DefaultArray<(typeof secondFactors)[number]>;
    source: Generated<(typeof userSources)[number]>;
    avatar: string | null;
    activated_at: OptionalTime;
    disabled_at: OptionalTime;
    locked_until: OptionalTime;
    access_expires_at: OptionalTime;
    invitation_sent_at: OptionalTime;
    invitation_expires_at: OptionalTime;
    last_login_at: OptionalTime;
    /** `LastMail` of the contract. */
    last_mail: ColumnType<LastMail | null, string | undefined, string | null>;
  };
  user_profiles: {
    user_id: string;
    profile_id: string;
  };
  user_notes: {
    user_id: string;
    note_id: string;
    text: string;
    author_tenant_id: string;
    author_user_id: string;
    /** As it was when the note was written. */
    author_name: string;
    created_at: Time;
  };
  user_avatars: {
    user_id: string;
    /** WebP, 128 × 128. */
    image: Uint8Array;
  };
  deleted_users: {
    user_id: string;
    before_image: JSONColumnType<Record<string, unknown>>;
    deleted_at: DefaultTime;
    purge_after: Time;
    deleted_by_tenant_id: string | null;
    deleted_by_user_id: string | null;
    deleted_by_name: string | null;
    /** Of its customer, when it was deleted. */
    customer_title: string | null;
    /** Generated from the image. */
    email_key: GeneratedAlways<string>;
    name_order: GeneratedAlways<string>;
    search_text: GeneratedAlways<string | null>;
  };
  user_credentials: {
    user_id: string;
    password_hash: string | null;
    password_set_at: OptionalTime;
    failed_attempts: Generated<number>;
    last_failed_at: OptionalTime;
  };
  activation_tokens: {
    /** SHA-256 of the token. */
    token_hash: Uint8Array;
    user_id: string;
    created_at: DefaultTime;
    expires_at: Time;
    consumed_at: OptionalTime;
    superseded_at: OptionalTime;
  };
  audit_heads: {
    sequence: Big;
    hash: string;
  };
  audit_events: {
    sequence: Big;
    event_id: string;
    at: Time;
    type: AuditEventType;
    actor_tenant_id: string | null;
    actor_user_id: string | null;
    actor_name: string | null;
    target_kind: string | null;
    target_id: string | null;
    target_label: string | null;
    changes: Json<AuditChange[]>;
    details: Json<Record<string, string | number | boolean>>;
    previous_hash: string;
    hash: string;
    /** What its text is searched in, folded; null of entries from before. */
    search_text: string | null;
    /** Generated: the bulk action that it is part of; empty: none. */
    plan_id: GeneratedAlways<string>;
  };
  idempotency_keys: {
    account_tenant_id: string;
    account_user_id: string;
    key: string;
    fingerprint: string;
    status: number | null;
    answer: string | null;
    created_at: DefaultTime;
  };
  bulk_plans: {
    plan_id: string;
    created_by_tenant_id: string;
    created_by_user_id: string;
    created_by_name: string;
    action: Json<BulkAction>;
    selection: Json<UserSelection>;
    state: Generated<(typeof bulkPlanStates)[number]>;
    totals: Json<BulkTotals>;
    done: Generated<number>;
    succeeded: Generated<number>;
    failed: Generated<number>;
    skipped: Generated<number>;
    total: Generated<number>;
    undoable: Generated<boolean>;
    cancel_requested: Generated<boolean>;
    run_by_tenant_id: string | null;
    run_by_user_id: string | null;
    run_by_name: string | null;
    started_at: OptionalTime;
    started_by_tenant_id: string | null;
    started_by_user_id: string | null;
    started_by_name: string | null;
    created_at: DefaultTime;
    expires_at: Time;
    finished_at: OptionalTime;
  };
  bulk_plan_users: {
    plan_id: string;
    user_id: string;
    name: string;
    /** The user's `name_order` when it was planned. */
    name_key: string;
    email: string;
    /** The version that the plan saw. */
    user_version: number;
    effect: 'changed' | 'unchanged' | 'refused';
    gains: DefaultArray<string>;
    losses: DefaultArray<string>;
    kept: DefaultArray<string>;
    losing: Generated<boolean>;
    refused_because: string | null;
    before_image: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
    /** The same fields as the plan wrote them. */
    after_image: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
    outcome: string | null;
    reason: string | null;
    /** The version that the plan left. */
    result_version: number | null;
  };
  mail_outbox: {
    mail_id: string;
    kind: string;
    user_id: string | null;
    to_name: string;
    to_address: string;
    subject: string;
    text: string;
    html: string;
    created_at: DefaultTime;
    attempts: Generated<number>;
    next_attempt_at: DefaultTime;
    sent_at: OptionalTime;
    failed_at: OptionalTime;
    /** From then on it is not sent any more. */
    useless_at: OptionalTime;
    last_error: string | null;
  };
}

/** What a tenant's unit of work can name: its own tables, and what it may touch in `directory`. */
export type TenantSchema = { [T in keyof TenantTables]: TenantTables[T] & { tenant_id: string } } & {
  /** Delete only, to end a user's sessions. */
  'directory.oidc_payloads': Pick<OidcPayloadsTable, 'model' | 'tenant_id' | 'user_id' | 'grant_id'>;
};

/** What the second role may read before a tenant is known. */
export interface DirectorySchema {
  'directory.tenants': { tenant_id: string };
  'directory.sign_in_names': {
    email_key: string;
    tenant_id: string;
    user_id: string;
  };
  'directory.oidc_payloads': OidcPayloadsTable;
  'directory.oidc_keys': {
    kid: string;
    jwk: Json<Record<string, unknown>>;
    created_at: DefaultTime;
    retired_at: OptionalTime;
  };
  'directory.sign_in_attempts': {
    /** SHA-256 of the address (and of the device, where it is known). */
    attempt_key: Uint8Array;
    failures: number;
    last_failed_at: Time;
    locked_until: OptionalTime;
  };
}
