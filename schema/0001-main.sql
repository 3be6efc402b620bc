-- The tables of TailTribe. Common to both engines: BIGINT and TEXT only, NOT
-- NULL unless absence means something. Times are UTC seconds, days are days
-- since 1970-01-01, money is cents, coordinates are 1/10000 degree, a bool is
-- 0 or 1. What only one engine can say is in the file beside this one.

-- ---- people ---------------------------------------------------------------

CREATE TABLE users (
	id            BIGINT PRIMARY KEY,
	email         TEXT NOT NULL UNIQUE,           -- lower case
	verified      BIGINT,                         -- when the address was
	password      TEXT NOT NULL,                  -- argon2id, '' for none
	first_name    TEXT NOT NULL,
	last_name     TEXT NOT NULL,
	lang          TEXT NOT NULL CHECK (lang IN ('nl', 'fr', 'en', 'de')),
	is_owner      BIGINT NOT NULL CHECK (is_owner IN (0, 1)),
	is_caregiver  BIGINT NOT NULL CHECK (is_caregiver IN (0, 1)),
	staff         TEXT NOT NULL,                  -- roles by blanks, '' none
	phone         TEXT NOT NULL,                  -- E.164, '' for none
	country       TEXT NOT NULL,
	postcode      TEXT NOT NULL,                  -- '' until told
	town          TEXT NOT NULL,
	street        TEXT NOT NULL,
	lat           BIGINT NOT NULL,
	lon           BIGINT NOT NULL,
	terms_version TEXT NOT NULL,
	terms_at      BIGINT NOT NULL,
	created       BIGINT NOT NULL,
	suspended     BIGINT,                         -- by staff, until then
	suspended_why TEXT NOT NULL DEFAULT '',
	closing       BIGINT,                         -- to be erased then
	erased        BIGINT                          -- only a pseudonym is left
) STRICT;
CREATE INDEX users_closing ON users (closing) WHERE closing IS NOT NULL;
CREATE INDEX users_suspended ON users (suspended)
	WHERE suspended IS NOT NULL;
CREATE INDEX users_staff ON users (id) WHERE staff <> '';

-- A member of staff wants to close somebody's account, and another has to
-- agree.
CREATE TABLE close_request (
	user_id  BIGINT PRIMARY KEY REFERENCES users (id),
	by_id    BIGINT NOT NULL REFERENCES users (id),
	reason   TEXT NOT NULL,
	asked    BIGINT NOT NULL
) STRICT;

CREATE TABLE session (
	hash     TEXT PRIMARY KEY,                    -- SHA-256 of the secret
	user_id  BIGINT NOT NULL REFERENCES users (id),
	created  BIGINT NOT NULL,
	seen     BIGINT NOT NULL,
	device   TEXT NOT NULL,                       -- as the browser says
	address  TEXT NOT NULL,                       -- of its last use
	note     TEXT NOT NULL,                       -- shown once
	proved   BIGINT NOT NULL DEFAULT 0,           -- last proof of who it is
	viewing  BIGINT NOT NULL DEFAULT 0,           -- whom staff look on as
	view_until BIGINT NOT NULL DEFAULT 0,
	ticket   TEXT NOT NULL DEFAULT ''             -- and why
) STRICT;
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_seen ON session (seen);

-- What somebody has ever logged in with: a new one is told by mail.
CREATE TABLE device (
	user_id  BIGINT NOT NULL REFERENCES users (id),
	name     TEXT NOT NULL,                       -- "Firefox, Windows"
	first    BIGINT NOT NULL,
	PRIMARY KEY (user_id, name)
) STRICT;

-- The second step of logging in: a code of an app. `secret` is sealed with what
-- only the installation has.
CREATE TABLE second_step (
	user_id  BIGINT PRIMARY KEY REFERENCES users (id),
	secret   TEXT NOT NULL,
	since    BIGINT NOT NULL,
	used     BIGINT NOT NULL                      -- the last time step used
) STRICT;

-- Ten codes for who has lost the app; each works once.
CREATE TABLE recovery_code (
	user_id  BIGINT NOT NULL REFERENCES users (id),
	hash     TEXT NOT NULL,                       -- HMAC-SHA-256
	used     BIGINT,
	PRIMARY KEY (user_id, hash)
) STRICT;

