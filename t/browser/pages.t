#!/usr/bin/env node
// Every page, as each kind of person, on a phone and on a desk, light and
// dark: axe finds nothing, the HTML is valid, nothing is wider than the
// screen, and there is one h1.
'use strict';
const fs = require('fs');
const path = require('path');
const { HtmlValidate } = require('html-validate');
const { test } = require('./site');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const valid = new HtmlValidate({ extends: ['html-validate:standard'],
	rules: { 'long-title': 'off', 'no-trailing-whitespace': 'off',
		'void-style': 'off', 'attribute-boolean-style': 'off',
		'no-inline-style': 'error', 'prefer-native-element': 'off',
		'doctype-style': 'off', 'tel-non-breaking': 'off',
		'no-implicit-button-type': 'off' } });

async function look(t, p, url, lang) {
	const r = await p.goto(url);
	const html = await r.text();
	await p.evaluate(axe);
	const found = await p.evaluate(() => window.axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
	t.ok(found.violations.length === 0, `${lang} ${url}: axe finds nothing`,
		found.violations.map((v) => v.id + ': ' + v.nodes.map((n) =>
			n.html.slice(0, 160)).join(' | ')).join('\n'));
	const report = await valid.validateString(html);
	t.ok(report.valid, `${lang} ${url}: the HTML is valid`,
		report.results.flatMap((x) => x.messages.map((m) =>
			`${m.line}:${m.column} ${m.ruleId} ${m.message}`)).join('\n'));
	const wide = await p.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);
	t.ok(wide <= 0, `${lang} ${url}: nothing is wider than the screen`,
		`${wide} px too wide`);
	t.ok(await p.locator('h1').count() === 1, `${lang} ${url}: one h1`);
}

const open = ['/', '/search?place=2800&service=walk', '/search?place=9999x',
	'/login', '/login/link', '/register', '/forgot', '/contact', '/help', '/how-it-works',
	'/imprint', '/no-such-page', '/demo', '/demo/mail'];

async function first(p, selector) {
	const a = p.locator(selector).first();
	return await a.count() ? await a.getAttribute('href') : null;
}

test(async (t) => {
	for (const how of [{ lang: 'nl', width: 320 }, { lang: 'fr', width: 1280,
		dark: true }]) {
		const p = await t.person({ ...how, scripts: true });
		await p.context().route('**', (r) => r.continue());
		for (const url of open)
			await look(t, p, `/${how.lang}${url}`, how.lang);
		await p.goto(`/${how.lang}/search?place=2800&service=walk`);
		await look(t, p, await first(p, '.card h2 a'), how.lang);
		for (const who of ['an', 'lisa', 'sam']) {
			const m = await t.person({ ...how, scripts: true });
			await t.login(m, how.lang, `${who}@example.be`);
			const list = { an: ['/bookings', '/pets', '/pets/new', '/account',
				'/account/edit', '/account/devices', '/password'], lisa: ['/bookings',
				'/earnings', '/account/photos'], sam: ['/admin', '/admin/bookings',
				'/admin/ledger', '/admin/members', '/admin/cancels',
				'/admin/looks', '/admin/jobs'] }[who];
			for (const url of list)
				await look(t, m, `/${how.lang}${url}`, how.lang);
			await m.goto(`/${how.lang}/bookings`);
			const booking = await first(m, '.rows a');
			if (booking && who !== 'sam')
				await look(t, m, booking, how.lang);
		}
	}
});
