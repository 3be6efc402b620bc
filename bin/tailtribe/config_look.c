/* Settings that can be read and cannot be right. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "model/user.h"
#include "tailtribe/tool.h"

#define DISTINCT_MIN 8       /* characters in what ought to be random */

struct looking {
	struct tt_ctx        *cx;
	const struct tt_conf *c;
	void                (*say)(void *, const char *, const char *);
	void                 *arg;
};

static void
bad(const struct looking *l, const char *key, const char *what)
{
	l->say(l->arg, key, what);
}

static void
folder(const struct looking *l, const char *key, const char *path, bool write)
{
	struct stat st;

	if (stat(path, &st) != 0)
		bad(l, key, tt_printf(l->cx->arena, "%s: %s", path,
		    strerror(errno)));
	else if (!S_ISDIR(st.st_mode))
		bad(l, key, tt_printf(l->cx->arena, "%s is not a folder",
		    path));
	else if (access(path, write ? W_OK | X_OK : R_OK | X_OK) != 0)
		bad(l, key, tt_printf(l->cx->arena, "%s: this user may not %s "
		    "there", path, write ? "write" : "read"));
}

static void
file_in(const struct looking *l, const char *key, const char *dir,
    const char *name)
{
	const char *path = tt_printf(l->cx->arena, "%s/%s", dir, name);

	if (access(path, R_OK) != 0)
		bad(l, key, tt_printf(l->cx->arena, "%s: %s", path,
		    strerror(errno)));
}

static void
folders(const struct looking *l)
{
	const struct tt_conf *c = l->c;

	folder(l, "media", c->media, true);
	folder(l, "run", c->run, false);
	file_in(l, "data", c->data, "common-passwords.txt");
	file_in(l, "locale", c->locale, "all/LC_MESSAGES/tt-nl.mo");
	if (tt_starts(c->database, "sqlite:")) {
		char *path = tt_strdup(l->cx->arena, c->database + 7);
		char *slash = strrchr(path, '/');
		struct stat st;

		if (stat(path, &st) == 0 && (st.st_mode & S_IROTH) != 0)
			bad(l, "database", "others may read the file: chmod "
			    "o-rwx");
		*slash = '\0';
		folder(l, "database", slash == path ? "/" : path, true);
	}
}

static void
secret(const struct looking *l, const char *key, const char *value)
{
	bool seen[256] = { false };
	int distinct = 0;

	for (const char *s = value; *s != '\0'; s++) {
		distinct += !seen[(unsigned char)*s];
		seen[(unsigned char)*s] = true;
	}
	if (value[0] == '\0')
		bad(l, key, "this user cannot read the file that it is in");
	else if (distinct < DISTINCT_MIN)
		bad(l, key, "it is not random: openssl rand -hex 32 makes one");
}

static void
secrets(const struct looking *l)
{
	const struct tt_conf *c = l->c;

	secret(l, "secret", c->secret);
	secret(l, "pepper", c->pepper);
	if (c->secret[0] != '\0' && tt_eq(c->secret, c->pepper))
		bad(l, "pepper", "it is the same as secret");
}

static void
mail(const struct looking *l)
{
	const struct tt_conf *c = l->c;
	const char *m = c->mail, *at;

	if (tt_starts(m, "dir:")) {
		folder(l, "mail", m + 4, true);
		if (!c->demo)
			bad(l, "mail", "mails are only written to a folder, "
			    "and nobody gets them");
	} else if (tt_starts(m, "smtp://") || tt_starts(m, "smtps://")) {
		at = strrchr(m, '@');
		at = at == NULL ? strstr(m, "://") + 3 : at + 1;
		if (*at == '\0' || *at == ':' || *at == '/')
			bad(l, "mail", "there is no host in it");
	} else {
		bad(l, "mail", "must start with smtp://, smtps:// or dir:");
	}
	if (!tt_email_ok(c->mail_from))
		bad(l, "mail_from", "it is not an e-mail address");
	if (!tt_email_ok(c->support))
		bad(l, "support", "it is not an e-mail address");
}

static bool
here(const char *url)
{
	return tt_starts(url, "http://127.0.0.1:") ||
	    tt_starts(url, "http://localhost:") ||
	    tt_starts(url, "http://[::1]:");
}

static void
signing(const struct looking *l)
{
	char *rest = tt_strdup(l->cx->arena, l->c->stripe_webhook_secret);
	const char *one;

	if (rest[0] == '\0')
		bad(l, "stripe_webhook_secret", "without it no payment is "
		    "ever believed; or this user cannot read it");
	while (rest[0] != '\0' && (one = strsep(&rest, " ")) != NULL) {
		if (one[0] != '\0' && !tt_starts(one, "whsec_"))
			bad(l, "stripe_webhook_secret", "each must start with "
			    "whsec_");
		if (rest == NULL)
			break;
	}
}

static void
payments(const struct looking *l)
{
	const struct tt_conf *c = l->c;
	const char *k = c->stripe_key;

	if (!tt_starts(c->stripe, "https://") && !here(c->stripe))
		bad(l, "stripe", "must start with https://, or be on this "
		    "machine");
	else if (here(c->stripe) && !c->demo)
		bad(l, "stripe", "it is the sandbox, and demo is not yes");
	if (k[0] == '\0')
		bad(l, "stripe_key", "without it nobody can pay; or this user "
		    "cannot read it");
	else if (tt_starts(k, "pk_"))
		bad(l, "stripe_key", "it is the publishable key; the secret "
		    "one starts with sk_");
	else if (!tt_starts(k, "sk_") && !tt_starts(k, "rk_"))
		bad(l, "stripe_key", "must start with sk_live_, rk_live_ or, "
		    "in a demo, sk_test_");
	else if (c->demo && strstr(k, "_live_") != NULL)
		bad(l, "stripe_key", "a live key moves real money, and demo "
		    "is yes");
	signing(l);
	if (!tt_starts(c->stripe_checkout, "https://") ||
	    tt_ends(c->stripe_checkout, "/"))
		bad(l, "stripe_checkout", "must start with https:// and not "
		    "end with /");
}

static void
operator_(const struct looking *l)
{
	const struct tt_conf *c = l->c;
	const struct { const char *key, *value; } must[] = {
		{ "operator_name", c->operator_name },
		{ "operator_address", c->operator_address },
		{ "company_number", c->company_number },
		{ "vat_number", c->vat_number },
	};

	if (strchr(c->site + 8, '/') != NULL || c->site[8] == '\0')
		bad(l, "site", "must be https://host or https://host:port");
	for (size_t i = 0; i < sizeof(must) / sizeof(*must); i++)
		if (must[i].value[0] == '\0' && !c->demo)
			bad(l, must[i].key, "the law wants it in the imprint");
}

void
tt_conf_look(struct tt_ctx *cx, const struct tt_conf *c,
    void (*say)(void *, const char *, const char *), void *arg)
{
	const struct looking l = { cx, c, say, arg };

	operator_(&l);
	folders(&l);
	secrets(&l);
	mail(&l);
	payments(&l);
}