-- Who somebody is at an OpenID provider: never found by the address.
CREATE TABLE identity (
	issuer   TEXT NOT NULL,
	subject  TEXT NOT NULL,
	user_id  BIGINT NOT NULL REFERENCES users (id),
	email    TEXT NOT NULL,                       -- as the provider says
	created  BIGINT NOT NULL,
	PRIMARY KEY (issuer, subject)
) STRICT;
CREATE UNIQUE INDEX identity_user ON identity (user_id, issuer);

-- A way to the provider and back that has begun; ten minutes.
CREATE TABLE openid_way (
	hash     TEXT PRIMARY KEY,                    -- SHA-256 of the state
	browser  TEXT NOT NULL,                       -- SHA-256 of its cookie
	nonce    TEXT NOT NULL,
	verifier TEXT NOT NULL,                       -- PKCE
	user_id  BIGINT,                              -- who wants to link it
	lang     TEXT NOT NULL,
	next     TEXT NOT NULL,
	created  BIGINT NOT NULL
) STRICT;
CREATE INDEX openid_way_created ON openid_way (created);

-- Somebody whom the provider named and who is nobody here yet: they make an
-- account, or prove that one is theirs; half an hour.
CREATE TABLE openid_guest (
	hash       TEXT PRIMARY KEY,                  -- SHA-256 of the cookie
	issuer     TEXT NOT NULL,
	subject    TEXT NOT NULL,
	email      TEXT NOT NULL,                     -- verified by the provider
	first_name TEXT NOT NULL,
	last_name  TEXT NOT NULL,
	next       TEXT NOT NULL,
	created    BIGINT NOT NULL
) STRICT;
CREATE INDEX openid_guest_created ON openid_guest (created);

-- A link that was mailed, or a login that waits for its second step. Only the
-- latest of a purpose is valid.
CREATE TABLE token (
	hash     TEXT PRIMARY KEY,                    -- SHA-256 of the secret
	user_id  BIGINT NOT NULL REFERENCES users (id),
	purpose  TEXT NOT NULL CHECK (purpose IN ('verify', 'reset', 'login',
	         'step', 'address', 'identity', 'close')),
	email    TEXT NOT NULL,                       -- the address it went to
	detail   TEXT NOT NULL DEFAULT '',
	expires  BIGINT NOT NULL
) STRICT;
CREATE INDEX token_user ON token (user_id, purpose);

-- One row for each counted try of something limited.
CREATE TABLE attempt (
	id    BIGINT PRIMARY KEY,
	class TEXT NOT NULL,
	key   TEXT NOT NULL,
	at    BIGINT NOT NULL
) STRICT;
CREATE INDEX attempt_key ON attempt (class, key, at);
CREATE INDEX attempt_at ON attempt (at);

CREATE TABLE pet (
	id          BIGINT PRIMARY KEY,
	owner_id    BIGINT NOT NULL REFERENCES users (id),
	name        TEXT NOT NULL,
	kind        TEXT NOT NULL CHECK (kind IN ('dog', 'cat', 'small', 'fish',
	            'bird', 'reptile', 'livestock', 'other')),
	custom_kind TEXT NOT NULL,                    -- with 'other'
	breed       TEXT NOT NULL,
	sex         TEXT NOT NULL CHECK (sex IN ('', 'male', 'female')),
	born_year   BIGINT NOT NULL,                  -- 0: not told
	weight_g    BIGINT NOT NULL,                  -- grams, 0: not told
	neutered    BIGINT NOT NULL CHECK (neutered IN (0, 1)),
	pets_ok     BIGINT NOT NULL CHECK (pets_ok IN (0, 1)),
	people_ok   BIGINT NOT NULL CHECK (people_ok IN (0, 1)),
	chip        TEXT NOT NULL,
	vaccinations TEXT NOT NULL,
	medical     TEXT NOT NULL,
	character   TEXT NOT NULL,
	notes       TEXT NOT NULL,
	colour      TEXT NOT NULL DEFAULT '',
	allergies   TEXT NOT NULL DEFAULT '',
	medications TEXT NOT NULL DEFAULT '',
	behaviour   TEXT NOT NULL DEFAULT '',
	temperament TEXT NOT NULL DEFAULT '',
	special_needs TEXT NOT NULL DEFAULT '',
	vet_name    TEXT NOT NULL DEFAULT '',
	vet_phone   TEXT NOT NULL DEFAULT '',
	emergency_contact TEXT NOT NULL DEFAULT '',
	picture     TEXT NOT NULL,                    -- path in media, '' none
	created     BIGINT NOT NULL,
	gone        BIGINT                            -- when the owner removed it
) STRICT;
CREATE INDEX pet_owner ON pet (owner_id, gone, id);

