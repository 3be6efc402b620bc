// A mail server for t/page/jobs-mail.t: says what it gets, one JSON line each.
//
//	node server.js [--tls KEY CERT] [--auth USER PASSWORD] [--secure]
//
// Whom it refuses is in the name: nobody-…@ with 550, later-…@ with 451,
// full-…@ with 552 after the message; hang-…@ gets no answer.
'use strict';
const fs = require('node:fs');
const { SMTPServer } = require('smtp-server');

const words = process.argv.slice(2);
function option(name, count) {
	const at = words.indexOf(name);
	return at < 0 ? null : words.slice(at + 1, at + 1 + count);
}

function say(what) {
	process.stdout.write(JSON.stringify(what) + '\n');
}

function refusal(address) {
	const refused = [['nobody-', 550, '5.1.1 no such mailbox'],
		['later-', 451, '4.2.1 try again later']]
		.find(([start]) => address.startsWith(start));
	if (!refused)
		return null;
	const e = new Error(refused[2]);
	e.responseCode = refused[1];
	return e;
}

const tls = option('--tls', 2);
const auth = option('--auth', 2);
const server = new SMTPServer({
	...(tls ? { key: fs.readFileSync(tls[0]), cert: fs.readFileSync(tls[1]) } : {}),
	secure: words.includes('--secure'),
	disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])],
	authOptional: !auth,
	hideSTARTTLS: !tls,
	logger: false,
	disableReverseLookup: true,
	closeTimeout: 100,
	onAuth(a, session, done) {
		say({ event: 'auth', secure: session.secure, method: a.method });
		if (a.username === auth[0] && a.password === auth[1])
			return done(null, { user: a.username });
		return done(new Error('wrong user or password'));
	},
	onRcptTo(address, session, done) {
		if (address.address.startsWith('hang-')) {
			say({ event: 'hang' });
			return undefined;
		}
		return done(refusal(address.address));
	},
	onData(stream, session, done) {
		const parts = [];
		stream.on('data', (d) => parts.push(d));
		stream.on('end', () => {
			const to = session.envelope.rcptTo.map((r) => r.address);
			if (to.some((t) => t.startsWith('full-'))) {
				const e = new Error('5.2.2 mailbox full');
				e.responseCode = 552;
				return done(e);
			}
			say({ event: 'mail', from: session.envelope.mailFrom.address,
				to, user: session.user || null, secure: session.secure,
				bytes: Buffer.concat(parts).toString('base64') });
			return done();
		});
	},
});
server.on('error', (e) => say({ event: 'error', text: e.message }));
server.listen(0, '127.0.0.1', () =>
	say({ event: 'listening', port: server.server.address().port }));
