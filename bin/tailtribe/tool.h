/*
 * tailtribe: what a person does by hand with an installation.
 *
 * Each command is a function of its words; it answers an exit status: 0 for
 * done, 1 for something wrong (said on standard error, or in the report that
 * was asked for), 2 for words that it does not understand.
 */
#ifndef TT_TOOL_H
#define TT_TOOL_H

#include "core/ctx.h"

struct tt_tool {
	struct tt_ctx         *cx;       /* cx->db is NULL without a database */
	const struct tt_conf  *conf;
	const char            *path;     /* of the configuration */
	const char            *bad;      /* what is wrong with it, or NULL */
	int                    argc;     /* words after the command's name */
	char                 **argv;
};

typedef int tt_command(struct tt_tool *);

tt_command tt_tool_init, tt_tool_migrate, tt_tool_config, tt_tool_routes,
    tt_tool_doctor, tt_tool_user, tt_tool_ledger, tt_tool_audit,
    tt_tool_jobs, tt_tool_seed, tt_tool_erase, tt_tool_retain;

/* Say on standard error what is wrong, and answer 1; or how it is used: 2. */
int tt_tool_fail(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));
int tt_tool_usage(const char *how);

/*
 * Options as "--name value", or "--name" alone where `value` is NULL; "" for
 * a name takes a word without dashes. False when there is something else.
 */
struct tt_option { const char *name, **value; bool *given; };
bool tt_tool_options(struct tt_tool *, const struct tt_option *, size_t n);

/*
 * Look at a configuration that could be read: say(arg, key, what is wrong)
 * for each setting that cannot be right.
 */
void tt_conf_look(struct tt_ctx *, const struct tt_conf *,
    void (*say)(void *, const char *key, const char *bad), void *arg);
/* Where a key stands in the file; 0 when it is not there. */
int tt_conf_line(struct tt_arena *, const char *path, const char *key);

#endif
