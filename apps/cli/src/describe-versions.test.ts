import { expect, test } from 'vitest';
import { describeVersions } from './describe-versions.ts';

const origin = 'https://arena.example.com';

test.each([
	['0.2.0', '0.2.0'],
	['0.2.0', '0.2.9'],
	['1.2.0', '1.9.4'],
	['1.9.4', '1.2.0'],
	['0.2.0', null],
	['0.2.0', ''],
	['0.2.0', '0.3.0\u001b[2J'],
	['0.2.0', '99999999999999999999.0.0'],
	['0.2.0', '0.3.0-rc.1'],
])('a client %s says nothing about a server %s', (client, server) => {
	expect(describeVersions({ client, server, origin })).toBeUndefined();
});

test.each([
	[
		'0.2.0',
		'0.3.0',
		/and this client is 0\.2\.0: for a client .*arena\.example\.com\/cli\/codejoust\.tgz"\.$/,
	],
	['0.9.1', '1.0.0', /for a client of the server's version/],
	['0.3.0', '0.2.7', /does not know what came after its version/],
	['2.0.0', '1.9.9', /does not know what came after its version/],
])('a client %s says in one sentence that the server is %s', (client, server, says) => {
	expect(describeVersions({ client, server, origin })).toMatch(says);
});
