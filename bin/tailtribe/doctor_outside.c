/* The doctor looks at what we only use: the decoder, the scanner, the bucket,
 * the OpenID provider. What is not configured is not asked. */
#include <stdlib.h>
#include <unistd.h>

#include "core/text.h"
#include "model/file.h"
#include "net/clam.h"
#include "net/openid.h"
#include "net/s3.h"
#include "tailtribe/doctor.h"
#include "web/decode.h"

/* A grey point as PNG, the smallest photo that there is. */
static const unsigned char point[] = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a,
	0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
	0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a,
	0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78,
	0xda, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0xda, 0x45, 0x08,
	0x3b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
	0x82 };

/* In a folder of our own: a lock that root makes in `run` would keep the
 * programs of the site out. */
static enum tt_decoded_as
decode(struct tt_doctor *d)
{
	char run[] = "/tmp/tt-doctor-XXXXXX";
	struct tt_conf conf = *d->t->conf;
	struct tt_ctx cx = *d->t->cx;
	enum tt_decoded_as as;

	if (mkdtemp(run) == NULL)
		return TT_PHOTO_BUSY;
	conf.run = run;
	conf.image_slots = 1;
	cx.conf = &conf;
	as = tt_decode(&cx, point, sizeof(point), true).as;
	(void)unlink(tt_printf(cx.arena, "%s/image-0.lock", run));
	(void)rmdir(run);
	return as;
}

static void
photos(struct tt_doctor *d)
{
	if (decode(d) == TT_PHOTO_FINE)
		tt_doctor_ok("photos are decoded");
	else
		tt_doctor_bad(d, "see whether tailtribe-image is installed "
		    "with the programs of the site, or where `image` of the "
		    "configuration points", "photos cannot be decoded");
}

static void
scanner(struct tt_doctor *d)
{
	const char *at = d->t->conf->scan;

	if (at[0] == '\0')
		return;
	if (tt_scan(d->t->cx, "x", 1) == TT_SCAN_CLEAN)
		tt_doctor_ok("clamd answers");
	else
		tt_doctor_bad(d, "systemctl restart clamav-daemon, and let its"
		    " socket be open to the programs", "clamd at %s does not "
		    "answer", at);
}

/* Something that is not there: the store looks at the signature first. */
static void
bucket(struct tt_doctor *d)
{
	struct tt_s3_answer a;
	const void *p;
	size_t n;

	if (!tt_files_in_bucket(d->t->conf))
		return;
	a = tt_s3_get(d->t->cx, "doctor", 1024, &p, &n);
	if (a.error == NULL)
		tt_doctor_ok("the bucket answers");
	else
		tt_doctor_bad(d, "see store, store_key, store_secret and "
		    "store_region in the configuration, and the clock",
		    "the bucket: %s", a.error);
}

static void
provider(struct tt_doctor *d)
{
	const struct tt_conf *c = d->t->conf;

	if (!tt_openid_on(c))
		return;
	if (tt_openid_address(d->t->cx, "s", "n", "v") != NULL)
		tt_doctor_ok("the OpenID provider answers");
	else
		tt_doctor_bad(d, "see openid_issuer in the configuration",
		    "the OpenID provider %s does not answer",
		    c->openid_issuer);
}

void
tt_doctor_outside(struct tt_doctor *d)
{
	photos(d);
	scanner(d);
	bucket(d);
	provider(d);
}
