-- What the books refuse beyond constraints: history that changes, and transfers that do not balance.

CREATE FUNCTION billing.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of billing.% refused: the books are append-only, correct them by a reversal', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- Per statement: they cost an insert nothing.
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.transfers
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.entries
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.decisions
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();
CREATE TRIGGER accounts_never_removed BEFORE DELETE OR TRUNCATE ON billing.accounts
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();

-- At commit, once per transfer: it has exactly its debit and its credit entry, of its amount, on its two accounts, which exist
-- and hold its currency; so its entries sum to zero per currency. No entry can be added later: the unique index
-- entries_one_debit_one_credit has both places taken.
-- enable_seqscan is off because the plan is cached: one made while the tables were small would scan them as they grow.
CREATE FUNCTION billing.require_balanced_transfer() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF (SELECT count(*) FROM billing.entries AS entry JOIN billing.accounts AS account ON account.id = entry.account_id
      WHERE entry.transfer_id = NEW.id AND account.currency = NEW.currency
        AND (entry.account_id, entry.amount) IN ((NEW.debit_account_id, -NEW.amount), (NEW.credit_account_id, NEW.amount))) <> 2
  THEN
    RAISE EXCEPTION 'transfer % refused: its entries do not balance', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'transfers_balanced', SCHEMA = 'billing', TABLE = 'transfers';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER transfers_balanced AFTER INSERT ON billing.transfers
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.require_balanced_transfer();

-- An entry without its transfer would escape the check above.
CREATE FUNCTION billing.require_transfer() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT FROM inserted AS entry
             WHERE NOT EXISTS (SELECT FROM billing.transfers AS transfer WHERE transfer.id = entry.transfer_id)) THEN
    RAISE EXCEPTION 'entry refused: it belongs to no transfer'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'entries_of_transfer', SCHEMA = 'billing', TABLE = 'entries';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER entries_of_transfer AFTER INSERT ON billing.entries
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION billing.require_transfer();