-- What an owner looks for; all of it may be left out.
CREATE TABLE need (
	user_id   BIGINT PRIMARY KEY REFERENCES users (id),
	services  TEXT NOT NULL,                      -- words by blanks
	timing    TEXT NOT NULL,
	frequency TEXT NOT NULL,
	place     TEXT NOT NULL,
	heard     TEXT NOT NULL,
	wish      TEXT NOT NULL,
	changed   BIGINT NOT NULL
) STRICT;

-- What was handed in. `name` is random; a public photo lies in media/ at
-- NAME-320.webp …, all else where only the program lets somebody in.
CREATE TABLE file (
	id       BIGINT PRIMARY KEY,
	owner_id BIGINT NOT NULL REFERENCES users (id),
	use      TEXT NOT NULL CHECK (use IN ('pet', 'picture', 'certificate',
	         'export')),
	name     TEXT NOT NULL UNIQUE,
	type     TEXT NOT NULL CHECK (type IN ('photo', 'pdf', 'zip')),
	bytes    BIGINT NOT NULL,
	width    BIGINT NOT NULL,                     -- pixels, 0: no photo
	height   BIGINT NOT NULL,
	sha256   TEXT NOT NULL,                       -- of what was handed in
	state    TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'refused',
	         'gone')),
	created  BIGINT NOT NULL
) STRICT;
CREATE INDEX file_owner ON file (owner_id, id);
CREATE INDEX file_state ON file (state, created);

-- ---- caregivers -----------------------------------------------------------

CREATE TABLE caregiver (
	user_id      BIGINT PRIMARY KEY REFERENCES users (id),
	state        TEXT NOT NULL CHECK (state IN ('draft', 'pending',
	             'approved', 'rejected', 'suspended')),
	bio          TEXT NOT NULL,                   -- Markdown
	headline     TEXT NOT NULL,
	radius_km    BIGINT NOT NULL CHECK (radius_km BETWEEN 1 AND 100),
	max_pets     BIGINT NOT NULL CHECK (max_pets BETWEEN 1 AND 20),
	kinds        TEXT NOT NULL,                   -- words by blanks: dog cat
	sizes        TEXT NOT NULL,                   -- words by blanks: xs s m
	home         TEXT NOT NULL,
	outdoors     TEXT NOT NULL,
	own_pets     TEXT NOT NULL,
	children     TEXT NOT NULL,
	medication   TEXT NOT NULL,
	smoke_free   BIGINT NOT NULL CHECK (smoke_free IN (0, 1)),
	is_trader    BIGINT NOT NULL CHECK (is_trader IN (0, 1)),
	notice_min   BIGINT NOT NULL,                 -- minutes before a start
	buffer_min   BIGINT NOT NULL,                 -- minutes after a booking
	day_limit    BIGINT NOT NULL,                 -- bookings a day, 0 is any
	rating_sum   BIGINT NOT NULL,                 -- of published reviews
	rating_count BIGINT NOT NULL,
	complete     BIGINT NOT NULL,                 -- per cent of the profile
	rank         BIGINT NOT NULL,                 -- see model/search.h
	calendar_seen BIGINT NOT NULL,                -- last checked by them
	seen         BIGINT NOT NULL,
	approved     BIGINT,
	created      BIGINT NOT NULL,
	step         BIGINT NOT NULL DEFAULT 0,       -- of joining, last done
	sent         BIGINT,                          -- handed in to staff
	reason       TEXT NOT NULL DEFAULT '',        -- rejected, suspended, more
	until        BIGINT,                          -- end of a suspension
	recheck      BIGINT,                          -- changed since approval
	recheck_what TEXT NOT NULL DEFAULT '',        -- words by blanks
	custom_kind  TEXT NOT NULL DEFAULT '',        -- with kind other
	iban         TEXT NOT NULL DEFAULT '',
	account_holder TEXT NOT NULL DEFAULT '',
	business_number TEXT NOT NULL DEFAULT '',     -- KBO, KVK
	vat_number   TEXT NOT NULL DEFAULT '',
	rules_version TEXT NOT NULL DEFAULT '',
	rules_at     BIGINT
) STRICT;
CREATE INDEX caregiver_state ON caregiver (state, created);
CREATE INDEX caregiver_seen ON caregiver (state, seen);
CREATE INDEX caregiver_recheck ON caregiver (recheck)
	WHERE recheck IS NOT NULL;
