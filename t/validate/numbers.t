#!/usr/bin/env node
// Accounts and VAT numbers by the thousand, made with luck that is the same
// each time: what we say of each, and what ibantools and jsvat say of it.
'use strict';
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const iban = require('ibantools');
const { checkVAT, belgium, netherlands, germany, france, luxembourg } =
	require('jsvat');

const build = process.env.TT_BUILD || path.join(__dirname, '..', '..');
const program = path.join(build, 't/validate/numbers');
let count = 0, failed = 0;

function ok(fine, name, more) {
	count++;
	failed += !fine;
	console.log(`${fine ? '' : 'not '}ok ${count} - ${name}`);
	if (!fine && more)
		console.log(String(more).replace(/^/gm, '#   '));
}

// xorshift32
let seed = 20261124;
function luck(n) {
	seed ^= seed << 13;
	seed ^= seed >>> 17;
	seed ^= seed << 5;
	return (seed >>> 0) % n;
}
const digits = (n) => Array.from({ length: n }, () => luck(10)).join('');
const letters = (n) => Array.from({ length: n }, () =>
	String.fromCharCode(65 + luck(26))).join('');
const either = (n) => Array.from({ length: n }, () => luck(3) ? digits(1) :
	letters(1)).join('');
const make = (shape) => shape.replace(/(\d+)([nac])/g, (_, n, kind) =>
	(kind === 'n' ? digits : kind === 'a' ? letters : either)(+n));

function mod97(s) {
	let rest = 0;
	for (const c of s)
		rest = parseInt(`${rest}${parseInt(c, 36)}`, 10) % 97;
	return rest;
}

function ask(lines) {
	const ran = spawnSync(program, { input: lines.join('\n') + '\n',
		encoding: 'utf8', maxBuffer: 1 << 26 });
	if (ran.status !== 0)
		throw new Error(`numbers: ${ran.stderr || ran.error || ran.signal}`);
	return ran.stdout.split('\n').slice(0, lines.length);
}

// ---- accounts -------------------------------------------------------------

const shapes = { AD: '8n12c', AL: '8n16c', AT: '16n', BE: '12n', BG: '4a6n8c',
	CH: '5n12c', CY: '8n16c', CZ: '20n', DE: '18n', DK: '14n', EE: '16n',
	ES: '20n', FI: '14n', FR: '10n11c2n', GB: '4a14n', GI: '4a15c',
	GR: '7n16c', HR: '17n', HU: '24n', IE: '4a14n', IS: '22n',
	IT: '1a10n12c', LI: '5n12c', LT: '16n', LU: '3n13c', LV: '4a13c',
	MC: '10n11c2n', MD: '20c', ME: '18n', MK: '3n10c2n', MT: '4a5n18c',
	NL: '4a10n', NO: '11n', PL: '24n', PT: '21n', RO: '4a16c', RS: '18n',
	SE: '20n', SI: '15n', SK: '20n', SM: '1a10n12c', VA: '18n' };

// Some national checks are inside the account; ibantools knows them, and we
// leave them to the bank, but for the Belgian one.
const national = new Set();

function accounts() {
	const list = [];
	for (const [country, shape] of Object.entries(shapes)) {
		const n = country === 'BE' || country === 'NL' ? 1500 : 60;
		for (let i = 0; i < n; i++) {
			let bban = make(shape);
			if (country === 'BE' && i % 4)
				bban = bban.slice(0, 10) + String(+bban.slice(0, 10) % 97 ||
					97).padStart(2, '0');
			const check = i % 3 === 0 ? digits(2) :
				String(98 - mod97(`${bban}${country}00`)).padStart(2, '0');
			list.push(`${country}${check}${bban}`);
		}
		// A digit or letter too many, one too few, one that is none.
		const one = list[list.length - 1];
		list.push(one + '1', one.slice(0, -1), one.slice(0, 4) + 'a' +
			one.slice(5), `${one.slice(0, -1)}_`);
	}
	for (let i = 0; i < 300; i++)
		list.push(`${letters(2)}${digits(2)}${either(luck(31))}`);
	return list;
}

