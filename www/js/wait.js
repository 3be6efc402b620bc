/*
 * Something the server waits for, such as a bank. Asks data-wait="/url" until
 * it answers {"ready": true, "url": "/where/next"}, ever more slowly, for ten
 * minutes. The page's own link does the same by hand.
 */
const SLOWEST = 10000;
const ENOUGH = 10 * 60 * 1000;

export function start(el) {
	const url = new URL(el.dataset.wait, location.href);
	const began = Date.now();
	let pause = 1500;

	if (!el.hasAttribute("role"))
		el.setAttribute("aria-live", "polite");
	setTimeout(ask, pause);

	async function ask() {
		try {
			const answer = await fetch(url, { cache: "no-store" });
			const state = answer.ok ? await answer.json() : {};
			const next = new URL(state.url ?? location.href, location.href);

			if (state.ready && next.origin === location.origin) {
				location.replace(next);
				return;
			}
		} catch {
			/* the network comes and goes: try again */
		}
		pause = Math.min(pause * 1.3, SLOWEST);
		if (Date.now() - began < ENOUGH)
			setTimeout(ask, pause);
	}
}