CREATE INDEX caregiver_until ON caregiver (until) WHERE until IS NOT NULL;

-- Certificates, and the insurance with its policy. Staff look at each.
CREATE TABLE certificate (
	id           BIGINT PRIMARY KEY,
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	kind         TEXT NOT NULL,                   -- model/certificate.h
	file_id      BIGINT REFERENCES file (id),
	provider     TEXT NOT NULL,                   -- insurance only
	number       TEXT NOT NULL,
	expires      BIGINT,                          -- day
	state        TEXT NOT NULL CHECK (state IN ('waiting', 'verified',
	             'refused')),
	reason       TEXT NOT NULL,
	created      BIGINT NOT NULL,
	decided      BIGINT,
	decided_by   BIGINT
) STRICT;
CREATE INDEX certificate_of ON certificate (caregiver_id, id);
CREATE INDEX certificate_waiting ON certificate (created)
	WHERE state = 'waiting';

-- A video that a caregiver shows, elsewhere: only its address is kept.
CREATE TABLE video (
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	place        BIGINT NOT NULL,
	url          TEXT NOT NULL,
	title        TEXT NOT NULL,
	PRIMARY KEY (caregiver_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture (
	id           BIGINT PRIMARY KEY,
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	place        BIGINT NOT NULL,                 -- 0 is the portrait
	path         TEXT NOT NULL,                   -- in media
	alt          TEXT NOT NULL,
	created      BIGINT NOT NULL
) STRICT;
CREATE INDEX picture_of ON picture (caregiver_id, place);

CREATE TABLE service (
	caregiver_id  BIGINT NOT NULL REFERENCES caregiver (user_id),
	code          TEXT NOT NULL,                  -- model/service.c
	price         BIGINT NOT NULL CHECK (price BETWEEN 500 AND 80000),
	extra_pet     BIGINT NOT NULL CHECK (extra_pet BETWEEN 0 AND 80000),
	weekend       BIGINT NOT NULL CHECK (weekend BETWEEN 0 AND 80000),
	holiday       BIGINT NOT NULL CHECK (holiday BETWEEN 0 AND 80000),
	visit_min     BIGINT NOT NULL,                -- length of one visit
	PRIMARY KEY (caregiver_id, code)
) STRICT, WITHOUT ROWID;

-- Weekly hours; weekday 1 is Monday; minutes of the wall clock.
CREATE TABLE weekly (
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	weekday      BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
	from_min     BIGINT NOT NULL CHECK (from_min BETWEEN 0 AND 1439),
	to_min       BIGINT NOT NULL CHECK (to_min BETWEEN 1 AND 1440),
	CHECK (from_min < to_min),
	PRIMARY KEY (caregiver_id, weekday, from_min)
) STRICT, WITHOUT ROWID;

-- A day that differs: its rows replace the weekly hours; one row with
-- from_min = to_min = 0 closes the day.
CREATE TABLE dated (
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	day          BIGINT NOT NULL,
	from_min     BIGINT NOT NULL CHECK (from_min BETWEEN 0 AND 1439),
	to_min       BIGINT NOT NULL CHECK (to_min BETWEEN 0 AND 1440),
	CHECK (from_min < to_min OR (from_min = 0 AND to_min = 0)),
	PRIMARY KEY (caregiver_id, day, from_min)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
	id           BIGINT PRIMARY KEY,
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	starts       BIGINT NOT NULL,
	ends         BIGINT NOT NULL CHECK (ends > starts),
	reason       TEXT NOT NULL
) STRICT;
CREATE INDEX block_of ON block (caregiver_id, ends);

-- What search reads: one row for each service of each approved caregiver, in
-- the order in which they are shown. Kept by model/offer.c; see there.
CREATE TABLE offer (
	service      BIGINT NOT NULL,                 -- number of the service
	cell         BIGINT NOT NULL,                 -- model/offer.h
	rank         BIGINT NOT NULL,
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	lat          BIGINT NOT NULL,
	lon          BIGINT NOT NULL,
	radius_km    BIGINT NOT NULL,
	price        BIGINT NOT NULL,
	extra_pet    BIGINT NOT NULL,
	weekend      BIGINT NOT NULL,
	holiday      BIGINT NOT NULL,
	max_pets     BIGINT NOT NULL,
	kinds        BIGINT NOT NULL,                 -- bit n: pet kind n
	rating       BIGINT NOT NULL,                 -- hundredths, 0 for none
	free1        BIGINT NOT NULL,                 -- bit d % 128: day d has
	free2        BIGINT NOT NULL,                 -- a free time
	PRIMARY KEY (service, cell, rank, caregiver_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_of ON offer (caregiver_id);

-- ---- bookings -------------------------------------------------------------

-- A request that is being filled in, step by step.
CREATE TABLE draft (
	id            BIGINT PRIMARY KEY,
	owner_id      BIGINT NOT NULL REFERENCES users (id),
	caregiver_id  BIGINT NOT NULL REFERENCES caregiver (user_id),
	service       TEXT NOT NULL,
	from_day      BIGINT NOT NULL,
	to_day        BIGINT NOT NULL,
	from_min      BIGINT NOT NULL,
	to_min        BIGINT NOT NULL,
	pets          TEXT NOT NULL,                  -- ids by blanks
	note          TEXT NOT NULL,
	off_leash     BIGINT NOT NULL CHECK (off_leash IN (0, 1)),
	emergency_name  TEXT NOT NULL,
	emergency_phone TEXT NOT NULL,
	vet_name      TEXT NOT NULL,
	vet_phone     TEXT NOT NULL,
	vet_address   TEXT NOT NULL,
	step          BIGINT NOT NULL,                -- the last one that is done
	changed       BIGINT NOT NULL
) STRICT;
CREATE INDEX draft_owner ON draft (owner_id, changed);
CREATE INDEX draft_changed ON draft (changed);

CREATE TABLE booking (
	id            BIGINT PRIMARY KEY,
	owner_id      BIGINT NOT NULL REFERENCES users (id),
	caregiver_id  BIGINT NOT NULL REFERENCES caregiver (user_id),
	service       TEXT NOT NULL,
	state         TEXT NOT NULL CHECK (state IN ('pending', 'accepted',
	              'paid', 'completed', 'declined', 'withdrawn', 'expired',
	              'cancelled')),
	version       BIGINT NOT NULL,                -- + 1 with each move
	starts        BIGINT NOT NULL,
	ends          BIGINT NOT NULL,
	starts_wall   TEXT NOT NULL,                  -- 2026-12-18 17:00
	ends_wall     TEXT NOT NULL,
	zone          TEXT NOT NULL,
	pets          BIGINT NOT NULL CHECK (pets BETWEEN 1 AND 20),
	price         BIGINT NOT NULL CHECK (price > 0),
	commission_bp BIGINT NOT NULL CHECK (commission_bp BETWEEN 0 AND 10000),
	policy        BIGINT NOT NULL,                -- version, model/policy.h
	note          TEXT NOT NULL,
	off_leash     TEXT NOT NULL,                  -- version of the text, ''
	off_leash_at  BIGINT,
	emergency_name  TEXT NOT NULL,
	emergency_phone TEXT NOT NULL,
	vet_name      TEXT NOT NULL,
	vet_phone     TEXT NOT NULL,
	vet_address   TEXT NOT NULL,
	answer_by     BIGINT NOT NULL,
	pay_by        BIGINT,
	accepted      BIGINT,
	paid          BIGINT,
	completed     BIGINT,
	closed        BIGINT,                         -- declined … cancelled
	report        TEXT NOT NULL,                  -- of the caregiver
	reason        TEXT NOT NULL,                  -- of a decline or cancel
	created       BIGINT NOT NULL,
	CHECK (ends > starts)
) STRICT;
CREATE INDEX booking_owner ON booking (owner_id, id);
CREATE INDEX booking_caregiver ON booking (caregiver_id, id);
CREATE INDEX booking_caregiver_starts ON booking (caregiver_id, starts);
CREATE INDEX booking_state ON booking (state, id);
CREATE INDEX booking_answer ON booking (answer_by) WHERE state = 'pending';
CREATE INDEX booking_pay ON booking (pay_by) WHERE state = 'accepted';
CREATE INDEX booking_ends ON booking (ends) WHERE state = 'paid';

CREATE TABLE booking_pet (
	booking_id BIGINT NOT NULL REFERENCES booking (id),
	pet_id     BIGINT NOT NULL REFERENCES pet (id),
	name       TEXT NOT NULL,                     -- as they were then
	kind       TEXT NOT NULL,
	breed      TEXT NOT NULL,
	PRIMARY KEY (booking_id, pet_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE booking_line (
	booking_id BIGINT NOT NULL REFERENCES booking (id),
	line       BIGINT NOT NULL,
	kind       TEXT NOT NULL CHECK (kind IN ('base', 'extra_pet', 'weekend',
	           'holiday')),
	unit       TEXT NOT NULL,
	quantity   BIGINT NOT NULL,                   -- units; minutes for hours
	times      BIGINT NOT NULL,                   -- pets it counts for
	each       BIGINT NOT NULL,
	amount     BIGINT NOT NULL,
	PRIMARY KEY (booking_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE booking_event (
	booking_id BIGINT NOT NULL REFERENCES booking (id),
	seq        BIGINT NOT NULL,
	event      TEXT NOT NULL,
	from_state TEXT NOT NULL,
	to_state   TEXT NOT NULL,
	actor_id   BIGINT,                            -- NULL: the clock, Stripe
	reason     TEXT NOT NULL,
	at         BIGINT NOT NULL,
	PRIMARY KEY (booking_id, seq)
) STRICT, WITHOUT ROWID;

-- The time that accepted and paid bookings hold. A caregiver has 20 seats; a
-- booking that wants the caregiver alone takes [1, 21), one that shares takes
-- a seat for each pet. No two rows of one caregiver may overlap in both: the
-- engine's own file sees to that.
CREATE TABLE hold (
	booking_id   BIGINT NOT NULL REFERENCES booking (id),
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	seat_from    BIGINT NOT NULL,
	seat_to      BIGINT NOT NULL,
	starts       BIGINT NOT NULL,
	ends         BIGINT NOT NULL,                 -- with the buffer
	CHECK (ends > starts),
	CHECK (seat_from >= 1 AND seat_to > seat_from AND seat_to <= 21),
	PRIMARY KEY (booking_id, seat_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_of ON hold (caregiver_id, ends);

-- The caregiver's "I cannot come": support decides.
CREATE TABLE cancel_request (
	id         BIGINT PRIMARY KEY,
	booking_id BIGINT NOT NULL REFERENCES booking (id),
	by_id      BIGINT NOT NULL REFERENCES users (id),
	reason     TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('open', 'cancelled', 'kept')),
	created    BIGINT NOT NULL,
	decided    BIGINT,
	decided_by BIGINT
) STRICT;
CREATE INDEX cancel_request_open ON cancel_request (state, created);
CREATE UNIQUE INDEX cancel_request_one ON cancel_request (booking_id)
	WHERE state = 'open';

CREATE TABLE strike (
	id           BIGINT PRIMARY KEY,
	caregiver_id BIGINT NOT NULL REFERENCES caregiver (user_id),
	booking_id   BIGINT NOT NULL REFERENCES booking (id),
	at           BIGINT NOT NULL
) STRICT;
CREATE INDEX strike_of ON strike (caregiver_id, at);

CREATE TABLE review (
	booking_id BIGINT NOT NULL REFERENCES booking (id),
	author_id  BIGINT NOT NULL REFERENCES users (id),
	subject_id BIGINT NOT NULL REFERENCES users (id),
	role       TEXT NOT NULL CHECK (role IN ('owner', 'caregiver')), -- author
	stars      BIGINT NOT NULL CHECK (stars BETWEEN 1 AND 5),
	body       TEXT NOT NULL,
	created    BIGINT NOT NULL,
	shown_from BIGINT NOT NULL,                   -- both in, or window closed
	counted    BIGINT NOT NULL CHECK (counted IN (0, 1)),
	reply      TEXT NOT NULL,
	replied    BIGINT,
	PRIMARY KEY (booking_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_subject ON review (subject_id, shown_from);
CREATE INDEX review_author ON review (author_id, created);
CREATE INDEX review_due ON review (shown_from) WHERE counted = 0;

-- ---- payments -------------------------------------------------------------

CREATE TABLE payment (
	id          BIGINT PRIMARY KEY,
	booking_id  BIGINT NOT NULL REFERENCES booking (id),
	amount      BIGINT NOT NULL CHECK (amount > 0),
	state       TEXT NOT NULL CHECK (state IN ('preparing', 'open', 'failed',
	            'expired', 'paid')),
	session     TEXT NOT NULL,                    -- the provider's ids, or ''
	url         TEXT NOT NULL,
	intent      TEXT NOT NULL,
	charge      TEXT NOT NULL,
	problem     TEXT NOT NULL,                    -- why the last try failed
	expires     BIGINT NOT NULL,
	refunded    BIGINT NOT NULL CHECK (refunded >= 0 AND refunded <= amount),
	created     BIGINT NOT NULL,
	paid        BIGINT
) STRICT;
CREATE INDEX payment_booking ON payment (booking_id, id);
CREATE INDEX payment_session ON payment (session);
CREATE INDEX payment_intent ON payment (intent);
CREATE UNIQUE INDEX payment_paid ON payment (booking_id) WHERE state = 'paid';

CREATE TABLE refund (
	id         BIGINT PRIMARY KEY,
	payment_id BIGINT NOT NULL REFERENCES payment (id),
	amount     BIGINT NOT NULL CHECK (amount > 0),
	reason     TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('due', 'sent', 'failed')),
	provider   TEXT NOT NULL,
	created    BIGINT NOT NULL,
	sent       BIGINT
) STRICT;
CREATE INDEX refund_payment ON refund (payment_id);
CREATE INDEX refund_state ON refund (state, created);

-- Every event that was signed, once; kept 90 days.
CREATE TABLE stripe_event (
	id       TEXT PRIMARY KEY,
	type     TEXT NOT NULL,
	created  BIGINT NOT NULL,
	body     TEXT NOT NULL,
	received BIGINT NOT NULL,
	done     BIGINT
) STRICT;
CREATE INDEX stripe_event_received ON stripe_event (received);

-- What no rule accepts: never dropped, shown to staff.
CREATE TABLE look_at (
	id      BIGINT PRIMARY KEY,
	kind    TEXT NOT NULL,
	ref     TEXT NOT NULL,
	detail  TEXT NOT NULL,
	created BIGINT NOT NULL,
	done    BIGINT,
	done_by BIGINT,
	UNIQUE (kind, ref)
) STRICT;
CREATE INDEX look_at_open ON look_at (created) WHERE done IS NULL;

-- ---- the ledger: double entry, append only --------------------------------

CREATE TABLE ledger_zero (v BIGINT PRIMARY KEY CHECK (v = 0)) STRICT;
INSERT INTO ledger_zero (v) VALUES (0);

CREATE TABLE account (
	id      BIGINT PRIMARY KEY,
	name    TEXT NOT NULL UNIQUE,                 -- escrow:ID, commission …
	floor   BIGINT,                               -- NULL: keeps no balance
	balance BIGINT NOT NULL,
	CHECK (floor IS NULL OR balance >= floor)
) STRICT;

-- open_balance must be 0 again at commit: the foreign key holds only then.
CREATE TABLE journal (
	id           BIGINT PRIMARY KEY,
	kind         TEXT NOT NULL,
	ref          TEXT NOT NULL,                   -- an effect happens once
	booking_id   BIGINT,
	currency     TEXT NOT NULL CHECK (currency = 'EUR'),
	posted       BIGINT NOT NULL,
	open_balance BIGINT NOT NULL DEFAULT 0
	             REFERENCES ledger_zero (v) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (kind, ref)
) STRICT;
CREATE INDEX journal_booking ON journal (booking_id);
CREATE INDEX journal_posted ON journal (posted);

CREATE TABLE posting (
	journal_id BIGINT NOT NULL REFERENCES journal (id),
	line       BIGINT NOT NULL,
	account_id BIGINT NOT NULL REFERENCES account (id),
	amount     BIGINT NOT NULL CHECK (amount <> 0),  -- debit + , credit -
	PRIMARY KEY (journal_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_account ON posting (account_id, journal_id);

-- ---- the queue ------------------------------------------------------------

CREATE TABLE job (
	id          BIGINT PRIMARY KEY,
	kind        TEXT NOT NULL,
	key         TEXT UNIQUE,                      -- NULL, or only one such
	subject     BIGINT NOT NULL,                  -- the id it is about
	detail      TEXT NOT NULL,
	run_at      BIGINT NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'done',
	            'dead')),
	tries       BIGINT NOT NULL,
	max_tries   BIGINT NOT NULL,
	lease_until BIGINT NOT NULL,
	lease       TEXT NOT NULL,
	error       TEXT NOT NULL,
	created     BIGINT NOT NULL
) STRICT;
CREATE INDEX job_ready ON job (run_at) WHERE state = 'ready';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'leased';
CREATE INDEX job_dead ON job (id) WHERE state = 'dead';
CREATE INDEX job_kind ON job (kind, state);

-- Answers to our own money forms: a form that comes twice has one effect.
CREATE TABLE once (
	user_id BIGINT NOT NULL,
	key     TEXT NOT NULL,
	hash    TEXT NOT NULL,                        -- of route and fields
	answer  TEXT NOT NULL,                        -- where it led to
	at      BIGINT NOT NULL,
	PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_at ON once (at);

-- ---- what was done, and what was agreed to ---------------------------------

-- Append only, each row sealed with the one before: model/audit.h.
CREATE TABLE audit (
	id         BIGINT PRIMARY KEY,                -- 1, 2, 3 … without gaps
	at         BIGINT NOT NULL,
	actor_type TEXT NOT NULL CHECK (actor_type IN ('user', 'staff',
	           'system', 'tool')),
	actor_id   BIGINT,
	actor_role TEXT NOT NULL,
	action     TEXT NOT NULL,
	entity     TEXT NOT NULL,
	entity_id  BIGINT NOT NULL,
	before     TEXT NOT NULL,
	after      TEXT NOT NULL,
	reason     TEXT NOT NULL,
	request    TEXT NOT NULL,
	result     TEXT NOT NULL,
	prev_hash  TEXT NOT NULL,
	hash       TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entity ON audit (entity, entity_id, id);
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX audit_money ON audit (id)
	WHERE (entity IN ('booking', 'look', 'payout', 'refund')
	OR action = 'caregiver.payout');
CREATE INDEX audit_moderation ON audit (id)
	WHERE (entity IN ('caregiver', 'certificate')
	OR action IN ('member.suspend', 'member.reactivate'));

-- The only row that says where the chain ends.
CREATE TABLE audit_head (
	one  BIGINT PRIMARY KEY CHECK (one = 1),
	last BIGINT NOT NULL,
	hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (one, last, hash) VALUES (1, 0, '');

-- Where it was done from: apart, because it is cut short and removed later.
CREATE TABLE audit_address (
	audit_id BIGINT PRIMARY KEY REFERENCES audit (id),
	address  TEXT NOT NULL,
	at       BIGINT NOT NULL
) STRICT;
CREATE INDEX audit_address_at ON audit_address (at);

-- The same for the person it happened to, in their words; 180 days.
CREATE TABLE activity (
	id      BIGINT PRIMARY KEY,
	user_id BIGINT NOT NULL REFERENCES users (id),
	at      BIGINT NOT NULL,
	what    TEXT NOT NULL,                        -- model/activity.h
	detail  TEXT NOT NULL,
	device  TEXT NOT NULL,
	address TEXT NOT NULL
) STRICT;
CREATE INDEX activity_of ON activity (user_id, id);
CREATE INDEX activity_at ON activity (at);

CREATE TABLE consent (
	id      BIGINT PRIMARY KEY,
	user_id BIGINT NOT NULL REFERENCES users (id),
	purpose TEXT NOT NULL,                        -- model/consent.h
	version TEXT NOT NULL,
	granted BIGINT NOT NULL CHECK (granted IN (0, 1)),
	at      BIGINT NOT NULL,
	source  TEXT NOT NULL                         -- model/consent.h
) STRICT;
CREATE INDEX consent_of ON consent (user_id, purpose, id);

-- From where, apart: this goes when the person does.
CREATE TABLE consent_from (
	consent_id BIGINT PRIMARY KEY REFERENCES consent (id),
	address    TEXT NOT NULL,                     -- cut to its network
	agent      TEXT NOT NULL                      -- "Firefox, Windows"
) STRICT;

-- A copy of all of one's data.
CREATE TABLE data_export (
	id      BIGINT PRIMARY KEY,
	user_id BIGINT NOT NULL REFERENCES users (id),
	file_id BIGINT REFERENCES file (id),
	state   TEXT NOT NULL CHECK (state IN ('asked', 'ready', 'failed',
	        'gone')),
	asked   BIGINT NOT NULL,
	ready   BIGINT,
	expires BIGINT
) STRICT;
CREATE INDEX data_export_of ON data_export (user_id, asked);
CREATE INDEX data_export_expires ON data_export (expires)
	WHERE state = 'ready';

-- Who was erased and when: applied again after a backup is restored.
CREATE TABLE tombstone (
	user_id BIGINT PRIMARY KEY,
	asked   BIGINT NOT NULL,
	erased  BIGINT NOT NULL
) STRICT;
