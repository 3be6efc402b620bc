#!/usr/bin/env node
// The main job in Dutch, on a phone, with scripts off and by keyboard alone.
'use strict';
const { test } = require('./site');
const { journey } = require('./journey');

test((t) => journey(t, { lang: 'nl', scripts: false, keyboard: true,
	width: 375, days: 5, paid: 'Betaald' }));
