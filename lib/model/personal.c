#include <inttypes.h>

#include "core/crypt.h"
#include "core/text.h"
#include "model/audit.h"
#include "model/file.h"
#include "model/offer.h"
#include "model/personal.h"

#define C(n, name_, type_) { .name = #name_, .type = TT_F_##type_,          \
	.at = (n) * sizeof(union tt_cell) }
#define ROWS(name, ...)                                                     \
	static const struct tt_field name##_cells[] = { __VA_ARGS__, { 0 } }
#define COPY(name, sql)                                                     \
	TT_QUERY(name, struct tt_cells, name##_cells, sql " LIMIT 10000")

/* ---- the person ------------------------------------------------------------- */

ROWS(users, C(0, email, TEXT), C(1, verified, TIME), C(2, first_name, TEXT),
    C(3, last_name, TEXT), C(4, lang, TEXT), C(5, is_owner, BOOL),
    C(6, is_caregiver, BOOL), C(7, staff, TEXT), C(8, phone, TEXT),
    C(9, country, TEXT), C(10, postcode, TEXT), C(11, town, TEXT),
    C(12, street, TEXT), C(13, terms_version, TEXT), C(14, terms_at, TIME),
    C(15, created, TIME), C(16, closing, TIME),
    C(17, suspended, TIME), C(18, suspended_why, TEXT));
COPY(users, "SELECT email, verified, first_name, last_name, lang, is_owner,"
	" is_caregiver, staff, phone, country, postcode, town, street,"
	" terms_version, terms_at, created, closing, suspended,"
	" suspended_why FROM users WHERE id = $1");
TT_EXEC(users_gone, "UPDATE users SET email = $2, verified = NULL,"
	" password = '', first_name = '', last_name = '', is_owner = 0,"
	" is_caregiver = 0, staff = '', phone = '', postcode = '', town = '',"
	" street = '', lat = 0, lon = 0, closing = NULL, suspended = NULL,"
	" suspended_why = '', erased = $3"
	" WHERE id = $1");

ROWS(session, C(0, created, TIME), C(1, seen, TIME), C(2, device, TEXT),
    C(3, address, TEXT));
COPY(session, "SELECT created, seen, device, address FROM session"
	" WHERE user_id = $1 ORDER BY created");
TT_EXEC(session_gone, "DELETE FROM session WHERE user_id = $1");

ROWS(device, C(0, name, TEXT), C(1, first, TIME));
COPY(device, "SELECT name, first FROM device WHERE user_id = $1"
	" ORDER BY first");
TT_EXEC(device_gone, "DELETE FROM device WHERE user_id = $1");

ROWS(second_step, C(0, since, TIME));
COPY(second_step, "SELECT since FROM second_step WHERE user_id = $1");
TT_EXEC(second_step_gone, "DELETE FROM second_step WHERE user_id = $1");
TT_EXEC(recovery_code_gone, "DELETE FROM recovery_code WHERE user_id = $1");

ROWS(identity, C(0, issuer, TEXT), C(1, email, TEXT), C(2, created, TIME));
COPY(identity, "SELECT issuer, email, created FROM identity"
	" WHERE user_id = $1 ORDER BY created");
TT_EXEC(identity_gone, "DELETE FROM identity WHERE user_id = $1");
TT_EXEC(openid_way_gone, "DELETE FROM openid_way WHERE user_id = $1");
TT_EXEC(token_gone, "DELETE FROM token WHERE user_id = $1");
TT_EXEC(once_gone, "DELETE FROM once WHERE user_id = $1");

ROWS(activity, C(0, at, TIME), C(1, what, TEXT), C(2, detail, TEXT),
    C(3, device, TEXT), C(4, address, TEXT));
COPY(activity, "SELECT at, what, detail, device, address FROM activity"
	" WHERE user_id = $1 ORDER BY id");
TT_EXEC(activity_gone, "DELETE FROM activity WHERE user_id = $1");

ROWS(consent, C(0, purpose, TEXT), C(1, version, TEXT), C(2, granted, BOOL),
    C(3, at, TIME), C(4, source, TEXT), C(5, address, TEXT),
    C(6, agent, TEXT));
COPY(consent, "SELECT c.purpose, c.version, c.granted, c.at, c.source,"
	" f.address, f.agent FROM consent c LEFT JOIN consent_from f"
	" ON f.consent_id = c.id WHERE c.user_id = $1 ORDER BY c.id");
TT_EXEC(consent_from_gone, "DELETE FROM consent_from WHERE consent_id IN"
	" (SELECT id FROM consent WHERE user_id = $1)");
TT_EXEC(audit_address_gone, "DELETE FROM audit_address WHERE audit_id IN"
	" (SELECT id FROM audit WHERE actor_id = $1)");

ROWS(data_export, C(0, asked, TIME), C(1, ready, TIME), C(2, state, TEXT));
COPY(data_export, "SELECT asked, ready, state FROM data_export"
	" WHERE user_id = $1 ORDER BY asked");
TT_EXEC(data_export_gone, "DELETE FROM data_export WHERE user_id = $1");

/* ---- pets and needs ----------------------------------------------------------- */

ROWS(pet, C(0, name, TEXT), C(1, kind, TEXT), C(2, custom_kind, TEXT),
    C(3, breed, TEXT), C(4, sex, TEXT), C(5, born_year, INT),
    C(6, weight_g, INT), C(7, neutered, BOOL), C(8, pets_ok, BOOL),
    C(9, people_ok, BOOL), C(10, chip, TEXT), C(11, vaccinations, TEXT),
    C(12, medical, TEXT), C(13, character, TEXT), C(14, notes, TEXT),
    C(15, colour, TEXT), C(16, allergies, TEXT), C(17, medications, TEXT),
    C(18, behaviour, TEXT), C(19, temperament, TEXT),
    C(20, special_needs, TEXT), C(21, vet_name, TEXT),
    C(22, vet_phone, TEXT), C(23, emergency_contact, TEXT),
    C(24, picture, TEXT), C(25, created, TIME), C(26, gone, TIME));
COPY(pet, "SELECT name, kind, custom_kind, breed, sex, born_year, weight_g,"
	" neutered, pets_ok, people_ok, chip, vaccinations, medical,"
	" character, notes, colour, allergies, medications, behaviour,"
	" temperament, special_needs, vet_name, vet_phone, emergency_contact,"
	" picture, created, gone FROM pet WHERE owner_id = $1 ORDER BY id");
/* Bookings point at them: what is left is an animal without a name. */
TT_EXEC(pet_gone, "UPDATE pet SET name = '', custom_kind = '', breed = '',"
	" sex = '', born_year = 0, weight_g = 0, chip = '',"
	" vaccinations = '', medical = '', character = '', notes = '',"
	" colour = '', allergies = '', medications = '', behaviour = '',"
	" temperament = '', special_needs = '', vet_name = '',"
	" vet_phone = '', emergency_contact = '', picture = '',"
	" gone = COALESCE(gone, created) WHERE owner_id = $1");

ROWS(need, C(0, services, TEXT), C(1, timing, TEXT), C(2, frequency, TEXT),
    C(3, place, TEXT), C(4, heard, TEXT), C(5, wish, TEXT),
    C(6, changed, TIME));
COPY(need, "SELECT services, timing, frequency, place, heard, wish, changed"
	" FROM need WHERE user_id = $1");
TT_EXEC(need_gone, "DELETE FROM need WHERE user_id = $1");

ROWS(file, C(0, use, TEXT), C(1, name, TEXT), C(2, type, TEXT),
    C(3, bytes, INT), C(4, created, TIME));
COPY(file, "SELECT use, name, type, bytes, created FROM file"
	" WHERE owner_id = $1 AND state IN ('waiting', 'stored')"
	" ORDER BY id");
TT_QUERY(files_left, struct tt_number, tt_number_fields,
	"SELECT id AS n FROM file WHERE owner_id = $1 AND state <> 'gone'"
	" LIMIT 1000");

/* ---- caregivers ---------------------------------------------------------------- */

ROWS(caregiver, C(0, state, TEXT), C(1, bio, TEXT), C(2, headline, TEXT),
    C(3, radius_km, INT), C(4, max_pets, INT), C(5, kinds, TEXT),
    C(6, sizes, TEXT), C(7, home, TEXT), C(8, outdoors, TEXT),
    C(9, own_pets, TEXT), C(10, children, TEXT), C(11, medication, TEXT),
    C(12, smoke_free, BOOL), C(13, is_trader, BOOL), C(14, notice_min, INT),
    C(15, buffer_min, INT), C(16, day_limit, INT), C(17, rating_sum, INT),
    C(18, rating_count, INT), C(19, approved, TIME), C(20, created, TIME),
    C(21, sent, TIME), C(22, reason, TEXT), C(23, until, TIME),
    C(24, custom_kind, TEXT), C(25, iban, TEXT), C(26, account_holder, TEXT),
    C(27, business_number, TEXT), C(28, vat_number, TEXT),
    C(29, rules_version, TEXT), C(30, rules_at, TIME));
COPY(caregiver, "SELECT state, bio, headline, radius_km, max_pets, kinds,"
	" sizes, home, outdoors, own_pets, children, medication, smoke_free,"
	" is_trader, notice_min, buffer_min, day_limit, rating_sum,"
	" rating_count, approved, created, sent, reason, until, custom_kind,"
	" iban, account_holder, business_number, vat_number, rules_version,"
	" rules_at FROM caregiver WHERE user_id = $1");
TT_EXEC(caregiver_gone, "UPDATE caregiver SET state = 'suspended', bio = '',"
	" headline = '', kinds = '', sizes = '', home = '', outdoors = '',"
	" own_pets = '', children = '', medication = '', reason = '',"
	" until = NULL, recheck = NULL, recheck_what = '', custom_kind = '',"
	" iban = '', account_holder = '', business_number = '',"
	" vat_number = '' WHERE user_id = $1");

ROWS(certificate, C(0, kind, TEXT), C(1, provider, TEXT), C(2, number, TEXT),
    C(3, expires, DAY), C(4, state, TEXT), C(5, reason, TEXT),
    C(6, created, TIME), C(7, decided, TIME));
COPY(certificate, "SELECT kind, provider, number, expires, state, reason,"
	" created, decided FROM certificate WHERE caregiver_id = $1"
	" ORDER BY id");
TT_EXEC(certificate_gone, "DELETE FROM certificate WHERE caregiver_id = $1");

ROWS(video, C(0, url, TEXT), C(1, title, TEXT));
COPY(video, "SELECT url, title FROM video WHERE caregiver_id = $1"
	" ORDER BY place");
TT_EXEC(video_gone, "DELETE FROM video WHERE caregiver_id = $1");

ROWS(picture, C(0, path, TEXT), C(1, alt, TEXT), C(2, created, TIME));
COPY(picture, "SELECT path, alt, created FROM picture"
	" WHERE caregiver_id = $1 ORDER BY place, id");
TT_EXEC(picture_gone, "DELETE FROM picture WHERE caregiver_id = $1");

ROWS(service, C(0, code, TEXT), C(1, price, MONEY), C(2, extra_pet, MONEY),
    C(3, weekend, MONEY), C(4, holiday, MONEY), C(5, visit_min, INT));
COPY(service, "SELECT code, price, extra_pet, weekend, holiday, visit_min"
	" FROM service WHERE caregiver_id = $1 ORDER BY code");
TT_EXEC(service_gone, "DELETE FROM service WHERE caregiver_id = $1");

ROWS(weekly, C(0, weekday, INT), C(1, from_min, INT), C(2, to_min, INT));
COPY(weekly, "SELECT weekday, from_min, to_min FROM weekly"
	" WHERE caregiver_id = $1 ORDER BY weekday, from_min");
TT_EXEC(weekly_gone, "DELETE FROM weekly WHERE caregiver_id = $1");

ROWS(dated, C(0, day, DAY), C(1, from_min, INT), C(2, to_min, INT));
COPY(dated, "SELECT day, from_min, to_min FROM dated"
	" WHERE caregiver_id = $1 ORDER BY day, from_min");
TT_EXEC(dated_gone, "DELETE FROM dated WHERE caregiver_id = $1");

ROWS(block, C(0, starts, TIME), C(1, ends, TIME), C(2, reason, TEXT));
COPY(block, "SELECT starts, ends, reason FROM block"
	" WHERE caregiver_id = $1 ORDER BY starts");
TT_EXEC(block_gone, "DELETE FROM block WHERE caregiver_id = $1");
TT_EXEC(offer_gone, "DELETE FROM offer WHERE caregiver_id = $1");

ROWS(strike, C(0, booking_id, INT), C(1, at, TIME));
COPY(strike, "SELECT booking_id, at FROM strike WHERE caregiver_id = $1"
	" ORDER BY at");

/* ---- bookings and money ---------------------------------------------------------- */

ROWS(draft, C(0, service, TEXT), C(1, from_day, DAY), C(2, to_day, DAY),
    C(3, note, TEXT), C(4, off_leash, BOOL), C(5, emergency_name, TEXT),
    C(6, emergency_phone, TEXT), C(7, vet_name, TEXT), C(8, vet_phone, TEXT),
    C(9, vet_address, TEXT), C(10, changed, TIME));
COPY(draft, "SELECT service, from_day, to_day, note, off_leash,"
	" emergency_name, emergency_phone, vet_name, vet_phone, vet_address,"
	" changed FROM draft WHERE owner_id = $1 ORDER BY id");
TT_EXEC(draft_gone, "DELETE FROM draft WHERE owner_id = $1"
	" OR caregiver_id = $1");

/* Who to call belongs to the owner alone. */
#define OWN(column) "CASE WHEN owner_id = $1 THEN " column " ELSE '' END"   \
	" AS " column
ROWS(booking, C(0, id, INT), C(1, service, TEXT), C(2, state, TEXT),
    C(3, starts, TIME), C(4, ends, TIME), C(5, pets, INT),
    C(6, price, MONEY), C(7, commission_bp, INT), C(8, note, TEXT),
    C(9, off_leash, TEXT), C(10, off_leash_at, TIME),
    C(11, emergency_name, TEXT), C(12, emergency_phone, TEXT),
    C(13, vet_name, TEXT), C(14, vet_phone, TEXT), C(15, vet_address, TEXT),
    C(16, accepted, TIME), C(17, paid, TIME), C(18, completed, TIME),
    C(19, closed, TIME), C(20, report, TEXT), C(21, reason, TEXT),
    C(22, created, TIME), C(23, as_owner, BOOL));
COPY(booking, "SELECT id, service, state, starts, ends, pets, price,"
	" commission_bp, note, off_leash, off_leash_at, "
	OWN("emergency_name") ", " OWN("emergency_phone") ", "
	OWN("vet_name") ", " OWN("vet_phone") ", " OWN("vet_address") ","
	" accepted, paid, completed, closed, report, reason, created,"
	" CASE WHEN owner_id = $1 THEN 1 ELSE 0 END AS as_owner FROM booking"
	" WHERE owner_id = $1 OR caregiver_id = $1 ORDER BY id");
TT_EXEC(booking_gone, "UPDATE booking SET note = '', reason = '',"
	" report = '', emergency_name = '', emergency_phone = '',"
	" vet_name = '', vet_phone = '', vet_address = ''"
	" WHERE owner_id = $1 OR caregiver_id = $1");

ROWS(booking_pet, C(0, booking_id, INT), C(1, name, TEXT), C(2, kind, TEXT),
    C(3, breed, TEXT));
COPY(booking_pet, "SELECT p.booking_id, p.name, p.kind, p.breed"
	" FROM booking_pet p JOIN booking b ON b.id = p.booking_id"
	" WHERE b.owner_id = $1 ORDER BY p.booking_id, p.pet_id");
TT_EXEC(booking_pet_gone, "UPDATE booking_pet SET name = '', breed = ''"
	" WHERE booking_id IN (SELECT id FROM booking WHERE owner_id = $1)");

ROWS(booking_event, C(0, booking_id, INT), C(1, event, TEXT),
    C(2, from_state, TEXT), C(3, to_state, TEXT), C(4, reason, TEXT),
    C(5, at, TIME));
COPY(booking_event, "SELECT booking_id, event, from_state, to_state, reason,"
	" at FROM booking_event WHERE actor_id = $1"
	" AND booking_id IN (SELECT id FROM booking WHERE owner_id = $1"
	" OR caregiver_id = $1) ORDER BY booking_id, seq");
/* Of both: somebody may have written a name. */
TT_EXEC(booking_event_gone, "UPDATE booking_event SET reason = ''"
	" WHERE reason <> '' AND booking_id IN (SELECT id FROM booking"
	" WHERE owner_id = $1 OR caregiver_id = $1)");

ROWS(cancel_request, C(0, booking_id, INT), C(1, reason, TEXT),
    C(2, state, TEXT), C(3, created, TIME), C(4, decided, TIME));
COPY(cancel_request, "SELECT booking_id, reason, state, created, decided"
	" FROM cancel_request WHERE by_id = $1 ORDER BY id");
TT_EXEC(cancel_request_gone, "UPDATE cancel_request SET reason = ''"
	" WHERE by_id = $1");

ROWS(review, C(0, booking_id, INT), C(1, role, TEXT), C(2, stars, INT),
    C(3, body, TEXT), C(4, created, TIME), C(5, reply, TEXT),
    C(6, replied, TIME), C(7, by_you, BOOL));
COPY(review, "SELECT booking_id, role, stars, body, created, reply, replied,"
	" CASE WHEN author_id = $1 THEN 1 ELSE 0 END AS by_you FROM review"
	" WHERE author_id = $1 OR (subject_id = $1 AND counted = 1)"
	" ORDER BY booking_id");

ROWS(payment, C(0, booking_id, INT), C(1, amount, MONEY), C(2, state, TEXT),
    C(3, refunded, MONEY), C(4, created, TIME), C(5, paid, TIME));
COPY(payment, "SELECT p.booking_id, p.amount, p.state, p.refunded,"
	" p.created, p.paid FROM payment p JOIN booking b"
	" ON b.id = p.booking_id WHERE b.owner_id = $1 ORDER BY p.id");

TT_EXEC(close_request_gone, "DELETE FROM close_request WHERE user_id = $1"
	" OR by_id = $1");

const struct tt_personal tt_personal[] = {
{ "close_request", "user_id by_id", NULL, NULL, &close_request_gone, NULL },
{ "session", "user_id", N_("Where you are logged in"), &session,
    &session_gone, NULL },
{ "device", "user_id", N_("Devices you logged in with"), &device,
    &device_gone, NULL },
{ "second_step", "user_id", N_("Your second step"), &second_step,
    &second_step_gone, NULL },
{ "recovery_code", "user_id", NULL, NULL, &recovery_code_gone, NULL },
{ "identity", "user_id", N_("Other ways you log in"), &identity,
    &identity_gone, NULL },
{ "openid_way", "user_id", NULL, NULL, &openid_way_gone, NULL },
{ "token", "user_id", NULL, NULL, &token_gone, NULL },
{ "once", "user_id", NULL, NULL, &once_gone, NULL },
{ "activity", "user_id", N_("What happened to your account"), &activity,
    &activity_gone, NULL },
{ "consent_from", "consent_id", NULL, NULL, &consent_from_gone, NULL },
{ "consent", "user_id", N_("What you agreed to"), &consent, NULL,
    "proof of what was agreed, under a pseudonym" },
{ "audit_address", "audit_id", NULL, NULL, &audit_address_gone, NULL },
{ "audit", "actor_id", NULL, NULL, NULL,
    "sealed; holds no names, only the pseudonym" },
{ "data_export", "user_id", N_("Copies you asked for"), &data_export,
    &data_export_gone, NULL },
{ "need", "user_id", N_("What you look for"), &need, &need_gone, NULL },
{ "certificate", "caregiver_id", N_("Certificates and insurance"),
    &certificate, &certificate_gone, NULL },
{ "video", "caregiver_id", N_("Videos"), &video, &video_gone, NULL },
{ "picture", "caregiver_id", N_("Photos on your page"), &picture,
    &picture_gone, NULL },
{ "service", "caregiver_id", N_("Services and prices"), &service,
    &service_gone, NULL },
{ "weekly", "caregiver_id", N_("Weekly hours"), &weekly, &weekly_gone,
    NULL },
{ "dated", "caregiver_id", N_("Days that differ"), &dated, &dated_gone,
    NULL },
{ "block", "caregiver_id", N_("Times you are away"), &block, &block_gone,
    NULL },
{ "offer", "caregiver_id", NULL, NULL, &offer_gone, NULL },
{ "draft", "owner_id caregiver_id", N_("Requests you did not finish"), &draft,
    &draft_gone, NULL },
{ "pet", "owner_id", N_("Pets"), &pet, &pet_gone,
    "bookings point at it; without a name" },
{ "booking_pet", "booking_id", N_("Pets in bookings"), &booking_pet,
    &booking_pet_gone, "a part of the booking; without a name" },
{ "booking_event", "actor_id", N_("Steps of bookings"), &booking_event,
    &booking_event_gone, "bookkeeping, 10 years; without reasons" },
{ "cancel_request", "by_id", N_("Bookings you asked us to cancel"),
    &cancel_request, &cancel_request_gone,
    "bookkeeping, 10 years; without reasons" },
{ "hold", "caregiver_id", NULL, NULL, NULL, "times of past bookings" },
{ "strike", "caregiver_id", N_("Cancelled by us for you"), &strike, NULL,
    "a day and a booking" },
{ "booking", "owner_id caregiver_id", N_("Bookings"), &booking,
    &booking_gone, "bookkeeping, 10 years; without what was written" },
{ "payment", "booking_id", N_("Payments"), &payment, NULL,
    "bookkeeping, 10 years" },
{ "review", "author_id subject_id", N_("Reviews"), &review, NULL,
    "others rely on them; without a name" },
{ "caregiver", "user_id", N_("Your page and your data as a caregiver"),
    &caregiver, &caregiver_gone, "bookings point at it" },
{ "file", "owner_id", N_("Files"), &file, NULL,
    "a random name, until the bytes are removed" },
{ "tombstone", "user_id", NULL, NULL, NULL, "proof of the erasure" },
{ "users", "id", N_("Your account"), &users, NULL,
    "a pseudonym: bookings and money point at it" },
{ NULL, NULL, NULL, NULL, NULL, NULL } };

/* ---- erasing --------------------------------------------------------------------- */

struct known { const char *email; tt_time erased; };
#define K(m) TT_FIELD(struct known, m)
static const struct tt_field known_fields[] = { K(email), K(erased), { 0 } };
TT_QUERY(known, struct known, known_fields,
	"SELECT email, erased FROM users WHERE id = $1");
TT_EXEC(mails_gone, "DELETE FROM job WHERE kind = 'mail'"
	" AND detail LIKE $1");
TT_EXEC(other_jobs_gone, "DELETE FROM job WHERE kind <> 'file-gone'"
	" AND detail LIKE $1 ESCAPE '\\'");
TT_EXEC(attempts_gone, "DELETE FROM attempt WHERE key = $1 OR key = $2");
TT_EXEC(events_gone, "UPDATE stripe_event SET body = ''"
	" WHERE body LIKE $1 ESCAPE '\\'");
TT_EXEC(guests_gone, "DELETE FROM openid_guest WHERE email = $1");
TT_EXEC(stone, "INSERT INTO tombstone (user_id, asked, erased)"
	" VALUES ($1, $2, $3) ON CONFLICT (user_id) DO NOTHING");

/* Anything that holds this text, for LIKE. */
static const char *
holding(struct tt_arena *a, const char *text)
{
	text = tt_replace(a, text, "\\", "\\\\");
	text = tt_replace(a, text, "%", "\\%");
	return tt_printf(a, "%%%s%%", tt_replace(a, text, "_", "\\_"));
}

/* What holds an address or a number without a column of its own for it. */
static void
erase_loose(struct tt_ctx *cx, int64_t user, const char *email)
{
	const char *id = tt_printf(cx->arena, "%" PRId64, user);

	tt_exec(cx, &mails_gone, TT_ARGS(tt_printf(cx->arena, "%% %s %%",
	    id)));
	tt_exec(cx, &other_jobs_gone, TT_ARGS(holding(cx->arena, email)));
	tt_exec(cx, &events_gone, TT_ARGS(holding(cx->arena, email)));
	tt_exec(cx, &attempts_gone, TT_ARGS(id, email));
	tt_exec(cx, &guests_gone, TT_ARGS(email));
}

void
tt_personal_erase(struct tt_ctx *cx, int64_t user, tt_time asked)
{
	const struct known *k = tt_one(cx, &known, TT_ARGS(user));
	const struct tt_number *n;
	struct tt_rows files;

	if (k == NULL || k->erased.s != 0)
		return;
	erase_loose(cx, user, k->email);
	files = tt_all(cx, &files_left, TT_ARGS(user));
	n = files.v;
	for (size_t i = 0; i < files.n; i++)
		tt_file_remove(cx, n[i].n);
	for (const struct tt_personal *p = tt_personal; p->table != NULL; p++)
		if (p->erase != NULL)
			tt_exec(cx, p->erase, TT_ARGS(user));
	tt_exec(cx, &users_gone, TT_ARGS(user, tt_printf(cx->arena,
	    "%s@erased.invalid", tt_random_hex(cx->arena, 16)), cx->now));
	tt_exec(cx, &stone, TT_ARGS(user, asked, cx->now));
	tt_audit(cx, &(struct tt_deed){ .action = "account.erase",
	    .entity = "users", .id = user });
}
