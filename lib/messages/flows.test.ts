import { describe, expect, test } from 'vitest';
import { causationTree } from './causation.ts';
import { flows, type Style, styles } from './define.ts';
import { sequenceOf } from './flows.ts';
import { messagesOf } from './index.ts';

const refusals = (style: Style, flow: (typeof flows)[number]) => sequenceOf(style, flow).map(({ refusal }) => refusal);

/** The tree of the path that ends as told; null is the good path. */
function tree(style: Style, flow: (typeof flows)[number], refusal: string | null): string {
  const path = sequenceOf(style, flow).find((candidate) => candidate.refusal === refusal);
  return causationTree(path?.steps ?? []);
}

const lines = (...text: string[]) => text.join('\n');

describe('an order', () => {
  test('is asked for, charged and answered in command-reply', () => {
    expect(tree('command-reply', 'order', null)).toBe(
      lines(
        'CreateOrder (gateway → order)',
        '  PaymentOrder (order → billing)',
        '    PaymentOrderResponse (billing → order)',
        '      CreateOrderResponse (order → gateway, notification)',
      ),
    );
  });

  test('is answered before its payment in event-notification, whose consumers call back', () => {
    expect(tree('event-notification', 'order', null)).toBe(
      lines(
        'OrderRequested (gateway → order)',
        '  BillingRequested (order → billing)',
        '    BillPayed (billing → order)',
        '      OrderPayed (order → notification)',
        '        GET orders/{id} (notification → order)',
        '    GET orders/{id} (billing → order)',
        '  OrderCreated (order → gateway)',
      ),
    );
  });

  test('reaches gateway and notification while it is charged in event-collaboration', () => {
    expect(tree('event-collaboration', 'order', null)).toBe(
      lines(
        'OrderCreateRequested (gateway → order)',
        '  OrderCreated (order → gateway, notification)',
        '  OrderPaymentRequested (order → billing)',
        '    OrderPaymentCreated (billing → order)',
        '      OrderPaid (order → notification)',
      ),
    );
  });

  test('fails for want of money or as a whole, in every style', () => {
    expect(refusals('command-reply', 'order')).toEqual([null, 'refused', 'rejected']);
    expect(refusals('event-notification', 'order')).toEqual([null, 'BillRefused', 'OrderRejected']);
    expect(refusals('event-collaboration', 'order')).toEqual([null, 'OrderPaymentFailed', 'OrderCreateFailed']);
  });

  test('that is rejected asks nobody for money', () => {
    expect(tree('command-reply', 'order', 'rejected')).toBe(
      lines('CreateOrder (gateway → order)', '  CreateOrderResponse (order → gateway, notification)'),
    );
    expect(tree('event-notification', 'order', 'OrderRejected')).not.toContain('billing');
    expect(tree('event-collaboration', 'order', 'OrderCreateFailed')).not.toContain('billing');
  });
});

describe('a registration', () => {
  test('opens the account in every style', () => {
    expect(tree('command-reply', 'register', null)).toBe(
      lines('RegisterUser (gateway → billing)', '  RegisterUserResponse (billing → gateway)'),
    );
    expect(tree('event-notification', 'register', null)).toBe(
      lines(
        'RegistrationRequested (gateway → user)',
        '  UserCreated (user → billing, gateway)',
        '    GET users/{id} (billing → user)',
        '    GET users/{id} (gateway → user)',
      ),
    );
    expect(tree('event-collaboration', 'register', null)).toBe(
      lines(
        'UserCreateRequested (gateway → user)',
        '  UserCreated (user → billing, gateway, notification)',
        '    BillingAccountCreated (billing → nobody)',
      ),
    );
  });

  test('is refused before billing hears of it', () => {
    expect(refusals('command-reply', 'register')).toEqual([null, 'email-taken']);
    expect(tree('event-notification', 'register', 'UserRejected')).not.toContain('billing');
    expect(tree('event-collaboration', 'register', 'UserCreateFailed')).not.toContain('billing');
  });
});

test.each(styles)('money moves by the messages of command-reply in %s', (style) => {
  for (const flow of ['transfer', 'withdraw'] as const) {
    expect(sequenceOf(style, flow)).toEqual(sequenceOf('command-reply', flow));
  }
  expect(refusals(style, 'transfer')).toEqual([null, 'balance-limit']);
  expect(refusals(style, 'withdraw')).toEqual([null, 'insufficient-funds', 'account-blocked']);
});

test.each(styles)('every message of %s occurs in a flow, published by its producer', (style) => {
  const steps = flows.flatMap((flow) => sequenceOf(style, flow)).flatMap((path) => path.steps);
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (const step of steps) {
    if (step.causationId !== null) expect(byId.get(step.causationId)?.consumers).toContain(step.producer);
  }
  expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(messagesOf[style].table)));
});
