import { type Capability, may, type Role } from '#lib/accounts/roles';

/** The screens of the office in the order of its navigation, each with what it takes to see it. */
const sections = [
  { name: 'today', href: '/office', capability: 'orders.read' },
  { name: 'counter', href: '/office/counter', capability: 'orders.read' },
  { name: 'till', href: '/office/till', capability: 'till' },
  { name: 'customers', href: '/office/customers', capability: 'customers.read' },
  { name: 'orders', href: '/office/orders', capability: 'orders.read' },
  { name: 'ledger', href: '/office/ledger', capability: 'ledger.read' },
  { name: 'reports', href: '/office/reports', capability: 'reports.read' },
  { name: 'messages', href: '/office/messages', capability: 'messages.read' },
  { name: 'catalogue', href: '/office/catalogue', capability: 'catalogue.read' },
  { name: 'hours', href: '/office/hours', capability: 'catalogue.read' },
  { name: 'team', href: '/office/team', capability: 'team.read' },
  { name: 'auditLog', href: '/office/audit-log', capability: 'audit-log.read' },
] as const satisfies { name: string; href: string; capability: Capability }[];

export type Section = (typeof sections)[number];

/** The screens that somebody of this role may see. */
export const sectionsFor = (role: Role): Section[] => sections.filter(({ capability }) => may(role, capability));
