/*
 * The log: standard error, one line per request and per job, and these.
 * Ids, never names, addresses or bodies. Control bytes are written as '?'.
 */
#ifndef TT_LOG_H
#define TT_LOG_H

/* The name that starts every line of this program. */
void tt_log_start(const char *program);

void tt_log(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void tt_log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void tt_log_err(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
