#include "core/text.h"
#include "model/booking.h"

const char *const tt_booking_states[] = { "pending", "accepted", "paid",
    "completed", "declined", "withdrawn", "expired", "cancelled", NULL };
const char *const tt_booking_state_names[] = { N_("Waiting for an answer"),
    N_("To be paid"), N_("Paid"), N_("Done"), N_("Declined"),
    N_("Withdrawn"), N_("Expired"), N_("Cancelled"), NULL };
const char *const tt_events[] = { "accept", "decline", "withdraw", "expire",
    "pay", "complete", "cancel", "cancel_by_staff", NULL };

#define B(m, ...) TT_FIELD(struct tt_booking, m, ##__VA_ARGS__)
static const struct tt_field booking_fields[] = {
	B(id), B(owner_id), B(caregiver_id), B(version), B(owner_first),
	B(owner_last), B(caregiver_first), B(caregiver_last), B(service),
	B(state, .words = tt_booking_states), B(starts), B(ends), B(created),
	B(answer_by), B(pay_by), B(accepted), B(paid), B(completed), B(closed),
	B(pets), B(price), B(commission_bp), B(policy), B(note), B(off_leash),
	B(emergency_name), B(emergency_phone), B(vet_name), B(vet_phone),
	B(vet_address), B(report), B(reason), { 0 }
};

#define BOOKING                                                             \
	"SELECT b.id, b.owner_id, b.caregiver_id, b.version,"               \
	" o.first_name AS owner_first, o.last_name AS owner_last,"          \
	" c.first_name AS caregiver_first, c.last_name AS caregiver_last,"  \
	" b.service, b.state, b.starts, b.ends, b.created, b.answer_by,"    \
	" b.pay_by, b.accepted, b.paid, b.completed, b.closed, b.pets,"     \
	" b.price, b.commission_bp, b.policy, b.note, b.off_leash,"         \
	" b.emergency_name, b.emergency_phone, b.vet_name, b.vet_phone,"    \
	" b.vet_address, b.report, b.reason FROM booking b"                 \
	" JOIN users o ON o.id = b.owner_id"                                \
	" JOIN users c ON c.id = b.caregiver_id WHERE b.id = $1"

TT_QUERY(find, struct tt_booking, booking_fields,
	BOOKING " AND $2 IN (b.owner_id, b.caregiver_id)");
TT_QUERY(find_any, struct tt_booking, booking_fields, BOOKING);

#define P(m) TT_FIELD(struct tt_booking_pet, m)
static const struct tt_field pet_fields[] = { P(pet_id), P(name), P(kind),
    P(breed), P(medical), P(character), P(vaccinations), P(notes), P(chip),
    P(sex), P(born_year), P(weight_g), P(neutered), P(pets_ok), P(people_ok),
    P(colour), P(allergies), P(medications), P(behaviour), P(temperament),
    P(special_needs), { 0 } };
TT_QUERY(pets, struct tt_booking_pet, pet_fields,
	"SELECT bp.pet_id, bp.name, bp.kind, bp.breed, p.medical, p.character,"
	" p.vaccinations, p.notes, p.chip, p.sex, p.born_year, p.weight_g,"
	" p.neutered, p.pets_ok, p.people_ok, p.colour, p.allergies,"
	" p.medications, p.behaviour, p.temperament, p.special_needs"
	" FROM booking_pet bp"
	" JOIN pet p ON p.id = bp.pet_id WHERE bp.booking_id = $1"
	" ORDER BY bp.pet_id LIMIT 20");

#define L(m, ...) TT_FIELD(struct tt_line, m, ##__VA_ARGS__)
static const struct tt_field line_fields[] = { L(kind, .words =
    tt_line_kinds), L(unit, .words = tt_units), L(quantity), L(times),
    L(each), L(amount), { 0 } };
TT_QUERY(lines, struct tt_line, line_fields, "SELECT kind, unit, quantity,"
	" times, each, amount FROM booking_line WHERE booking_id = $1"
	" ORDER BY line LIMIT 10");

#define E(m) TT_FIELD(struct tt_booking_event, m)
static const struct tt_field event_fields[] = { E(event), E(from_state),
    E(to_state), E(reason), E(actor_id), E(at), { 0 } };
TT_QUERY(events, struct tt_booking_event, event_fields,
	"SELECT event, from_state, to_state, reason, actor_id, at"
	" FROM booking_event WHERE booking_id = $1 ORDER BY seq LIMIT 50");

#define C(m) TT_FIELD(struct tt_contact, m)
static const struct tt_field contact_fields[] = { C(first), C(last), C(phone),
    C(street), C(postcode), C(town), { 0 } };
TT_QUERY(contact, struct tt_contact, contact_fields,
	"SELECT u.first_name AS first, u.last_name AS last, u.phone, u.street,"
	" u.postcode, u.town FROM booking b JOIN users u ON u.id ="
	" CASE WHEN b.owner_id = $2 THEN b.caregiver_id ELSE b.owner_id END"
	" WHERE b.id = $1 AND $2 IN (b.owner_id, b.caregiver_id)");

#define R(m, ...) TT_FIELD(struct tt_booking_row, m, ##__VA_ARGS__)
static const struct tt_field row_fields[] = { R(id), R(owner_id),
    R(caregiver_id), R(other_first), R(other_last), R(service),
    R(state, .words = tt_booking_states), R(starts), R(ends), R(answer_by),
    R(pay_by), R(price), R(pets), { 0 } };

