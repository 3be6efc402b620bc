/*
 * What this process may still do: read and write what is open, take and give
 * back memory, and end. Any other system call kills it.
 *
 * A build with sanitizers needs more calls and far more address space, so
 * there the list is longer and memory is bounded by take() and the caps of
 * head.h alone. That is settled when it is compiled, never when it runs.
 */
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <seccomp.h>

#include "image/image.h"

#define MEMORY_MAX  ((rlim_t)64 << 20)
#define SECONDS_MAX 4

static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(exit_group), SCMP_SYS(mmap),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(futex), SCMP_SYS(clock_gettime),
#if defined(__SANITIZE_ADDRESS__)
	SCMP_SYS(madvise), SCMP_SYS(mprotect), SCMP_SYS(getpid),
	SCMP_SYS(gettid), SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(openat), SCMP_SYS(close),
	SCMP_SYS(readlink), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
	SCMP_SYS(lseek), SCMP_SYS(prctl), SCMP_SYS(sched_yield),
	SCMP_SYS(getuid), SCMP_SYS(tgkill), SCMP_SYS(ioctl),
#endif
};

static void
bound(int what, rlim_t most)
{
	const struct rlimit l = { most, most };

	if (setrlimit((__rlimit_resource_t)what, &l) != 0)
		_exit(3);
}

void
cage(void)
{
	scmp_filter_ctx c = seccomp_init(SCMP_ACT_KILL_PROCESS);

#if !defined(__SANITIZE_ADDRESS__)
	bound(RLIMIT_AS, MEMORY_MAX);
#endif
	bound(RLIMIT_CPU, SECONDS_MAX);
	bound(RLIMIT_CORE, 0);
	bound(RLIMIT_NOFILE, 3);
	bound(RLIMIT_FSIZE, 0);
	prctl(PR_SET_DUMPABLE, 0);
	if (c == NULL || seccomp_arch_exist(c, SCMP_ARCH_NATIVE) != 0)
		_exit(3);
	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
		if (seccomp_rule_add(c, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
			_exit(3);
	/* It also makes new privileges impossible. */
	if (seccomp_load(c) != 0)
		_exit(3);
}
