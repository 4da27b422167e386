import type { Consumer } from '#lib/broker/consumer';
import { audit } from './audit.ts';
import { billing as commandReplyBilling } from './billing/command-reply.ts';
import { billing as eventCollaborationBilling } from './billing/event-collaboration.ts';
import { billing as eventNotificationBilling } from './billing/event-notification.ts';
import { gateway as commandReplyGateway } from './gateway/command-reply.ts';
import { gateway as eventCollaborationGateway } from './gateway/event-collaboration.ts';
import { gateway as eventNotificationGateway } from './gateway/event-notification.ts';
import { notification as commandReplyNotification } from './notification/command-reply.ts';
import { email } from './notification/email.ts';
import { notification as eventCollaborationNotification } from './notification/event-collaboration.ts';
import { notification as eventNotificationNotification } from './notification/event-notification.ts';
import { lowBalance } from './notification/low-balance.ts';
import { order as commandReplyOrder } from './order/command-reply.ts';
import { order as eventCollaborationOrder } from './order/event-collaboration.ts';
import { order as eventNotificationOrder } from './order/event-notification.ts';
import { user as eventCollaborationUser } from './user/event-collaboration.ts';
import { user as eventNotificationUser } from './user/event-notification.ts';

/** The work of every queue: three styles side by side, the low-balance alerts and e-mails of all, and the audits of the books. */
export const consumers = [
  commandReplyGateway,
  eventNotificationGateway,
  eventCollaborationGateway,
  commandReplyBilling,
  commandReplyOrder,
  commandReplyNotification,
  eventNotificationUser,
  eventNotificationBilling,
  eventNotificationOrder,
  eventNotificationNotification,
  eventCollaborationUser,
  eventCollaborationBilling,
  eventCollaborationOrder,
  eventCollaborationNotification,
  lowBalance,
  email,
  audit,
] as Consumer[];
