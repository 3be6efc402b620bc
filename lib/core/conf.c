#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/text.h"

#define FILE_MAX ((size_t)64 << 10)

#define F(member, ...) TT_FIELD(struct tt_conf, member, ##__VA_ARGS__)

const struct tt_field tt_conf_fields[] = {
	F(database, .required = true),
	F(site, .required = true),
	F(media, .start = TT_STATE_DIR "/media"),
	F(store, .start = "dir:" TT_STATE_DIR "/files"),
	F(spool, .start = TT_STATE_DIR "/files"),
	F(store_key, .start = ""),
	F(store_secret, .start = ""),
	F(store_region, .start = "us-east-1"),
	F(image, .start = TT_LIBEXEC_DIR "/tailtribe-image"),
	F(scan, .start = ""),
	F(data, .start = TT_DATA_DIR),
	F(locale, .start = TT_LOCALE_DIR),
	F(run, .start = TT_RUN_DIR),
	F(demo, .start = "no"),
	F(operator_name, .start = ""),
	F(operator_address, .start = ""),
	F(company_number, .start = ""),
	F(vat_number, .start = ""),
	F(support, .required = true),
	F(secret, .required = true, .min = 32, .max = 256),
	F(pepper, .required = true, .min = 32, .max = 256),
	F(mail, .required = true),
	F(mail_from, .required = true),
	F(stripe, .start = "https://api.stripe.com"),
	F(stripe_key, .start = ""),
	F(stripe_webhook_secret, .start = ""),
	F(stripe_checkout, .start = "https://checkout.stripe.com"),
	F(openid_issuer, .start = ""),
	F(openid_client, .start = ""),
	F(openid_secret, .start = ""),
	F(openid_name, .start = "Google", .min = 1, .max = 40),
	F(commission_bp, .start = "2000", .min = 0, .max = 10000),
	F(horizon_days, .start = "90", .min = 1, .max = 120),
	F(payout_hours, .start = "72", .min = 48, .max = 720),
	F(image_slots, .start = "2", .min = 1, .max = 64),
	{ 0 }
};

static const struct about {
	const char *key, *text;
} about[] = {
	{ "database", "sqlite:/path/to/file, or postgres: and what libpq "
	    "takes (host=… dbname=… user=…)" },
	{ "site", "the address people type, https://host, without a slash at "
	    "the end; every mail uses it" },
	{ "media", "the folder of pictures; nginx serves it as /media/" },
	{ "store", "private files: dir:/folder, or s3:https://host/bucket of "
	    "any store that speaks S3" },
	{ "spool", "the folder where files wait for their bucket" },
	{ "store_key", "the access key of the bucket" },
	{ "store_secret", "the secret of that key" },
	{ "store_region", "the region of the bucket; any word for most stores "
	    "but Amazon's" },
	{ "image", "the program that decodes photos" },
	{ "scan", "the socket of clamd, /run/clamav/clamd.ctl; nothing: files "
	    "are not scanned" },
	{ "data", "the folder with content/, seed/ and the list of common "
	    "passwords" },
	{ "locale", "the folder of the message catalogues" },
	{ "run", "the folder of the sockets" },
	{ "demo", "yes: every page says that its people are made up, and "
	    "mails can be read at /demo/mail" },
	{ "operator_name", "who runs this site, for the imprint and the "
	    "mails" },
	{ "operator_address", "where the operator is" },
	{ "company_number", "the operator's number at the KBO or KVK" },
	{ "vat_number", "the operator's VAT number" },
	{ "support", "the mailbox of support, name@host" },
	{ "secret", "32 or more random characters; signs form tokens" },
	{ "pepper", "32 or more random characters; goes into each password's "
	    "hash, and must never change" },
	{ "mail", "smtp://user:password@host:port, smtps://…, or dir:/path "
	    "to write each mail as a file" },
	{ "mail_from", "the sender of every mail, name@host" },
	{ "stripe", "the address of the payment API; http://127.0.0.1:PORT "
	    "for stripe-sandbox" },
	{ "stripe_key", "the secret key of the payment API" },
	{ "stripe_webhook_secret", "what signs its webhooks; two may stand "
	    "side by side, separated by a blank" },
	{ "stripe_checkout", "the origin of its payment pages" },
	{ "openid_issuer", "the OpenID provider whose accounts log in here, "
	    "https://accounts.google.com for Google; empty: none. Register "
	    "/login/google/back of this site as the address to come back to" },
	{ "openid_client", "what the provider calls this site (client id)" },
	{ "openid_secret", "the secret that it gave for that" },
	{ "openid_name", "what the button calls the provider" },
	{ "commission_bp", "commission in basis points: 2000 is 20 %" },
	{ "horizon_days", "how many days ahead one may book" },
	{ "payout_hours", "hours from completed to paid out" },
	{ "image_slots", "how many photos may be decoded at once" },
};

const char *
tt_conf_about(const char *key)
{
	for (size_t i = 0; i < sizeof(about) / sizeof(*about); i++)
		if (tt_eq(about[i].key, key))
			return about[i].text;
	return "";
}

/* The first line of a file, "" when this process may not have it. */
static const char *
from_file(struct tt_arena *a, const char *path)
{
	char text[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return "";
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n < 0)
		return "";
	text[n] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	return tt_trim(a, text);
}

