import { expect, test } from 'vitest';
import { standsBy } from './heartbeat.ts';

const worker = (id: string, startedAt: number, fingerprint: string) => ({
	id,
	startedAt: new Date(startedAt),
	fingerprint,
});
const own = worker('b', 20, 'route-limits');

test.each([
	['nobody else', [], false],
	['an older one that asks alike', [worker('a', 10, 'route-other')], false],
	['an older one that asks elsewhere', [worker('a', 10, 'other-limits')], true],
	['a younger one that asks elsewhere', [worker('a', 30, 'other-limits')], false],
	['an equally old one of a smaller id', [worker('a', 20, 'other-limits')], true],
	['an equally old one of a larger id', [worker('c', 20, 'other-limits')], false],
	['one of an earlier version', [worker('a', 10, '')], false],
	[
		'one between the oldest, which asks alike, and this one',
		[worker('a', 10, 'route-limits'), worker('c', 15, 'other-limits')],
		false,
	],
])('a worker beside %s stands by: %s', (_name, others, isStanding) => {
	expect(standsBy(own, [own, ...others])).toBe(isStanding);
});
