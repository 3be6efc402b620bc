# TT_ENABLE(NAME, HELP): --enable-NAME, off by default; sets $enable_NAME and
# the conditional NAME in capitals.
AC_DEFUN([TT_ENABLE], [
AC_ARG_ENABLE([$1], [AS_HELP_STRING([--enable-$1], [$2])], [],
    [enable_$1=no])
AM_CONDITIONAL(m4_toupper([$1]), [test "x$enable_$1" != xno])
])

# TT_NEED_PROG(VARIABLE, PROGRAM): its path, or the end.
AC_DEFUN([TT_NEED_PROG], [
AC_PATH_PROG([$1], [$2], [none])
AS_IF([test "x$$1" = xnone], [AC_MSG_ERROR([$2 is missing])])
])

# TT_TAKES(FLAGS, COMPILE-OR-LINK, IF-TAKEN, IF-NOT)
AC_DEFUN([TT_TAKES], [
tt_saved="$CFLAGS"
CFLAGS="$CFLAGS -Werror $1"
m4_if([$2], [link],
    [AC_LINK_IFELSE([AC_LANG_PROGRAM], [tt_takes=yes], [tt_takes=no])],
    [AC_COMPILE_IFELSE([AC_LANG_PROGRAM], [tt_takes=yes], [tt_takes=no])])
CFLAGS="$tt_saved"
AS_IF([test $tt_takes = yes], [$3], [$4])
])

# TT_TRY_FLAGS(VARIABLE, FLAGS, HOW): append to VARIABLE each flag that the
# compiler takes; HOW is compile or link. Mostly it takes them all at once.
AC_DEFUN([TT_TRY_FLAGS], [
AC_MSG_CHECKING([which flags of $1 $CC takes])
TT_TAKES([m4_normalize([$$1 $2])], [$3],
    [$1="$$1 m4_normalize([$2])"
     AC_MSG_RESULT([all])],
    [tt_none=
     for tt_flag in m4_normalize([$2]); do
	TT_TAKES([$$1 $tt_flag], [$3], [$1="$$1 $tt_flag"],
	    [tt_none="$tt_none $tt_flag"])
     done
     AC_MSG_RESULT([all but$tt_none])])
])

# TT_FLAGS: the flags of every file of ours, in TT_CFLAGS and TT_LDFLAGS.
# CFLAGS and LDFLAGS stay the user's, and come after.
#
# What is left out, and why: -fvisibility=hidden (libtool exports ^tt_ and
# nothing else), -Wpedantic (the field tables need `##__VA_ARGS__`), and the
# hardening that gcc and the sanitizers do not want at once.
AC_DEFUN([TT_FLAGS], [
TT_TRY_FLAGS([TT_CFLAGS], [-std=gnu17 -Wall -Wextra
    -Wno-missing-field-initializers -Wformat=2 -Wconversion
    -Wsign-conversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
    -Walloca -Wnull-dereference -Wimplicit-fallthrough -Wpointer-arith
    -Wcast-qual -Wwrite-strings -Wundef -Wtrampolines -Wlogical-op
    -Wduplicated-cond -Wduplicated-branches -Wbidi-chars=any
    -Wstringop-overflow=4 -Warith-conversion
    -Werror=implicit -Werror=incompatible-pointer-types
    -Werror=int-conversion -Werror=format-security -Werror=return-type
    -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
    -fno-common])
AS_IF([test "x$enable_werror" != xno], [TT_CFLAGS="$TT_CFLAGS -Werror"])

tt_user_set_cflags="${ac_cv_env_CFLAGS_set}"
AS_IF([test "x$enable_fuzzers" != xno], [
	TT_TRY_FLAGS([TT_CFLAGS], [-fno-omit-frame-pointer
	    -fsanitize=fuzzer-no-link,address,undefined
	    -fno-sanitize-recover=all])
	AC_SUBST([FUZZ_LDFLAGS], [-fsanitize=fuzzer,address,undefined])
	AS_IF([test -z "$tt_user_set_cflags"], [CFLAGS="-g -O1"])
], [test "x$enable_asan" != xno], [
	TT_TRY_FLAGS([TT_CFLAGS], [-fno-omit-frame-pointer
	    -fsanitize=address,undefined -fno-sanitize-recover=all])
	TT_LDFLAGS="$TT_LDFLAGS -fsanitize=address,undefined"
	AS_IF([test -z "$tt_user_set_cflags"], [CFLAGS="-g -O1"])
], [test "x$enable_coverage" != xno], [
	TT_CFLAGS="$TT_CFLAGS --coverage"
	TT_LDFLAGS="$TT_LDFLAGS --coverage"
	AS_IF([test -z "$tt_user_set_cflags"], [CFLAGS="-g -O0"])
], [
	TT_CFLAGS="$TT_CFLAGS -U_FORTIFY_SOURCE"
	TT_TRY_FLAGS([TT_CFLAGS], [-fstack-protector-strong
	    -fstack-clash-protection -fcf-protection=full
	    -ftrivial-auto-var-init=zero])
	TT_CPPFLAGS="-D_FORTIFY_SOURCE=3"
	TT_TRY_FLAGS([TT_LDFLAGS], [-Wl,-z,relro -Wl,-z,now
	    -Wl,-z,noexecstack -Wl,-z,nodlopen -Wl,-z,separate-code
	    -Wl,--as-needed], [link])
	TT_TRY_FLAGS([TT_PIE], [-fPIE])
])
AC_SUBST([TT_CFLAGS])
AC_SUBST([TT_CPPFLAGS])
AC_SUBST([TT_LDFLAGS])
AC_SUBST([TT_PIE])
])
