/*
 * What caregivers write about themselves for staff and for the money: numbers
 * that carry their own check, and the bio. Pure, with a fuzzer.
 *
 * Each gives back what is kept, without blanks, dots and hyphens and in
 * capitals; or NULL, and `why` says in a sentence for tt_tr how to mend it.
 * What is kept is accepted again as it is.
 */
#ifndef TT_NUMBER_H
#define TT_NUMBER_H

#include "core/arena.h"

/* An account of the SEPA area: the shape of its country, and modulo 97. */
const char *tt_iban(struct tt_arena *, const char *typed, const char **why);
/* "BE68 5390 0754 7034" for reading. */
const char *tt_iban_show(struct tt_arena *, const char *iban);
/* "BE68 •••• 7034": enough to know it by. */
const char *tt_iban_hint(struct tt_arena *, const char *iban);

/* A company's number: KBO in BE, KVK in NL. */
const char *tt_company_number(struct tt_arena *, const char *typed,
    const char *country, const char **why);

/* A VAT number of BE, NL, DE, FR or LU; without letters it is `country`'s. */
const char *tt_vat_number(struct tt_arena *, const char *typed,
    const char *country, const char **why);

/* The bio, trimmed: 80 to 2,000 characters of Markdown without links and
 * HTML. NULL when it is right, else a sentence for tt_tr. */
#define TT_BIO_MIN 80
#define TT_BIO_MAX 2000
const char *tt_bio_fault(const char *bio);

#endif
