import type { Style } from '#lib/messages/define';

interface Text {
  /** A few words in the imperative. */
  summary: string;
  /** What a client must know beside it; for each style where they differ. */
  description: string | Record<Style, string>;
}

/** What each operation of the API does, in the words of its documents. The key is the stem of its `operationId`. */
const texts = {
  register: {
    summary: 'Register a person',
    description:
      'Creates a user and the account that pays for their orders. A link that verifies the address goes out by e-mail. The shop may let only people register whom it has invited, or nobody.',
  },
  createOrder: {
    summary: 'Place an order',
    description: {
      'command-reply':
        'Charges the order to your account and answers with the outcome: paid (201), payment refused (402) or order rejected (422). Prices come from the catalogue.',
      'event-notification':
        'Answers with the id as soon as the order is accepted; the payment follows. `Location` is where to read the outcome. Prices come from the catalogue.',
      'event-collaboration':
        'Answers with the whole order as soon as it is accepted; the payment follows. Read the order again for the outcome. Prices come from the catalogue.',
    },
  },
  transfer: {
    summary: 'Pay money in',
    description:
      'Without `userId`: pays money into your own account, where the shop lets people try it out for nothing (`TOP_UP`). With `userId` and `method`: puts money that somebody of the office took at the till into the account of a customer.',
  },
  withdraw: {
    summary: 'Pay money out',
    description:
      'Takes money out of an account, down to a balance of zero. Without `userId`: from your own at once, and the shop pays it out to you later. With `userId` and `method`: somebody of the office pays it out to a customer at the till.',
  },
  listProducts: {
    summary: 'List the catalogue',
    description:
      'All products in the order of the shop, including those that are unavailable now, in the language that `Accept-Language` asks for, else in yours, else in the first of the shop.',
  },
  listOfficeProducts: {
    summary: 'List the catalogue for the office',
    description: 'All products in the order of the shop, in every language, with those that are archived.',
  },
  createProduct: {
    summary: 'Add a product',
    description: 'Adds a product at the end of the catalogue. Open pages of the shop show it at once.',
  },
  changeProduct: {
    summary: 'Change a product',
    description:
      'Changes what is named and nothing else. Orders keep the names and prices of their moment. A product is never deleted: archive it.',
  },
  setProductImage: {
    summary: 'Set the photo of a product',
    description: 'Send the file itself. It is encoded anew as WebP in two sizes, upright and without metadata.',
  },
  removeProductImage: {
    summary: 'Remove the photo of a product',
    description: 'The drawing of the product is shown again.',
  },
  readHours: { summary: 'Read the opening hours', description: 'When the shop takes orders, in its time zone.' },
  setHours: {
    summary: 'Set the opening hours',
    description: 'Replaces all weekdays and exceptions. Without any weekday the shop always takes orders.',
  },
  readUser: {
    summary: 'Read a user',
    description: 'Users may read themselves. A service that calls back may read anyone.',
  },
  readOrder: {
    summary: 'Read an order',
    description:
      'Customers may read their own orders. A service that calls back may read any order, and also gets its `contact`.',
  },
  listOrders: { summary: 'List your orders', description: 'One page of your orders, newest first.' },
  cancelOrder: {
    summary: 'Cancel an order',
    description:
      'Cancels your order and gives all of it back, while nobody has begun to prepare it and for as long after the payment as the shop allows.',
  },
  listOfficeOrders: {
    summary: 'List the orders of all customers',
    description: 'One page of them, newest first, narrowed by what the query names.',
  },
  readOfficeOrder: { summary: 'Read an order of a customer', description: 'An order with its refunds.' },
  advanceOrder: {
    summary: 'Set how far an order is',
    description:
      'Moves a paid order on or back, from the state that was seen. Setting the state that it has changes nothing; an order found in another state stays there (409).',
  },
  refundOrder: {
    summary: 'Refund an order',
    description:
      'Gives back what some items cost, or all that is left of the order. What is refunded of an order adds up to what was paid.',
  },
  readAccount: { summary: 'Read your account', description: 'Your account and its balance.' },
  listEntries: {
    summary: 'List the entries of your account',
    description: 'One page of your statement, newest first. Each entry carries the balance right after it.',
  },
  listNotifications: {
    summary: 'List your notifications',
    description: 'One page of your notifications, newest first; with `orderId`, only those about one order.',
  },
  listMessages: {
    summary: 'List the messages of a request',
    description:
      'The messages and call-backs of one request, in the order they were recorded. Only the user who sent the request, and owners and auditors of the shop, may read them.',
  },
  listCustomers: {
    summary: 'List customers',
    description: 'One page of the customers, newest first, with their balances; with `query`, only those who match.',
  },
  readCustomer: { summary: 'Read a customer', description: 'A customer as the office knows them.' },
  editCustomer: {
    summary: 'Change a customer',
    description: 'Sets or removes the card and the note of a customer. What the body does not name stays.',
  },
  importCustomers: {
    summary: 'Import customers',
    description:
      'Takes a CSV file in UTF-8 with a header row: `email`, and any of `name`, `phone`, `card` and `balance` (major units, with a decimal point), separated by commas or semicolons. New people get an account that opens with `balance`; of those who are registered, name, phone and card change where the file gives them. If anything in the file is wrong, nothing is imported. The same file again changes nothing.',
  },
  listDeadLetters: {
    summary: 'List dead letters',
    description: 'The messages that no retry helps, the oldest first.',
  },
  redriveDeadLetters: {
    summary: 'Redrive dead letters',
    description:
      'Puts the dead letters named, or all that match the filter, back into their queues. Nothing is done twice.',
  },
  discardDeadLetters: {
    summary: 'Discard dead letters',
    description:
      'Discards the dead letters named, or all that match the filter. What they would have done is never done.',
  },
  readToday: { summary: 'Read the day so far', description: 'How the day goes, and what needs somebody.' },
  readDay: {
    summary: 'Read a day',
    description: 'A closed day as it was closed; an open one with everything since the last day that was closed.',
  },
  closeDay: {
    summary: 'Close a day',
    description:
      'Closes a day with what was counted. A closed day never changes; what comes later belongs to the next one.',
  },
  listAuditLog: {
    summary: 'List the audit log',
    description: 'One page of what was done in the office and of what concerns the safety of accounts, newest first.',
  },
  createToken: {
    summary: 'Create a token',
    description: 'Exchanges an e-mail address and a password for a bearer token.',
  },
  revokeToken: { summary: 'Revoke your token', description: 'Revokes the bearer token that the request carries.' },
  orderForCustomer: {
    summary: 'Order for a customer',
    description:
      'Somebody of the office orders at the till, and the customer pays from their balance. The answer comes after the payment, in every style.',
  },
  adjustBalance: {
    summary: 'Adjust a balance',
    description: 'Corrects the balance of a customer, up or down, with a reason that stands in their statement.',
  },
  blockWallet: {
    summary: 'Block a wallet',
    description: 'A blocked wallet takes money, and refuses payments and withdrawals as `account-blocked`.',
  },
  unblockWallet: { summary: 'Unblock a wallet', description: 'Lets a blocked wallet pay again.' },
  listPayouts: {
    summary: 'List payouts',
    description: 'One page of what customers asked to be paid out, newest first; with `state`, only those in it.',
  },
  settlePayout: {
    summary: 'Mark a payout as paid',
    description: 'Says how a payout that waits was paid. A payout is decided once.',
  },
  returnPayout: {
    summary: 'Return a payout',
    description: 'Gives a payout that waits back to the wallet that it left, by a linked reversal.',
  },
  undoTransfer: {
    summary: 'Undo a top-up at the till',
    description: 'Undoes a top-up that you made at the till within the last five minutes, by a linked reversal.',
  },
  mailReceipt: {
    summary: 'Mail a receipt of the till',
    description:
      'Mails the receipt of what was taken or paid out at the till to its customer: once, however often it is asked for. A top-up that was undone has none.',
  },
  readLiabilities: {
    summary: 'Report what is owed',
    description: 'What the shop owed its customers at an instant, and to whom; without `at`, now.',
  },
  readSales: {
    summary: 'Report what was sold',
    description:
      'What the orders of some days of the shop sold, less what was refunded of them since: by product and by category, the largest amount first, and by the hour of the day on the clocks of the shop. Products are named in the language that `Accept-Language` asks for, else in yours.',
  },
  readTrialBalance: {
    summary: 'Read the trial balance',
    description: 'What each house account and all wallets together held at an instant; without `at`, now.',
  },
  listTransfers: {
    summary: 'List all transfers',
    description: 'One page of the transfers of everybody, newest first, restricted as the query says.',
  },
  readAudit: {
    summary: 'Read the last audit of the books',
    description: 'What it found, when, and how much it covered; and whether the books are being audited now.',
  },
  beginAudit: {
    summary: 'Have the books audited',
    description:
      'A worker proves the books, and that orders, payments and notifications agree. `GET office/ledger/audit` tells what it found.',
  },
  checkHealth: {
    summary: 'Check that the process is alive',
    description:
      'Answers 200 while the web server runs. It asks no database: an outage of that is no reason to restart.',
  },
  checkReadiness: {
    summary: 'Check that requests can be served',
    description:
      'Answers 200 while the database is reachable and its schema is the one that this version expects or a newer one, else 503 with the same body. It also tells how many workers were seen lately, and how long the oldest message waits.',
  },
  drain: {
    summary: 'Do the work that waits',
    description:
      'For a schedule, where no worker process runs: takes lapsed claims back, does what is due, and deletes what has outlived its time. Ends within a minute.',
  },
} satisfies Record<string, Text>;

export type OperationName = keyof typeof texts;

/** The texts of one operation, in one style where it belongs to one. */
export function textOf(name: OperationName, style: Style | null): { summary: string; description: string } {
  const { summary, description }: Text = texts[name];
  if (typeof description === 'string') return { summary, description };
  if (!style) throw new Error(`${name} is described by style, and has none`);
  return { summary, description: description[style] };
}
