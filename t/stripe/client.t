#!/usr/bin/env node
// Stripe's own client talks to stripe-sandbox, Stripe's own check judges the
// webhook signatures, and ajv holds every answer against Stripe's description.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const Stripe = require('stripe');
const Ajv = require('ajv');

const build = process.env.TT_BUILD || path.join(__dirname, '..', '..');
const program = ['tools/stripe-sandbox/stripe-sandbox', 'stripe-sandbox']
	.map((f) => path.join(build, f)).find((f) => fs.existsSync(f));
const key = 'sk_test_the_key_of_this_test';
const whsec = 'whsec_the_secret_of_this_test';
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'stripe-sandbox-'));
const hooks = [];
let tests = 0, failures = 0;

function ok(right, name) {
	tests++;
	failures += right ? 0 : 1;
	console.log(`${right ? 'ok' : 'not ok'} ${tests} - ${name}`);
}

function is(got, want, name) {
	ok(got === want, name);
	if (got !== want)
		console.log(`# got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

async function refuses(promise, code, name) {
	try {
		await promise;
		is('accepted', code, name);
	} catch (e) {
		is(e.code || e.type, code, name);
		return e;
	}
}

// Stripe's description as JSON Schema: what may be null is said in OpenAPI's
// own way. A member that is not described is no fault; a missing or a mistyped
// one is.
function asJsonSchema(schema) {
	if (Array.isArray(schema))
		return schema.map(asJsonSchema);
	if (schema === null || typeof schema !== 'object')
		return schema;
	const copy = {};
	for (const [k, v] of Object.entries(schema)) {
		if (k !== 'format' || typeof v !== 'string')
			copy[k] = asJsonSchema(v);
	}
	if (schema.nullable !== true)
		return copy;
	delete copy.nullable;
	return { anyOf: [copy, { type: 'null' }] };
}

const api = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'data',
	'stripe', 'stripe-openapi-subset.json')));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'stripe', components: asJsonSchema(api.components) });

// Two of the description's schemas do not say what Stripe really sends: the
// events are narrowed to one type, the endpoints to deleted ones.
const notDescribed = new Set(['event', 'webhook_endpoint']);
const compiled = new Map();

function fits(object, name) {
	const kind = object.object;
	if (notDescribed.has(kind))
		return;
	if (!compiled.has(kind))
		compiled.set(kind, ajv.compile({ $ref: `stripe#/components/schemas/${kind}` }));
	const check = compiled.get(kind);
	ok(check(object), `${name} is a ${kind}`);
	if (check.errors)
		console.log(`# ${JSON.stringify(check.errors.slice(0, 3))}`);
}

async function listen() {
	const server = http.createServer((q, r) => {
		const parts = [];
		q.on('data', (d) => parts.push(d));
		q.on('end', () => {
			hooks.push({ signature: q.headers['stripe-signature'],
				body: Buffer.concat(parts) });
			r.end();
		});
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return server;
}

async function start(hookPort) {
	const child = spawn(program, ['--listen', '127.0.0.1:0', '--db',
		path.join(dir, 'db'), '--secret', key, '--quiet', '--webhook',
		`http://127.0.0.1:${hookPort}/hook`, '--webhook-secret', whsec],
	{ stdio: ['ignore', 'inherit', 'pipe'] });
	let log = '';
	const port = await new Promise((done, fail) => {
		child.on('exit', () => fail(new Error(`did not start: ${log}`)));
		child.stderr.on('data', (d) => {
			log += d;
			const m = /listening http:\/\/127\.0\.0\.1:(\d+)\n/.exec(log);
			if (m)
				done(Number(m[1]));
		});
	});
	return { child, port, log: () => log };
}

function control(port, what, params) {
	return fetch(`http://127.0.0.1:${port}/sandbox/${what}`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${key}` },
		body: new URLSearchParams(params || {}),
	}).then((r) => r.json());
}

const order = {
	mode: 'payment',
	success_url: 'http://127.0.0.1:9/ok?s={CHECKOUT_SESSION_ID}',
	cancel_url: 'http://127.0.0.1:9/no',
	line_items: [{ quantity: 3, price_data: { currency: 'eur',
		unit_amount: 1450, product_data: { name: 'Wandeling met Moos' } } }],
	metadata: { booking: '12' },
	payment_intent_data: { metadata: { booking: '12' },
		transfer_group: 'booking_12' },
};

async function payments(stripe, port) {
	const session = await stripe.checkout.sessions.create(order,
		{ idempotencyKey: 'tt-1' });
	fits(session, 'a new session');
	const again = await stripe.checkout.sessions.create(order,
		{ idempotencyKey: 'tt-1' });
	is(again.id, session.id, 'a key gives the same session');
	await refuses(stripe.checkout.sessions.create(
		{ ...order, client_reference_id: 'x' }, { idempotencyKey: 'tt-1' }),
	'StripeIdempotencyError', 'other parameters under the key');
	await control(port, 'pay', { session: session.id });
	const paid = await stripe.checkout.sessions.retrieve(session.id,
		{ expand: ['payment_intent', 'line_items'] });
	fits(paid, 'a paid session');
	is(paid.payment_status, 'paid', 'is paid');
	const intent = await stripe.paymentIntents.retrieve(
		paid.payment_intent.id, { expand: ['latest_charge.balance_transaction',
			'payment_method'] });
	fits(intent, 'its intent');
	fits(intent.payment_method, 'its payment method');
	fits(intent.latest_charge, 'its charge');
	fits(intent.latest_charge.balance_transaction, 'its movement');
	is(intent.latest_charge.balance_transaction.net, 4350 - 65 - 25,
		'1.5 % and 25 cents are kept');
	const refund = await stripe.refunds.create({ payment_intent: intent.id,
		amount: 350, reason: 'requested_by_customer' });
	fits(refund, 'a refund');
	const e = await refuses(stripe.refunds.create({ payment_intent: intent.id,
		amount: 4001 }), 'StripeInvalidRequestError', 'too large a refund');
	is(e.param, 'amount', 'names its parameter');
	fits(await stripe.charges.retrieve(intent.latest_charge.id,
		{ expand: ['refunds'] }), 'a refunded charge');
	return intent;
}

async function intents(stripe) {
	const intent = await stripe.paymentIntents.create({ amount: 999,
		currency: 'eur', capture_method: 'manual', confirm: true,
		payment_method: 'pm_card_visa', return_url: 'http://127.0.0.1:9/' });
	fits(intent, 'a held intent');
	fits(await stripe.paymentIntents.capture(intent.id), 'a captured intent');
	const step = await stripe.paymentIntents.create({ amount: 999,
		currency: 'eur', confirm: true, return_url: 'http://127.0.0.1:9/',
		payment_method: 'pm_card_authenticationRequired' });
	is(step.next_action.type, 'redirect_to_url', 'a step');
	fits(step, 'an intent with a step');
	fits(await stripe.paymentIntents.cancel(step.id), 'a cancelled intent');
	const e = await refuses(stripe.paymentIntents.create({ amount: 999,
		currency: 'eur', confirm: true, return_url: 'http://127.0.0.1:9/',
		payment_method: 'pm_card_chargeDeclined' }), 'card_declined',
	'a declined card');
	is(e.type, 'StripeCardError', 'is a card error');
	is(e.decline_code, 'generic_decline', 'with its reason');
	fits(e.payment_intent, 'the intent in the error');
	await refuses(stripe.paymentIntents.create({ currency: 'eur' }),
		'parameter_missing', 'a missing parameter');
	await refuses(stripe.paymentIntents.create({ amount: 999, currency: 'eur',
		colour: 'red' }), 'parameter_unknown', 'an unknown parameter');
	await refuses(stripe.paymentIntents.retrieve('pi_none'),
		'resource_missing', 'an unknown intent');
}

async function connect(stripe, port, intent) {
	const made = await stripe.accounts.create({ type: 'express',
		country: 'BE', email: 'lisa@example.be',
		capabilities: { transfers: { requested: true } } });
	fits(made, 'a new account');
	fits(await stripe.accountLinks.create({ account: made.id,
		type: 'account_onboarding', refresh_url: 'http://127.0.0.1:9/again',
		return_url: 'http://127.0.0.1:9/done' }), 'a link');
	await control(port, 'onboard', { account: made.id });
	const account = await stripe.accounts.retrieve(made.id);
	fits(account, 'an account in use');
	ok(account.payouts_enabled, 'may be paid out');
	fits(await stripe.accounts.createLoginLink(made.id), 'a way to log in');
	const transfer = await stripe.transfers.create({ amount: 3200,
		currency: 'eur', destination: made.id,
		source_transaction: intent.latest_charge.id });
	fits(transfer, 'a transfer');
	fits(await stripe.transfers.createReversal(transfer.id, { amount: 200 }),
		'a reversal');
	fits(await stripe.transfers.retrieve(transfer.id,
		{ expand: ['destination_payment'] }), 'a reversed transfer');
	fits(await stripe.balance.retrieve({}, { stripeAccount: made.id }),
		'the balance of the account');
	fits(await stripe.balance.retrieve(), 'the balance of the platform');
	await control(port, 'advance', { seconds: String(4 * 24 * 3600) });
	fits(await control(port, 'payout', { account: made.id }), 'a payout');
	const payouts = await stripe.payouts.list({}, { stripeAccount: made.id });
	is(payouts.data.length, 1, 'the payout is listed');
}

async function disputes(stripe, port) {
	const session = await stripe.checkout.sessions.create(order);
	await control(port, 'pay', { session: session.id,
		card: '4000000000000259' });
	const list = await stripe.disputes.list({ limit: 1 });
	fits(list.data[0], 'a dispute');
	const sent = await stripe.disputes.update(list.data[0].id, { submit: true,
		evidence: { uncategorized_text: 'winning_evidence' } });
	fits(sent, 'a won dispute');
	is(sent.status, 'won', 'is won');
	await refuses(stripe.disputes.close(sent.id), 'StripeInvalidRequestError',
		'a closed dispute cannot be closed');
}

async function lists(stripe) {
	for (let i = 0; i < 7; i++)
		await stripe.customers.create({ email: `c${i}@example.be` });
	let n = 0;
	for await (const c of stripe.customers.list({ limit: 3 })) {
		if (n++ === 0)
			fits(c, 'a customer');
	}
	is(n, 7, 'all pages are walked');
	let sum = 0;
	for await (const t of stripe.balanceTransactions.list({ limit: 5 }))
		sum += t.net;
	const b = await stripe.balance.retrieve();
	is(b.available[0].amount + b.pending[0].amount, sum, 'the books add up');
	const gone = await stripe.customers.del((await stripe.customers.list())
		.data[0].id);
	ok(gone.deleted, 'a customer is deleted');
}

async function webhooks(stripe, port) {
	await control(port, 'deliver', { all: '1' });
	ok(hooks.length > 20, `${hooks.length} webhooks came`);
	let good = 0;
	const kinds = new Set();
	for (const h of hooks) {
		const e = stripe.webhooks.constructEvent(h.body, h.signature, whsec);
		good += e.object === 'event' && e.livemode === false ? 1 : 0;
		if (!kinds.has(e.type))
			fits(e.data.object, `what ${e.type} carries`);
		kinds.add(e.type);
	}
	is(good, hooks.length, 'Stripe\'s own check accepts each signature');
	let refused = 0;
	try {
		stripe.webhooks.constructEvent(`${hooks[0].body} `,
			hooks[0].signature, whsec);
	} catch (e) {
		refused = e.type === 'StripeSignatureVerificationError' ? 1 : 0;
	}
	is(refused, 1, 'and refuses a changed body');
	const e = await stripe.events.retrieve(JSON.parse(hooks[0].body).id);
	is(e.pending_webhooks, 0, 'an event that was delivered');
}

async function main() {
	const server = await listen();
	const box = await start(server.address().port);
	const stripe = new Stripe(key, { host: '127.0.0.1', port: box.port,
		protocol: 'http', maxNetworkRetries: 0, telemetry: false });
	try {
		const intent = await payments(stripe, box.port);
		await intents(stripe);
		await connect(stripe, box.port, intent);
		await disputes(stripe, box.port);
		await lists(stripe);
		await webhooks(stripe, box.port);
	} catch (e) {
		ok(false, `no exception: ${e.stack.replace(/\n/g, '\n# ')}`);
	}
	box.child.removeAllListeners('exit');
	const ended = new Promise((done) => box.child.on('exit', done));
	box.child.kill('SIGTERM');
	is(await ended, 0, 'it ends cleanly');
	ok(!/Sanitizer|runtime error/.test(box.log()), 'without a complaint');
	server.closeAllConnections();
	server.close();
	fs.rmSync(dir, { recursive: true });
	console.log(`1..${tests}`);
	process.exitCode = failures > 0 ? 1 : 0;
}

main();
