/*
 * The table of letters: who gets which sentences, with which button. What
 * makes a letter of a row is in letters.c.
 */
#ifndef TT_KINDS_H
#define TT_KINDS_H

/*
 * What fills the sentences, by number:
 * 1 the other party's name   2 the service   3 the start   4 the deadline
 * 5 the price   6 the caregiver's share   7 the reason   8 what goes back
 */
enum { OTHER, SERVICE, START, DEADLINE, PRICE, SHARE, REASON, BACK, FILLS };

enum about { PERSON, BOOKING, CERTIFICATE };

/* Where a letter goes: to the account's address, to the one that its link is
 * to confirm, or to the one that the job names. */
enum to { ACCOUNT, LINK, NAMED };

struct kind {
	const char *name;
	enum about  about;
	const char *subject, *says[3];
	const char *button, *path;      /* %s: the secret or the booking's id */
	enum to     to;
};

/* NULL when there is no such letter. */
const struct kind *tt_letter_kind(const char *name);

#endif
