-- roles.sql: a PostgreSQL role for the programs that does not own the tables.
--
--	psql -d tailtribe -v app=tailtribe_app -f roles.sql
--
-- Run it as the owner of the tables, after `tailtribe migrate`, each time. The
-- role must be there already (createuser tailtribe_app). What is append only
-- is then so by the database's own rights: the role may not change or remove
-- such a row, nor take away the triggers that say the same.
\set ON_ERROR_STOP on
BEGIN;
GRANT USAGE ON SCHEMA public TO :"app";
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";

-- Rows that are added and nothing else.
REVOKE UPDATE, DELETE ON audit, consent, tombstone, posting FROM :"app";
REVOKE UPDATE, DELETE ON journal, booking_event FROM :"app";
-- The running total of a journal; the reason of an event, when it is erased.
GRANT UPDATE (open_balance) ON journal TO :"app";
GRANT UPDATE (reason) ON booking_event TO :"app";
-- One row for ever.
REVOKE INSERT, DELETE ON audit_head FROM :"app";
REVOKE INSERT, UPDATE, DELETE ON ledger_zero FROM :"app";
-- Only `tailtribe migrate` says which version it is.
REVOKE INSERT, UPDATE, DELETE ON schema_version FROM :"app";
COMMIT;
