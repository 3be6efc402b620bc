#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/crypt.h"
#include "core/text.h"
#include "net/clam.h"
#include "net/s3.h"
#include "web/decode.h"
#include "web/form.h"
#include "web/upload.h"

static bool
fault(struct tt_req *r, const char *field, const char *sentence)
{
	tt_form_error(r, field, tt_tr(r->cx->lang, sentence));
	return false;
}

static const struct tt_file *
file_of(const struct tt_req *r, const char *field)
{
	for (size_t i = 0; i < r->n_files; i++)
		if (tt_eq(r->files[i].name, field))
			return &r->files[i];
	return NULL;
}

bool
tt_uploaded(const struct tt_req *r, const char *field)
{
	return file_of(r, field) != NULL;
}

/* The field's file, or NULL and a fault. */
static const struct tt_file *
need_file(struct tt_req *r, const char *field)
{
	const struct tt_file *f = file_of(r, field);

	if (f == NULL)
		fault(r, field, N_("Choose a file."));
	else if (f->n == 0)
		fault(r, field, N_("This file is empty. Choose another one."));
	else
		return f;
	return NULL;
}

/*
 * What the scanner says. When it is away, a photo may pass: not a byte of it
 * will be kept as it came. A paper may not.
 */
static bool
scanned(struct tt_req *r, const char *field, const struct tt_file *f,
    bool photo)
{
	switch (tt_scan(r->cx, f->bytes, f->n)) {
	case TT_SCAN_CLEAN:
		return true;
	case TT_SCAN_FOUND:
		return fault(r, field, N_("Our virus scanner does not trust"
		    " this file. Choose another one."));
	case TT_SCAN_DOWN:
		break;
	}
	return photo || fault(r, field, N_("We cannot check files at the"
	    " moment. Try again later."));
}

static bool
too_many(struct tt_req *r, const char *field)
{
	return fault(r, field, N_("You have 200 files or 200 MB here already."
	    " Remove some first."));
}

/* ---- photos ---------------------------------------------------------------- */

static const char *
why_not(enum tt_decoded_as as)
{
	switch (as) {
	case TT_PHOTO_NONE:
		return N_("This is not a photo that we can read. Choose a"
		    " JPEG, PNG or WebP.");
	case TT_PHOTO_BROKEN:
		return N_("This photo is damaged or cut off. Choose another"
		    " one, or take it again.");
	case TT_PHOTO_LARGE:
		return N_("This photo is too large. At most 40 megapixels and"
		    " 8 MB are fine: save it smaller and try again.");
	case TT_PHOTO_MOVING:
		return N_("This picture moves. Choose one that stands still.");
	case TT_PHOTO_BUSY:
		return N_("We are busy with other photos. Try again in a"
		    " minute.");
	case TT_PHOTO_FINE:
		break;
	}
	return NULL;
}

static bool
decode(struct tt_req *r, const char *field, const struct tt_file *f,
    bool paper, struct tt_decoded *d)
{
	const char *bad;

	*d = tt_decode(r->cx, f->bytes, f->n, paper);
	bad = why_not(d->as);
	return bad == NULL || fault(r, field, bad);
}

/* The six files of a public photo, into media. */
static void
write_photo(struct tt_ctx *cx, const struct tt_kept *k,
    const struct tt_decoded *d)
{
	const char *path = tt_file_media(cx->arena, k);

	for (size_t i = 0; i < d->n_files; i++)
		tt_file_write(cx, tt_printf(cx->arena, "%s/%s",
		    cx->conf->media, tt_photo_file(cx->arena, path,
		    (int)i / 2, i % 2 == 0 ? "webp" : "jpg")), d->file[i].p,
		    d->file[i].n);
}

bool
tt_upload_photo(struct tt_req *r, const char *field, const char *use,
    struct tt_kept *out)
{
	const struct tt_file *f = need_file(r, field);
	unsigned char sum[TT_HASH_BYTES];
	struct tt_decoded d;

