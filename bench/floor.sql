-- The floor: one order as one plain transaction, with the same business rows, constraints and triggers as the services
-- write, and no message. `floor.ts` runs it; `pgbench --protocol=prepared --define users=<number>` can, too.
\set n random(1, :users)
BEGIN;
INSERT INTO "order".orders (id, user_id, status, total, currency, items, contact, correlation_id, settled_at)
  SELECT uuidv7(), id, 'paid', 280, 'EUR', '[{"productId":"flat-white","name":"Flat white","quantity":1,"price":280}]',
    jsonb_build_object('email', email, 'name', name, 'locale', locale), uuidv7(), now()
  FROM "user".users WHERE email = 'bench-' || :n::int || '@saldo.example' RETURNING id AS order_id, user_id \gset
UPDATE billing.accounts SET balance = balance - 280, version = version + 1
  WHERE user_id = :user_id::uuid AND currency = 'EUR' RETURNING id AS wallet_id, balance, version \gset
INSERT INTO billing.transfers (id, kind, debit_account_id, credit_account_id, amount, currency, order_id)
  SELECT uuidv7(), 'payment', :wallet_id::uuid, id, 280, 'EUR', :order_id::uuid
  FROM billing.accounts WHERE name = 'revenue' AND currency = 'EUR' RETURNING id AS transfer_id, credit_account_id AS house_id \gset
INSERT INTO billing.entries (id, transfer_id, account_id, amount, balance_before, balance_after, version) VALUES
  (uuidv7(), :transfer_id::uuid, :wallet_id::uuid, -280, :balance::bigint + 280, :balance::bigint, :version::bigint),
  (uuidv7(), :transfer_id::uuid, :house_id::uuid, 280, NULL, NULL, NULL);
INSERT INTO billing.decisions (subject_id, kind, outcome, user_id, amount, currency, transfer_id)
  VALUES (:order_id::uuid, 'payment', 'settled', :user_id::uuid, 280, 'EUR', :transfer_id::uuid);
INSERT INTO notification.orders (id, user_id, total, currency, items, contact, outcome)
  SELECT id, user_id, total, currency, items, contact, status FROM "order".orders WHERE id = :order_id::uuid;
INSERT INTO notification.notifications (id, user_id, order_id, kind, address, subject, "text")
  SELECT uuidv7(), user_id, id, 'order-paid', contact->>'email', 'Saldo: order ' || id || ' is paid',
    'Your order ' || id || ' for 2.80 is paid.' FROM "order".orders WHERE id = :order_id::uuid;
INSERT INTO notification.mails (id, user_id, kind, address, subject, "text")
  SELECT id, user_id, kind, address, subject, "text" FROM notification.notifications WHERE order_id = :order_id::uuid;
COMMIT;
