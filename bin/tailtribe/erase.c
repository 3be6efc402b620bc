/* What is personal, how long things are kept, and erasing again. */
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "model/close.h"
#include "model/file.h"
#include "model/personal.h"
#include "model/retain.h"
#include "tailtribe/tool.h"

/* A line "user asked", as --tombstones printed it. */
static bool
read_stone(char *line, struct tt_stone *s)
{
	char *asked = strchr(line, ' ');

	line[strcspn(line, "\n")] = '\0';
	if (asked == NULL)
		return false;
	*asked++ = '\0';
	return tt_int(line, 1, INT64_MAX, &s->user_id) &&
	    tt_int(asked, INT64_MIN, INT64_MAX, &s->asked.s);
}

static int
apply(struct tt_tool *t, const char *path)
{
	FILE *f = fopen(path, "r");
	struct tt_stone s;
	char line[80];
	bool fine = true;
	int n = 0;

	if (f == NULL)
		return tt_tool_fail("%s cannot be read", path);
	while (fine && fgets(line, sizeof(line), f) != NULL) {
		fine = read_stone(line, &s);
		if (fine)
			(void)tt_close_again(t->cx, s.user_id, s.asked);
		n++;
	}
	(void)fclose(f);
	if (!fine)
		return tt_tool_fail("%s: line %d is no tombstone", path, n);
	tt_db_tidy(t->cx->db);
	(void)printf("%d applied\n", n);
	return 0;
}

static int
stones(struct tt_tool *t)
{
	struct tt_rows rows = tt_close_stones(t->cx);
	const struct tt_stone *s = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		(void)printf("%lld %lld\n", (long long)s[i].user_id,
		    (long long)s[i].asked.s);
	return 0;
}

static int
print(void)
{
	for (const struct tt_personal *p = tt_personal; p->table != NULL; p++)
		(void)printf("%s: %s; %s; %s\n", p->table, p->columns,
		    p->copy == NULL ? "not copied" : "copied",
		    p->kept == NULL ? "removed" : p->kept);
	return 0;
}

int
tt_tool_erase(struct tt_tool *t)
{
	if (t->argc == 1 && tt_eq(t->argv[0], "--print"))
		return print();
	if (t->argc == 1 && tt_eq(t->argv[0], "--tombstones"))
		return stones(t);
	if (t->argc == 2 && tt_eq(t->argv[0], "--apply-tombstones"))
		return apply(t, t->argv[1]);
	return tt_tool_usage("erase --print | erase --tombstones | "
	    "erase --apply-tombstones FILE");
}

int
tt_tool_retain(struct tt_tool *t)
{
	if (t->argc == 1 && tt_eq(t->argv[0], "--now")) {
		(void)printf("%lld rows\n", (long long)tt_retain_some(t->cx));
		(void)printf("%lld files\n",
		    (long long)tt_file_sweep_left(t->cx));
		return 0;
	}
	if (t->argc != 1 || !tt_eq(t->argv[0], "--print"))
		return tt_tool_usage("retain --print | retain --now");
	for (const struct tt_retain *r = tt_retain; r->what != NULL; r++) {
		bool days = r->seconds >= TT_DAY;

		(void)printf("%s: %lld %s\n", r->what, (long long)(days ?
		    r->seconds / TT_DAY : r->seconds / TT_HOUR),
		    days ? "days" : "hours");
	}
	return 0;
}
