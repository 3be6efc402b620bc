/* Mails are read far enough to show them. */
#include "core/buf.h"
#include "core/text.h"
#include "t.h"
#include "web/mime.h"

static struct tt_arena *arena;

static struct tt_letter_read
letter(const char *text)
{
	return tt_mime_read(arena, text, strlen(text));
}

static void
headers(void)
{
	struct tt_letter_read l = letter("subject:  Folded\r\n  line \r\n"
	    "To: <an@example.be>\r\nX-To: nobody\r\n\r\nTo: body\r\n");

	is_str(l.subject, "Folded  line", "a folded header is one line");
	is_str(l.to, "<an@example.be>", "a header is found by its name");
	is_str(l.from, "", "one that is not there is nothing");
	is_str(l.text, "To: body\n", "what is without a type is plain text");
	is_str(letter("Subject: =?utf-8?B?SMOpbGxv?= =?UTF-8?q?_=E2=82=AC5?=\n")
	    .subject, "Héllo €5", "words are decoded, blanks between them go");
	is_str(letter("Subject: =?iso-8859-1?Q?caf=E9?= x\n").subject,
	    "café x", "Latin-1 becomes UTF-8");
	is_str(letter("Subject: =?x?b?open and =?bad?=\n").subject,
	    "=?x?b?open and =?bad?=", "what is no word stays as it is");
	is_str(letter("Subject: a\001b\x7f\tc\n").subject, "ab c",
	    "control bytes go");
	is_str(letter("Subject: =?utf-8?q?a=0Ab?=\n").subject, "a b",
	    "a subject is one line, whatever is encoded in it");
}

static void
bodies(void)
{
	is_str(letter("Content-Transfer-Encoding: base64\n\nSGFsbG8K\nw6k=\n")
	    .text, "Hallo\né", "base64 over several lines");
	is_str(letter("Content-Transfer-Encoding: Quoted-Printable\n\n"
	    "one=20two=\r\nthree =C3=A9 =zz\r\n").text,
	    "one twothree é zz\n", "quoted-printable");
	is_str(letter("Content-Type: text/html\n\n<p>no</p>\n").text, "",
	    "markup is not shown");
	is_str(letter("Content-Type: multipart/mixed; boundary=a\n\n--a\n"
	    "Content-Type: multipart/alternative; boundary=\"b c\"\n\n"
	    "--b c\nContent-Type: text/html\n\nno\n--b c\n"
	    "Content-Type: text/plain\n\nyes\n--b c--\n--a--\n").text,
	    "yes\n", "the first plain text, in parts of parts");
	is_str(letter("Content-Type: multipart/mixed; boundary=a\n\n--a\n\n"
	    "never ended\n").text, "", "a part that does not end is none");
	is_str(letter("Content-Type: multipart/mixed; boundary=\n\n--\nx\n")
	    .text, "", "a boundary of nothing is none");
	is_str(letter("").text, "", "nothing is nothing");
}

/* Thousands of words that never end must not take long. */
static void
patience(void)
{
	struct tt_buf b = tt_buf_in(arena, (size_t)1 << 20);
	struct tt_letter_read l;

	tt_buf_adds(&b, "Subject: ");
	while (b.n < (size_t)200 << 10)
		tt_buf_adds(&b, "=?x?b?");
	l = letter(b.p);
	ok(strlen(l.subject) > (size_t)199 << 10, "a long line is read");
}

int
main(void)
{
	arena = tt_arena_new((size_t)64 << 20);
	headers();
	bodies();
	patience();
	tt_arena_end(arena);
	return t_done();
}
