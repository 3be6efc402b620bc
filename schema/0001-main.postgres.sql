-- What PostgreSQL needs beside 0001-main.sql.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- No two holds of one caregiver overlap in time and seats.
ALTER TABLE hold ADD CONSTRAINT hold_alone EXCLUDE USING gist (
	caregiver_id WITH =,
	int8range(starts, ends) WITH &&,
	int8range(seat_from, seat_to) WITH &&);

-- A row of offer is read in this order and from this index alone.
CREATE UNIQUE INDEX offer_order ON offer (service, cell, rank, caregiver_id)
	INCLUDE (lat, lon, radius_km, price, extra_pet, weekend, holiday,
	max_pets, kinds, rating, free1, free2);

CREATE FUNCTION tt_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%: append only', TG_TABLE_NAME;
END $$;

CREATE FUNCTION tt_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE journal SET open_balance = open_balance + NEW.amount
	 WHERE id = NEW.journal_id;
	UPDATE account SET balance = balance - NEW.amount
	 WHERE id = NEW.account_id AND floor IS NOT NULL;
	RETURN NEW;
END $$;

CREATE TRIGGER posting_insert AFTER INSERT ON posting
	FOR EACH ROW EXECUTE FUNCTION tt_posted();
CREATE TRIGGER posting_change BEFORE UPDATE OR DELETE ON posting
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER posting_empty BEFORE TRUNCATE ON posting
	EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER journal_change BEFORE UPDATE OF id, kind, ref, booking_id,
	currency, posted OR DELETE ON journal
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER journal_empty BEFORE TRUNCATE ON journal
	EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER ledger_zero_change BEFORE INSERT OR DELETE ON ledger_zero
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER hold_change BEFORE UPDATE ON hold
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER booking_event_change BEFORE UPDATE OF booking_id, seq, event,
	from_state, to_state, actor_id, at OR DELETE ON booking_event
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
-- What somebody wrote goes when they do.
CREATE TRIGGER booking_event_reason BEFORE UPDATE OF reason ON booking_event
	FOR EACH ROW WHEN (NEW.reason <> '') EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER audit_change BEFORE UPDATE OR DELETE ON audit
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER audit_empty BEFORE TRUNCATE ON audit
	EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER consent_change BEFORE UPDATE OR DELETE ON consent
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER consent_empty BEFORE TRUNCATE ON consent
	EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER tombstone_change BEFORE UPDATE OR DELETE ON tombstone
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER tombstone_empty BEFORE TRUNCATE ON tombstone
	EXECUTE FUNCTION tt_refuse();
CREATE TRIGGER audit_head_change BEFORE INSERT OR DELETE ON audit_head
	FOR EACH ROW EXECUTE FUNCTION tt_refuse();
