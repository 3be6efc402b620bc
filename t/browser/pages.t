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

const own = {
	an: ['/bookings', '/pets', '/pets/new', '/account', '/account/edit',
		'/account/devices', '/account/activity', '/account/privacy',
		'/account/privacy/copy', '/account/close', '/account/welcome',
		'/account/needs', '/account/welcome/done', '/account/caregiver',
		'/account/caregiver/profile', '/password', '/two-steps', '/email', '/again'],
	lisa: ['/bookings', '/earnings', '/account/photos', '/account/caregiver',
		'/account/caregiver/profile', '/account/caregiver/services',
		'/account/caregiver/hours', '/account/caregiver/papers',
		'/account/caregiver/payout'],
	staff: ['/admin', '/admin/bookings', '/admin/ledger', '/admin/members',
		'/admin/cancels', '/admin/looks', '/admin/jobs', '/admin/caregivers',
		'/admin/caregivers?list=suspended', '/admin/papers', '/admin/inactive',
		'/admin/audit', '/admin/staff', '/admin/several?act=reject'],
};

// From one list to one thing on it, and from there to what is done with it.
async function follow(t, m, lang, list, selector, more = []) {
	await m.goto(`/${lang}${list}`);
	const one = await first(m, selector);
	if (!t.ok(one, `${lang} ${list}: has something`))
		return;
	await look(t, m, one, lang);
	for (const word of more)
		await look(t, m, `${one}/${word}`, lang);
}

// What a page looks like does not depend on the engine: each has one way of
// looking at them all.
const how = process.env.TT_TEST_ENGINE === 'postgres' ?
	{ lang: 'fr', width: 1280, dark: true } : { lang: 'nl', width: 320 };

test(async (t) => {
	const lang = how.lang;
	const p = await t.person({ ...how, scripts: true });
	for (const url of open)
		await look(t, p, `/${lang}${url}`, lang);
	await p.goto(`/${lang}/search?place=2800&service=walk`);
	await look(t, p, await first(p, '.card h2 a'), lang);
	for (const who of ['an', 'lisa', 'staff']) {
		const m = await t.person({ ...how, scripts: true });
		await t.login(m, lang, `${who}@example.be`);
		for (const url of own[who])
			await look(t, m, `/${lang}${url}`, lang);
		if (who !== 'staff') {
			await follow(t, m, lang, '/bookings', '.rows a');
			continue;
		}
		await follow(t, m, lang, '/admin/bookings', 'main td a');
		await follow(t, m, lang, '/admin/caregivers', 'main td a',
			['approve', 'reject', 'more']);
		await follow(t, m, lang, '/admin/papers', 'main .rows a');
		await follow(t, m, lang, '/admin/members?q=an@', 'main a[href*="/admin/member/"]',
			['edit', 'suspend', 'close']);
		await follow(t, m, lang, '/admin/staff', 'main .rows a');
	}
});
