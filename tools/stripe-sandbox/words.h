/*
 * What the hosted pages say, in Dutch, French, English and German. The
 * sandbox is a program of its own and carries its words itself. "{}" stands
 * for a value.
 */
#ifndef TT_WORDS_H
#define TT_WORDS_H

#include <stdint.h>

struct tt_call;

enum tt_lang { TT_EN, TT_NL, TT_FR, TT_DE };

enum tt_word {
	TT_W_BAND,
	TT_W_FOOT,
	TT_W_SKIP,
	TT_W_PAY_TITLE,
	TT_W_PAY_TO,
	TT_W_ORDER,
	TT_W_TOTAL,
	TT_W_TIMES,
	TT_W_HOW,
	TT_W_BY_CARD,
	TT_W_NUMBER,
	TT_W_EXPIRY,
	TT_W_EXPIRY_HINT,
	TT_W_CVC,
	TT_W_CVC_HINT,
	TT_W_NAME,
	TT_W_EMAIL,
	TT_W_PAY,
	TT_W_OR,
	TT_W_WITH,
	TT_W_CANCEL,
	TT_W_CARDS,
	TT_W_CARDS_HINT,
	TT_W_CARD_OK,
	TT_W_CARD_NO,
	TT_W_CARD_FUNDS,
	TT_W_CARD_STEP,
	TT_W_CARD_BACK,
	TT_W_CARD_HEAD,
	TT_W_THEN_HEAD,
	TT_W_CHECK,
	TT_W_BAD_NUMBER,
	TT_W_NOT_TEST,
	TT_W_BAD_EXPIRY,
	TT_W_PAST,
	TT_W_BAD_CVC,
	TT_W_BAD_NAME,
	TT_W_BAD_EMAIL,
	TT_W_DECLINED,
	TT_W_FUNDS,
	TT_W_EXPIRED_CARD,
	TT_W_WRONG_CVC,
	TT_W_PROCESSING,
	TT_W_STEP_FAILED,
	TT_W_BANK_FAILED,
	TT_W_PAID_TITLE,
	TT_W_PAID,
	TT_W_GONE_TITLE,
	TT_W_GONE,
	TT_W_BACK,
	TT_W_LOST_TITLE,
	TT_W_LOST,
	TT_W_HOME_TITLE,
	TT_W_HOME,
	TT_W_STEP_TITLE,
	TT_W_STEP,
	TT_W_STEP_DONE,
	TT_W_STEP_FAIL,
	TT_W_BANK_TITLE,
	TT_W_BANK,
	TT_W_BANK_DONE,
	TT_W_BANK_LATER,
	TT_W_BANK_FAIL,
	TT_W_SETUP_TITLE,
	TT_W_SETUP,
	TT_W_LEGAL_NAME,
	TT_W_NO_NAME,
	TT_W_IBAN,
	TT_W_IBAN_HINT,
	TT_W_BAD_IBAN,
	TT_W_TERMS,
	TT_W_BAD_TERMS,
	TT_W_SETUP_DONE,
	TT_W_SETUP_LATER,
	TT_W_SETUP_GONE,
	TT_W_EXPRESS_TITLE,
	TT_W_AVAILABLE,
	TT_W_PENDING,
	TT_W_PAYOUTS_ON,
	TT_W_PAYOUTS_OFF,
	TT_W_COUNT
};

const char *tt_word(enum tt_lang, enum tt_word);
/* The same with its "{}" replaced, in the call's pool. */
const char *tt_word_with(
    struct tt_call *, enum tt_lang, enum tt_word, const char *value);
/* "€ 12,50" as the language writes it. */
const char *tt_word_money(struct tt_call *, enum tt_lang, int64_t cents);

/* "nl", as for the lang attribute. */
const char *tt_lang_code(enum tt_lang);
/* By a session's locale ("auto", NULL, "en-GB"), else the browser's. */
enum tt_lang tt_lang_of(struct tt_call *, const char *locale);

#endif
