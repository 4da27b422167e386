import { credentials } from '#drizzle/schema/accounts';

/** Who somebody is in the shop. Everybody registers as a customer. */
export const roles = credentials.role.enumValues;
export type Role = (typeof roles)[number];

/** The roles of the people who run the shop. */
export const staffRoles = ['counter', 'manager', 'auditor', 'owner'] as const satisfies Role[];

/**
 * What a person of the office may do, and which roles may. Every operation and every read of the office asks {@link may}; the
 * navigation and the matrix of access derive from this table. An auditor reads everything and changes nothing.
 */
const capabilities = {
  /** See orders and the board of the counter. */
  'orders.read': ['counter', 'manager', 'auditor', 'owner'],
  /** Move orders on after their payment, and back. */
  'orders.advance': ['counter', 'manager', 'owner'],
  /** Refund and cancel orders. */
  'orders.refund': ['manager', 'owner'],
  /** Find customers and see their balance. */
  'customers.read': ['counter', 'manager', 'auditor', 'owner'],
  /** See statement, notifications and devices of a customer, and export and import customers. */
  'customers.details': ['manager', 'auditor', 'owner'],
  /** Change what is kept of a customer: card, note, import, sign-out. */
  'customers.edit': ['manager', 'owner'],
  /** Take and pay out money at the till, order for a customer, undo what one has just done. */
  till: ['counter', 'manager', 'owner'],
  /** Correct a balance. */
  'wallets.adjust': ['manager', 'owner'],
  /** Block and unblock a wallet. */
  'wallets.block': ['manager', 'owner'],
  /** See what customers asked to be paid out. */
  'payouts.read': ['manager', 'auditor', 'owner'],
  /** Pay it out, or return it. */
  'payouts.decide': ['manager', 'owner'],
  'catalogue.read': ['counter', 'manager', 'auditor', 'owner'],
  /** Change products, photos and opening hours. */
  'catalogue.edit': ['manager', 'owner'],
  /** See the ledger, and have the books audited. */
  'ledger.read': ['manager', 'auditor', 'owner'],
  /** See figures, liabilities, closed days and exports. */
  'reports.read': ['manager', 'auditor', 'owner'],
  /** Close a day. */
  'days.close': ['manager', 'owner'],
  /** See queues, dead letters and the messages of everybody's requests. */
  'messages.read': ['auditor', 'owner'],
  /** Redrive and discard dead letters. */
  'messages.decide': ['owner'],
  'audit-log.read': ['auditor', 'owner'],
  /** See who has which role. */
  'team.read': ['auditor', 'owner'],
  /** Give roles, invite people. */
  'team.edit': ['owner'],
  /** Change the name of the shop, its accent, its languages and who may register. */
  'settings.edit': ['owner'],
} as const satisfies Record<string, readonly (typeof staffRoles)[number][]>;

export type Capability = keyof typeof capabilities;
export const capabilityNames = Object.keys(capabilities) as Capability[];

/** Whether somebody of this role may do it. */
export const may = (role: Role, capability: Capability): boolean =>
  (capabilities[capability] as readonly Role[]).includes(role);

/** Whether somebody may move the money of this user by their role: nobody serves themselves, unless they own the shop. */
export const mayServe = ({ userId, role }: { userId: string; role: Role }, customerId: string): boolean =>
  userId !== customerId || role === 'owner';

/** Whether somebody of this role works in the office at all. */
export const isStaff = (role: Role): boolean => (staffRoles as readonly Role[]).includes(role);