const list = accounts();
const ours = ask(list.map((s) => `iban ${s}`));
const wrong = [], narrower = {};
let taken = 0;
for (let i = 0; i < list.length; i++) {
	const s = list[i].toUpperCase();
	const we = ours[i] !== '-', they = iban.isValidIBAN(s);
	taken += we;
	if (we && ours[i] !== s)
		wrong.push(`${s} is kept as ${ours[i]}`);
	if (we === they)
		continue;
	// The form and modulo 97 are right; what they miss is a check of the
	// country's own inside the account.
	if (we && !they && s.slice(0, 2) in shapes &&
		mod97(s.slice(4) + s.slice(0, 4)) === 1)
		narrower[s.slice(0, 2)] = (narrower[s.slice(0, 2)] || 0) + 1;
	else if (!(they && !(s.slice(0, 2) in shapes)))
		wrong.push(`${s}: we ${we}, they ${they}`);
}
ok(list.length > 5000, `${list.length} accounts are tried`);
ok(taken > 1500 && taken < list.length - 1500, 'many are right and many wrong');
ok(wrong.length === 0, 'ibantools agrees on each that is not told below',
	wrong.slice(0, 20).join('\n'));
console.log(`# stricter inside the account: ${JSON.stringify(narrower)}`);
ok(!('BE' in narrower) && !('NL' in narrower),
	'Belgian and Dutch accounts are judged alike');

// ---- VAT ------------------------------------------------------------------

const countries = [belgium, netherlands, germany, france, luxembourg];

function luhn(s) {
	let sum = 0;
	[...s].reverse().forEach((c, i) => {
		const n = +c * (i % 2 ? 1 : 2);
		sum += n > 9 ? n - 9 : n;
	});
	return (10 - sum % 10) % 10;
}

const vats = {
	BE: () => {
		const eight = (luck(2) ? '1' : `0${1 + luck(9)}`) + digits(7);
		const some = eight.slice(0, 8);
		return `BE${some}${String(97 - +some % 97).padStart(2, '0')}`;
	},
	NL: () => {
		if (luck(2)) {
			const nine = digits(9);
			for (let n = 1; n < 99; n++) {
				const s = `NL${nine}B${String(n).padStart(2, '0')}`;
				if (mod97(s) === 1)
					return s;
			}
		}
		const eight = digits(8);
		const sum = [...eight].reduce((a, c, i) => a + (9 - i) * +c, 0) % 11;
		return `NL${eight}${sum % 10}B${digits(2)}`;
	},
	DE: () => {
		const eight = `${1 + luck(9)}${digits(7)}`;
		let p = 10;
		for (const c of eight) {
			const sum = (+c + p) % 10 || 10;
			p = 2 * sum % 11;
		}
		return `DE${eight}${(11 - p) % 10}`;
	},
	FR: () => {
		const eight = digits(8), siren = `${eight}${luhn(eight)}`;
		const key = (12 + 3 * (+siren % 97)) % 97;
		return `FR${String(key).padStart(2, '0')}${siren}`;
	},
	LU: () => {
		const six = digits(6);
		return `LU${six}${String(+six % 89).padStart(2, '0')}`;
	},
};

// The Dutch check of companies.
const eleven = (s) => [...s].slice(0, 8).reduce((a, c, i) =>
	a + (9 - i) * +c, 0) % 11;

const all = [];
for (const [country, f] of Object.entries(vats))
	for (let i = 0; i < 1000; i++) {
		let s = f();
		if (i % 2) {
			const at = 2 + luck(s.length - 2);
			s = s.slice(0, at) + luck(10) + s.slice(at + 1);
		}
		all.push(s);
	}
const said = ask(all.map((s) => `vat ${s}`));
const off = [], told = { BE1: 0, ten: 0 };
let right = 0;
for (let i = 0; i < all.length; i++) {
	const s = all[i], we = said[i] !== '-';
	const they = checkVAT(s, countries).isValid;
	right += we;
	if (we === they)
		continue;
	if (we && s.startsWith('BE1'))
		told.BE1++;
	else if (they && s.startsWith('NL') && eleven(s.slice(2)) === 10)
		told.ten++;
	else
		off.push(`${s}: we ${we}, they ${they}`);
}
ok(right > 1500 && right < 4000, `of ${all.length} VAT numbers ${right} are right`);
ok(off.length === 0, 'jsvat agrees on each that is not told below',
	off.slice(0, 20).join('\n'));
// Belgian numbers that begin with 1 are given since 2023, and jsvat is older.
// A Dutch number whose check would be 10 is not given; jsvat takes 0 for it.
console.log(`# told: ${JSON.stringify(told)}`);

// ---- companies --------------------------------------------------------------

const be = Array.from({ length: 500 }, () => vats.BE().slice(2));
ok(ask(be.map((s) => `company BE ${s}`)).every((s, i) => s === be[i]),
	'a Belgian VAT number without letters is a company number');
ok(ask(be.map((s) => `company BE ${s.slice(0, 9)}${(+s[9] + 1) % 10}`))
	.every((s) => s === '-'), 'with another last digit it is none');

console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
