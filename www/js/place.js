/*
 * Suggestions for a place, into the datalist of
 * <input list="…" data-place="/api/v1/places">, from ?q=&lang= as
 * [{"postcode": "2800", "name": "Mechelen"}].
 */
const PAUSE = 150;

export function start(input) {
	const list = input.list;
	let timer = 0;
	let running = null;

	if (!list)
		return;
	input.autocomplete = "off";
	input.addEventListener("input", () => {
		clearTimeout(timer);
		running?.abort();
		if (input.value.trim().length >= 2)
			timer = setTimeout(ask, PAUSE);
	});

	async function ask() {
		const url = new URL(input.dataset.place, location.href);

		url.searchParams.set("q", input.value.trim());
		url.searchParams.set("lang", document.documentElement.lang);
		running = new AbortController();
		try {
			const answer = await fetch(url, { signal: running.signal });

			if (answer.ok)
				show(await answer.json());
		} catch {
			/* no suggestions then: the server reads the text anyway */
		}
	}

	function show(places) {
		list.replaceChildren(...places.map((place) => {
			const option = document.createElement("option");

			option.value = `${place.postcode} ${place.name}`;
			return option;
		}));
	}
}
