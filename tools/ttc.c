/*
 * ttc [-m manifest] -o pages.c -H pages.h page.html …
 *
 * Compiles the pages of one binary into one C file and its header, which must
 * be in one folder. Nothing is written unless every page is right. Exits with
 * 1 when a page has an error, with 2 when it was not called well or a file
 * cannot be read or written.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ttc.h"

static const char usage[] =
    "usage: ttc [-m manifest] -o pages.c -H pages.h page.html …\n";

static const char made[] = "/* Made by ttc: change the pages, not this. */\n";

static void
stop(const char *path)
{
	fprintf(stderr, "ttc: %s: %s\n", path, strerror(errno));
	exit(2);
}

static struct ttc_buf
read_file(const char *path)
{
	struct ttc_buf b = { 0 };
	char block[8192];
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL)
		stop(path);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		ttc_add(&b, block, n);
	if (ferror(f))
		stop(path);
	fclose(f);
	ttc_add(&b, "", 1);     /* so that an empty file is a text as well */
	b.n--;
	return b;
}

/* Whole or not at all: make must not find half a file. */
static void
write_file(const char *path, const struct ttc_buf *b)
{
	struct ttc_buf fresh = { 0 };
	FILE *f;

	ttc_addf(&fresh, "%s.new%c", path, '\0');
	f = fopen(fresh.p, "we");
	if (f == NULL)
		stop(fresh.p);
	if (fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0 ||
	    rename(fresh.p, path) != 0)
		stop(path);
	ttc_drop(&fresh);
}

static void
write_header(const char *path, const struct ttc_result *r)
{
	struct ttc_buf b = { 0 };

	/* Every binary has a pages.h: a guard could not tell them apart. */
	ttc_addf(&b, "%s#pragma once\n\n#include \"web/out.h\"\n", made);
	ttc_add(&b, r->includes.p, r->includes.n);
	ttc_add(&b, "\n", 1);
	ttc_add(&b, r->prototypes.p, r->prototypes.n);
	write_file(path, &b);
	ttc_drop(&b);
}

static void
write_code(const char *path, const char *header, const struct ttc_result *r)
{
	const char *slash = strrchr(header, '/');
	struct ttc_buf b = { 0 };

	ttc_addf(&b, "%s#include \"web/out.h\"\n", made);
	ttc_add(&b, r->includes.p, r->includes.n);
	ttc_addf(&b, "#include \"%s\"\n\n#define _(s) tt_say(o, s, 0)\n",
	    slash != NULL ? slash + 1 : header);
	ttc_add(&b, r->code.p, r->code.n);
	write_file(path, &b);
	ttc_drop(&b);
}

/* All pages, so that one run tells of an error in each. */
static bool
parse_all(struct ttc_result *r, char **paths, const struct ttc_str *manifest)
{
	char error[TTC_ERROR];
	struct ttc_buf page;
	bool right = true;

	for (; *paths != NULL; paths++) {
		page = read_file(*paths);
		if (!ttc_parse(r, *paths, (struct ttc_str){ page.p, page.n },
		    manifest, error)) {
			fprintf(stderr, "%s\n", error);
			right = false;
		}
		ttc_drop(&page);
	}
	return right;
}

static int
compile(char **pages, const char *code, const char *header,
    const char *manifest)
{
	struct ttc_result r = { 0 };
	struct ttc_buf text = { 0 };
	struct ttc_str files;
	bool right;

	if (manifest != NULL)
		text = read_file(manifest);
	files = (struct ttc_str){ text.p, text.n };
	right = parse_all(&r, pages, manifest != NULL ? &files : NULL);
	if (right) {
		write_header(header, &r);
		write_code(code, header, &r);
	}
	ttc_drop(&text);
	ttc_drop(&r.includes);
	ttc_drop(&r.prototypes);
	ttc_drop(&r.code);
	return right ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const char *code = NULL, *header = NULL, *manifest = NULL;
	int c;

	while ((c = getopt(argc, argv, "H:m:o:")) != -1) {
		if (c == 'H')
			header = optarg;
		else if (c == 'm')
			manifest = optarg;
		else if (c == 'o')
			code = optarg;
		else
			optind = argc;
	}
	if (code == NULL || header == NULL || optind >= argc) {
		fputs(usage, stderr);
		return 2;
	}
	return compile(argv + optind, code, header, manifest);
}
