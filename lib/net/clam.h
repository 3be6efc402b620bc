/*
 * A virus scanner: clamd, at the socket that conf->scan names. Nothing leaves
 * the machine, so a request may ask it; it gets three seconds.
 */
#ifndef TT_CLAM_H
#define TT_CLAM_H

#include <stddef.h>

#include "core/ctx.h"

enum tt_scan {
	TT_SCAN_CLEAN,        /* also when there is no scanner to ask */
	TT_SCAN_FOUND,
	TT_SCAN_DOWN,         /* no answer, or not one that says either */
};

enum tt_scan tt_scan(struct tt_ctx *, const void *, size_t n);

/* What clamd said, up to the NUL that ends it; exported for its fuzzer. */
enum tt_scan tt_scan_answer(const char *, size_t n);

#endif
