import { z } from 'zod';
import { AMOUNT_MAX } from '#lib/money';

// The values that messages and the HTTP API are made of, with their limits.

export const QUANTITY_MAX = 1_000;
export const ITEMS_MAX = 50;
export const EMAIL_MAX = 254;
export const NAME_MAX = 100;
export const PHONE_MAX = 40;
export const ADDRESS_MAX = 500;
export const NOTE_MAX = 500;

/** Ids are compared as texts, so they are read in lower case. */
export const id = z.uuid().toLowerCase().describe('UUIDv7');
export const minorUnits = z
  .int()
  .min(1)
  .max(AMOUNT_MAX)
  .meta({ format: 'int64', description: 'Amount in minor units (cents)' });
export const signedMinorUnits = z
  .int()
  .min(-AMOUNT_MAX)
  .max(AMOUNT_MAX)
  .meta({ format: 'int64', description: 'Amount in minor units (cents), negative where money goes out' });
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217 code');
export const balance = z.int().min(0).meta({ format: 'int64', description: 'Balance in minor units (cents)' });
export const productId = z.string().min(1).max(64);
export const quantity = z.int().min(1).max(QUANTITY_MAX).meta({ format: 'int32' });
export const locale = z.enum(['en', 'ru']).meta({ title: 'Locale' });

// What is known of a person was checked when it was given. The limits are described here and not checked again: an erased person has empty
// texts, and no message is refused for that.
export const email = z.string().meta({ format: 'email', maxLength: EMAIL_MAX });
export const name = z.string().meta({ maxLength: NAME_MAX });
const phone = z.string().meta({ maxLength: PHONE_MAX });
const address = z.string().meta({ maxLength: ADDRESS_MAX });

/** What a product of an order costs is fixed when the order is created. */
export const orderItem = z
  .object({ productId, name: z.string(), quantity, price: minorUnits })
  .meta({ title: 'OrderItem' });
export const requestedItem = z.object({ productId, quantity }).meta({ title: 'RequestedItem' });

/** Whom to tell about an order, kept with the order. */
export const contact = z.object({ email, name, locale }).meta({ title: 'Contact' });

export const person = z.object({
  userId: id,
  email,
  name,
  phone: phone.nullable(),
  address: address.nullable(),
  locale,
});

/** The facts of an accepted order. */
export const orderFacts = z.object({
  orderId: id,
  userId: id,
  items: z.array(orderItem),
  total: minorUnits,
  currency,
  contact,
});

export const orderRequest = z.object({
  orderId: id,
  userId: id,
  items: z.array(requestedItem).min(1).max(ITEMS_MAX),
  contact,
});

/** Why a payment was refused: the wallet does not hold enough, or is blocked. */
export const paymentRefusal = z.enum(['insufficient-funds', 'account-blocked']).meta({ title: 'PaymentRefusal' });

/** Why an order was never accepted: the products at fault, or when a closed shop opens next, as far as anybody knows. */
export const orderRejection = z.object({
  orderId: id,
  reason: z
    .enum(['unknown-product', 'unavailable-product', 'total-too-large', 'out-of-stock', 'shop-closed'])
    .meta({ title: 'OrderRejectionReason' }),
  productIds: z.array(productId),
  opensAt: z.iso.datetime().optional(),
});

/** The states of a paid order at the counter: it may go back as well as on. */
const counterStates = ['accepted', 'preparing', 'ready', 'collected'] as const;
export const counterState = z.enum(counterStates).meta({ title: 'CounterState' });
/** How far a paid order is. */
export const fulfilment = z.enum([...counterStates, 'cancelled']).meta({ title: 'Fulfilment' });
/** By which a paid order is called out on its day. */
export const dayNumber = z
  .int()
  .min(1)
  .meta({ format: 'int32', description: 'Counted from 1 on each day of the shop' });

/** Who of the office asks, and the network address that they ask from; null where there is none. For the audit log. */
export const officeActor = z.object({ actorId: id, origin: z.string().nullable() });

export const money = z.object({ amount: minorUnits, currency });
export const bill = money.extend({ orderId: id, userId: id });
/** How money comes in and goes out; of these the till takes and gives all but `sandbox`. */
export const tillMethod = z.enum(['cash', 'card', 'bank']).meta({ title: 'TillMethod' });
const method = z.enum([...tillMethod.options, 'sandbox']).meta({ title: 'Method' });
export const note = z.string().min(1).max(NOTE_MAX).meta({ description: 'Why, in the words of whoever does it' });

/** Without the optional members, a customer asks for themselves. */
export const transferRequest = money.extend({
  transferId: id,
  userId: id,
  method: method.optional(),
  actorId: id.optional().describe('Who of the office takes or gives the money'),
  note: note.optional(),
  origin: z.string().optional().describe('The network address that the actor asked from'),
});
export const settledTransfer = money.extend({ transferId: id, balance });

/** How much of the total of an order went back to its customer. */
export const refunded = z
  .int()
  .min(0)
  .max(AMOUNT_MAX)
  .meta({ format: 'int64', description: 'What went back to the customer, in minor units (cents)' });

/** Why Billing gives nothing back: more is asked for than was paid and is left, or the wallet would pass the limit of a balance. */
export const refundRefusal = z.enum(['over-refund', 'balance-limit']).meta({ title: 'RefundRefusal' });