#define ROW                                                                 \
	"SELECT b.id, b.owner_id, b.caregiver_id,"                          \
	" u.first_name AS other_first, u.last_name AS other_last,"          \
	" b.service, b.state, b.starts, b.ends, b.answer_by, b.pay_by,"     \
	" b.price, b.pets FROM booking b"
#define OPEN " AND b.state IN ('pending', 'accepted', 'paid')"              \
	" ORDER BY b.starts LIMIT $2"
#define PAST " AND b.state IN ('completed', 'declined', 'withdrawn',"       \
	" 'expired', 'cancelled') AND ($2 = 0 OR b.id < $2)"                \
	" ORDER BY b.id DESC LIMIT $3"

TT_QUERY(open_asked, struct tt_booking_row, row_fields, ROW
	" JOIN users u ON u.id = b.caregiver_id WHERE b.owner_id = $1" OPEN);
TT_QUERY(open_given, struct tt_booking_row, row_fields, ROW
	" JOIN users u ON u.id = b.owner_id WHERE b.caregiver_id = $1" OPEN);
TT_QUERY(past_asked, struct tt_booking_row, row_fields, ROW
	" JOIN users u ON u.id = b.caregiver_id WHERE b.owner_id = $1" PAST);
TT_QUERY(past_given, struct tt_booking_row, row_fields, ROW
	" JOIN users u ON u.id = b.owner_id WHERE b.caregiver_id = $1" PAST);

struct named { int64_t booking_id; const char *name; };
static const struct tt_field named_fields[] = {
	TT_FIELD(struct named, booking_id), TT_FIELD(struct named, name), { 0 }
};
/* The names of the pets of the bookings of one list, one query for all. */
TT_QUERY(names, struct named, named_fields, "SELECT booking_id, name"
	" FROM booking_pet WHERE booking_id BETWEEN $1 AND $2 AND booking_id IN"
	" (SELECT id FROM booking WHERE id BETWEEN $1 AND $2"
	" AND $3 IN (owner_id, caregiver_id)) ORDER BY booking_id, pet_id"
	" LIMIT 2000");

const struct tt_booking *
tt_booking_find(struct tt_ctx *cx, int64_t id, int64_t viewer)
{
	return tt_one(cx, &find, TT_ARGS(id, viewer));
}

const struct tt_booking *
tt_booking_any(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &find_any, TT_ARGS(id));
}

/* Of an animal whose owner was erased nothing is left. */
static const char *
pet_name(struct tt_ctx *cx, const char *name)
{
	return name[0] == '\0' ? tt_tr(cx->lang, N_("Deleted pet")) : name;
}

struct tt_rows
tt_booking_pets(struct tt_ctx *cx, int64_t id)
{
	struct tt_rows rows = tt_all(cx, &pets, TT_ARGS(id));
	struct tt_booking_pet *p = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		p[i].name = pet_name(cx, p[i].name);
	return rows;
}

struct tt_rows
tt_booking_lines(struct tt_ctx *cx, int64_t id)
{
	return tt_all(cx, &lines, TT_ARGS(id));
}

struct tt_rows
tt_booking_events(struct tt_ctx *cx, int64_t id)
{
	return tt_all(cx, &events, TT_ARGS(id));
}

struct tt_contact
tt_booking_contact(struct tt_ctx *cx, const struct tt_booking *b,
    int64_t viewer)
{
	struct tt_contact none = { "", "", "", "", "", "" };
	const struct tt_contact *c;

	/* Phone and address are shown from payment on, and never before. */
	if (b->state != TT_PAID && b->state != TT_COMPLETED)
		return none;
	c = tt_one(cx, &contact, TT_ARGS(b->id, viewer));
	return c == NULL ? none : *c;
}

/* Put the pets' names beside their bookings: "Rex, Fien". */
static struct tt_rows
with_names(struct tt_ctx *cx, struct tt_rows rows, int64_t viewer)
{
	struct tt_booking_row *b = rows.v;
	int64_t first = INT64_MAX, last = 0;
	const struct named *n;
	struct tt_rows found;

	for (size_t i = 0; i < rows.n; i++) {
		b[i].pet_names = "";
		first = b[i].id < first ? b[i].id : first;
		last = b[i].id > last ? b[i].id : last;
	}
	if (rows.n == 0)
		return rows;
	found = tt_all(cx, &names, TT_ARGS(first, last, viewer));
	n = found.v;
	for (size_t k = 0; k < found.n; k++)
		for (size_t i = 0; i < rows.n; i++)
			if (b[i].id == n[k].booking_id)
				b[i].pet_names = b[i].pet_names[0] == '\0' ?
				    pet_name(cx, n[k].name) :
				    tt_printf(cx->arena, "%s, %s",
				    b[i].pet_names, pet_name(cx, n[k].name));
	return rows;
}

struct tt_rows
tt_booking_open(struct tt_ctx *cx, int64_t viewer, bool as_caregiver,
    int64_t limit)
{
	return with_names(cx, tt_all(cx, as_caregiver ? &open_given :
	    &open_asked, TT_ARGS(viewer, limit)), viewer);
}

struct tt_rows
tt_booking_past(struct tt_ctx *cx, int64_t viewer, bool as_caregiver,
    int64_t before, int64_t limit)
{
	return with_names(cx, tt_all(cx, as_caregiver ? &past_given :
	    &past_asked, TT_ARGS(viewer, before, limit)), viewer);
}