	if (f == NULL || !scanned(r, field, f, true) ||
	    !decode(r, field, f, false, &d))
		return false;
	tt_sha256(sum, f->bytes, f->n);
	*out = (struct tt_kept){ .owner_id = r->user->id, .use = use,
	    .type = "photo", .width = d.width, .height = d.height,
	    .sha256 = tt_hex(r->cx->arena, sum, sizeof(sum)),
	    .state = tt_files_in_bucket(r->cx->conf) ? "waiting" : "stored",
	    .created = r->cx->now };
	out->name = tt_file_name(r->cx->arena, d.width, d.height);
	for (size_t i = 0; i < d.n_files; i++)
		out->bytes += (int64_t)d.file[i].n;
	write_photo(r->cx, out, &d);
	if (tt_file_add(r->cx, out, &out->id) == TT_OK)
		return true;
	tt_file_unlink(r->cx, out);
	return too_many(r, field);
}

/* ---- papers ---------------------------------------------------------------- */

#define PDF_END 1024           /* where its last line is looked for */

static bool
pdf_fits(struct tt_req *r, const char *field, const struct tt_file *f)
{
	size_t end = f->n < PDF_END ? f->n : PDF_END;

	if (f->n > TT_PAPER_MAX)
		return fault(r, field, N_("This PDF is larger than 5 MB. Save"
		    " it smaller, or take a photo of the paper."));
	if (memmem(f->bytes + f->n - end, end, "%%EOF", 5) == NULL)
		return fault(r, field, N_("This PDF is damaged or cut off."
		    " Choose another one."));
	return true;
}

bool
tt_upload_paper(struct tt_req *r, const char *field, struct tt_kept *out)
{
	const struct tt_file *f = need_file(r, field);
	struct tt_decoded d = { .n_files = 0 };
	bool pdf;

	if (f == NULL)
		return false;
	*out = (struct tt_kept){ .owner_id = r->user->id,
	    .use = "certificate", .type = "pdf" };
	pdf = f->n > 5 && memcmp(f->bytes, "%PDF-", 5) == 0;
	if (pdf && !pdf_fits(r, field, f))
		return false;
	if (!scanned(r, field, f, false) ||
	    (!pdf && !decode(r, field, f, true, &d)))
		return false;
	if (!pdf) {
		out->type = "photo";
		out->width = d.width;
		out->height = d.height;
	}
	if (tt_file_keep(r->cx, out, pdf ? f->bytes : d.file[0].p,
	    pdf ? f->n : d.file[0].n) == TT_OK)
		return true;
	return too_many(r, field);
}

/* ---- fetching --------------------------------------------------------------- */

#define LINK_SECONDS 300

static const char *
type_of(const struct tt_kept *k)
{
	if (tt_eq(k->type, "photo"))
		return "image/jpeg";
	return tt_eq(k->type, "pdf") ? "application/pdf" : "application/zip";
}

/* nginx sends the bytes: it keeps these headers, and adds those of /kept/. */
static void
send_local(struct tt_req *r, const struct tt_kept *k, const char *disposition)
{
	(void)tt_body(r, 200, type_of(k));
	tt_set_header(r, "Content-Disposition", disposition);
	tt_set_header(r, "Content-Security-Policy",
	    "sandbox; default-src 'none'");
	tt_set_header(r, "X-Accel-Redirect", tt_printf(r->cx->arena,
	    "/kept/%s", tt_file_key(r->cx->arena, k)));
}

void
tt_send_kept(struct tt_req *r, const struct tt_kept *k, const char *as)
{
	struct tt_arena *a = r->cx->arena;
	bool photo = tt_eq(k->type, "photo");
	const char *disposition = tt_printf(a, "%s; filename=\"%s.%s\"",
	    photo ? "inline" : "attachment", as, photo ? "jpg" : k->type);

	if (access(tt_file_path(r->cx, k), R_OK) == 0)
		send_local(r, k, disposition);
	else if (!tt_files_in_bucket(r->cx->conf))
		tt_refuse(r, TT_ABSENT, NULL);
	else if (tt_eq(k->state, "waiting"))
		tt_error(r, 503, N_("This file is still on its way. Try again"
		    " in a minute."));
	else
		/* The bucket's address is the operator's, not a visitor's. */
		tt_redirect_url(r, (tt_url){ tt_s3_link(r->cx,
		    tt_file_key(a, k), LINK_SECONDS, disposition,
		    type_of(k)) });
}
