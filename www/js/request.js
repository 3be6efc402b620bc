/*
 * The price while a request is being made. A box with data-preview="/url" and
 * data-form="id of the form" asks that URL with the form's fields and shows
 * {"lines": [{"label", "detail", "amount"}], "total", "error"} in its first
 * table.lines. The server computes the price again when the form is sent.
 */
const PAUSE = 250;

const text = (tag, words, attributes = {}) => {
	const el = document.createElement(tag);

	el.textContent = words;
	for (const name in attributes)
		el.setAttribute(name, attributes[name]);
	return el;
};

export function start(box) {
	const form = document.getElementById(box.dataset.form)
		?? document.querySelector("main form[method=post]");
	const table = box.querySelector("table.lines:not(.back)");
	const told = text("p", "", { class: "err" });
	const total = text("p", "", { class: "vh", role: "status" });
	let timer = 0;
	let running = null;

	if (!form || !table)
		return;
	told.hidden = true;
	table.after(told, total);
	form.addEventListener("input", later);
	form.addEventListener("change", later);

	function later() {
		clearTimeout(timer);
		timer = setTimeout(ask, PAUSE);
	}

	/* Files, secrets and long texts stay out of an address. */
	function address() {
		const url = new URL(box.dataset.preview, location.href);
		const left_out = form.querySelectorAll(
			"[type=file], [type=password], textarea, [name=csrf]");
		const names = new Set([...left_out].map((el) => el.name));

		for (const [name, value] of new FormData(form))
			if (!names.has(name) && typeof value === "string")
				url.searchParams.append(name, value);
		return url;
	}

	async function ask() {
		running?.abort();
		running = new AbortController();
		try {
			const answer = await fetch(address(), { signal: running.signal });

			if (answer.ok)
				show(await answer.json());
		} catch {
			/* the box keeps the last price the server gave */
		}
	}

	function show(price) {
		told.textContent = price.error ?? "";
		told.hidden = !price.error;
		table.hidden = Boolean(price.error);
		if (price.error)
			return;
		table.tBodies[0].replaceChildren(...price.lines.map(line));
		table.tFoot.querySelector("td").textContent = price.total;
		if (total.textContent !== price.total)
			total.textContent = price.total;
	}

	function line(part) {
		const row = document.createElement("tr");
		const head = text("th", part.label, { scope: "row" });

		if (part.detail)
			head.append(text("small", part.detail));
		row.append(head, text("td", part.amount));
		return row;
	}
}
