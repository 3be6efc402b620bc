-- What SQLite needs beside 0001-main.sql.

-- Rows of offer come in rank order, best first: WITHOUT ROWID keys ascend, so
-- the rank is stored negated by the program (model/offer.h).

-- No two holds of one caregiver overlap in time and seats. BEGIN IMMEDIATE
-- lets one writer in at a time, so what this sees is exact.
CREATE TRIGGER hold_insert BEFORE INSERT ON hold
WHEN EXISTS (SELECT 1 FROM hold h WHERE h.caregiver_id = NEW.caregiver_id
     AND h.ends > NEW.starts AND h.starts < NEW.ends
     AND h.seat_to > NEW.seat_from AND h.seat_from < NEW.seat_to)
BEGIN
	SELECT RAISE(ABORT, 'tt: rival hold');
END;
CREATE TRIGGER hold_update BEFORE UPDATE ON hold
BEGIN
	SELECT RAISE(ABORT, 'hold: rows are made and removed, never changed');
END;

CREATE TRIGGER posting_insert AFTER INSERT ON posting
BEGIN
	UPDATE journal SET open_balance = open_balance + NEW.amount
	 WHERE id = NEW.journal_id;
	UPDATE account SET balance = balance - NEW.amount
	 WHERE id = NEW.account_id AND floor IS NOT NULL;
END;
CREATE TRIGGER posting_update BEFORE UPDATE ON posting
BEGIN
	SELECT RAISE(ABORT, 'posting: append only');
END;
CREATE TRIGGER posting_delete BEFORE DELETE ON posting
BEGIN
	SELECT RAISE(ABORT, 'posting: append only');
END;
CREATE TRIGGER journal_update BEFORE UPDATE OF id, kind, ref, booking_id,
    currency, posted ON journal
BEGIN
	SELECT RAISE(ABORT, 'journal: append only');
END;
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
BEGIN
	SELECT RAISE(ABORT, 'journal: append only');
END;
CREATE TRIGGER ledger_zero_insert BEFORE INSERT ON ledger_zero
BEGIN
	SELECT RAISE(ABORT, 'ledger_zero holds one row');
END;
CREATE TRIGGER ledger_zero_delete BEFORE DELETE ON ledger_zero
BEGIN
	SELECT RAISE(ABORT, 'ledger_zero holds one row');
END;
CREATE TRIGGER booking_event_update BEFORE UPDATE OF booking_id, seq, event,
    from_state, to_state, actor_id, at ON booking_event
BEGIN
	SELECT RAISE(ABORT, 'booking_event: append only');
END;
-- What somebody wrote goes when they do.
CREATE TRIGGER booking_event_reason BEFORE UPDATE OF reason ON booking_event
WHEN NEW.reason <> ''
BEGIN
	SELECT RAISE(ABORT, 'booking_event: append only');
END;
CREATE TRIGGER booking_event_delete BEFORE DELETE ON booking_event
BEGIN
	SELECT RAISE(ABORT, 'booking_event: append only');
END;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN
	SELECT RAISE(ABORT, 'audit: append only');
END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN
	SELECT RAISE(ABORT, 'audit: append only');
END;
CREATE TRIGGER consent_update BEFORE UPDATE ON consent
BEGIN
	SELECT RAISE(ABORT, 'consent: append only');
END;
CREATE TRIGGER consent_delete BEFORE DELETE ON consent
BEGIN
	SELECT RAISE(ABORT, 'consent: append only');
END;
CREATE TRIGGER tombstone_update BEFORE UPDATE ON tombstone
BEGIN
	SELECT RAISE(ABORT, 'tombstone: append only');
END;
CREATE TRIGGER tombstone_delete BEFORE DELETE ON tombstone
BEGIN
	SELECT RAISE(ABORT, 'tombstone: append only');
END;
CREATE TRIGGER audit_head_insert BEFORE INSERT ON audit_head
BEGIN
	SELECT RAISE(ABORT, 'audit_head holds one row');
END;
CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head
BEGIN
	SELECT RAISE(ABORT, 'audit_head holds one row');
END;
