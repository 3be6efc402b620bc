/*
 * Markdown to markup, through libcmark in its safe mode: no raw HTML. Two
 * kinds: what we wrote (content/) keeps its links; what members wrote keeps
 * neither links nor images. Headings of members become bold paragraphs.
 */
#ifndef TT_MARKDOWN_H
#define TT_MARKDOWN_H

#include "web/out.h"

tt_html tt_markdown(struct tt_arena *, const char *text);
/* Ours: headings get ids; links that start with / get the language. */
tt_html tt_markdown_ours(struct tt_out *, const char *text);

#endif