static const char *
set(struct tt_arena *a, const struct tt_field *f, const char *value,
    struct tt_conf *c)
{
	void *at = tt_field_at(f, c);
	size_t n;

	if (f->type == TT_F_TEXT) {
		bool file = value[0] == '@';

		if (file)
			value = from_file(a, value + 1);
		n = strlen(value);
		if (f->max > 0 && !(file && n == 0) &&
		    (n < (size_t)f->min || n > (size_t)f->max))
			return tt_printf(a, "%s must have %d to %d characters",
			    f->name, (int)f->min, (int)f->max);
		*(const char **)at = tt_strdup(a, value);
	} else if (f->type == TT_F_BOOL) {
		if (!tt_eq(value, "yes") && !tt_eq(value, "no"))
			return tt_printf(a, "%s must be yes or no", f->name);
		*(bool *)at = tt_eq(value, "yes");
	} else if (!tt_int(value, f->min, f->max, at)) {
		return tt_printf(a, "%s must be a number from %d to %d",
		    f->name, (int)f->min, (int)f->max);
	}
	return NULL;
}

static const char *
read_line(struct tt_arena *a, char *line, struct tt_conf *c, uint64_t *seen)
{
	char *eq = strchr(line, '=');
	const struct tt_field *f;
	const char *key;
	uint64_t bit;

	if (eq == NULL)
		return "expected key = value";
	*eq = '\0';
	key = tt_trim(a, line);
	f = tt_field_named(tt_conf_fields, key);
	if (f == NULL)
		return tt_printf(a, "no such key: %s", key);
	bit = (uint64_t)1 << (f - tt_conf_fields);
	if (*seen & bit)
		return tt_printf(a, "%s is given twice", key);
	*seen |= bit;
	return set(a, f, tt_trim(a, eq + 1), c);
}

/* Only https may name who somebody is; this machine is for tests. */
static const char *
check_openid(const struct tt_conf *c)
{
	if (c->openid_issuer[0] == '\0')
		return NULL;
	if (!tt_starts(c->openid_issuer, "https://") &&
	    !tt_starts(c->openid_issuer, "http://127.0.0.1:"))
		return "openid_issuer must start with https://";
	if (strpbrk(c->openid_issuer, "?# ") != NULL)
		return "openid_issuer is an address without ? and #";
	if (c->openid_client[0] == '\0')
		return "openid_client is missing";
	return NULL;
}

static const char *
check_whole(struct tt_arena *a, struct tt_conf *c, uint64_t seen)
{
	const char *bad;

	for (const struct tt_field *f = tt_conf_fields; f->type != TT_F_END;
	    f++) {
		if (seen & (uint64_t)1 << (f - tt_conf_fields))
			continue;
		if (f->required)
			return tt_printf(a, "%s is missing", f->name);
		set(a, f, f->start, c);
	}
	if (!tt_starts(c->site, "https://") || tt_ends(c->site, "/"))
		return "site must start with https:// and not end with /";
	if (!tt_starts(c->database, "sqlite:/") &&
	    !tt_starts(c->database, "postgres:"))
		return "database must start with sqlite:/ or postgres:";
	if (!tt_starts(c->store, "dir:/") &&
	    !tt_starts(c->store, "s3:https://") &&
	    !tt_starts(c->store, "s3:http://127.0.0.1:"))
		return "store must start with dir:/ or s3:https://";
	if (tt_starts(c->store, "s3:") && (strchr(strstr(c->store, "//") + 2,
	    '/') == NULL || tt_ends(c->store, "/")))
		return "store must be s3:https://host/bucket";
	bad = check_openid(c);
	if (bad != NULL)
		return bad;
	if (!c->demo && tt_starts(c->stripe_key, "sk_test_"))
		return "stripe_key is a test key, and demo is not yes";
	return NULL;
}

const char *
tt_conf_parse(struct tt_arena *a, const char *text, size_t n,
    struct tt_conf *c)
{
	uint64_t seen = 0;
	int number = 0;
	char *copy, *line, *rest;

	*c = (struct tt_conf){ 0 };
	if (n > FILE_MAX || !tt_utf8_ok(text, n, true))
		return "not a text file of at most 64 KB";
	rest = copy = tt_strndup(a, text, n);
	while ((line = strsep(&rest, "\n")) != NULL) {
		const char *bad;

		number++;
		line = tt_trim(a, line);
		if (line[0] == '\0' || line[0] == '#')
			continue;
		bad = read_line(a, line, c, &seen);
		if (bad != NULL)
			return tt_printf(a, "line %d: %s", number, bad);
	}
	return check_whole(a, c, seen);
}

const char *
tt_conf_read(struct tt_arena *a, struct tt_conf *c, const char **path)
{
	const char *named = getenv("TT_CONF"), *bad;
	struct stat st;
	char *text;
	ssize_t n;
	int fd;

	*path = named != NULL ? tt_strdup(a, named) : TT_CONF_FILE;
	fd = open(*path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return tt_strdup(a, strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (st.st_mode & S_IROTH) != 0) {
		close(fd);
		return "others may read it: chmod o-rwx";
	}
	text = tt_alloc(a, FILE_MAX + 1);
	n = read(fd, text, FILE_MAX + 1);
	close(fd);
	if (n < 0)
		return tt_strdup(a, strerror(errno));
	bad = tt_conf_parse(a, text, (size_t)n, c);
	return bad;
}
