import { afterEach, describe, expect, test } from 'vitest';
import type { WayCount } from '../chaos/ways/count-ways.ts';
import { judgeEveryWay } from '../chaos/ways/judge-ways.ts';
import {
	type Doubles,
	openKindsJudges,
	openOwnJudge,
	openWays,
	type Ways,
} from '../chaos/ways/open-ways.ts';
import { FAULTS } from '../support/every-kind-judge.ts';
import { KINDS_JUDGE } from '../support/kinds-judge.ts';
import { hasFiles } from '../support/shared-data.ts';

/** Arena-Hard v0.1 has 500. */
const QUESTIONS = Number(process.env['CODEJOUST_QUESTIONS'] ?? 500);

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function open(doubles: Doubles): Promise<Ways> {
	const ways = await openWays(doubles, { questions: QUESTIONS });
	closers.push(ways.close);
	return ways;
}

/** What came of it is part of the report, as in docs/reliability.md. */
function report(counts: readonly WayCount[]): readonly WayCount[] {
	for (const count of counts) console.log(JSON.stringify(count));
	return counts;
}

const WHOLE = { lost: 0, silent: 0, unread: 0, wrong: 0 };

describe.skipIf(!hasFiles(KINDS_JUDGE))(
	'against a double that was written from published forms',
	() => {
		test.each([
			['clean', '0'],
			['a tenth of the replies odd', '0.1'],
		])('every way of judging says what the ledgers say: %s', async (_, rate) => {
			const ways = await open(await openKindsJudges('--odd-rate', rate));
			for (const count of report(await judgeEveryWay(ways)))
				expect(count).toMatchObject({ ...WHOLE, paidTwice: 0 });
		});
	},
);

test('faults: 429, 500, silence and unreadable replies lose nothing under any way of judging', async () => {
	const ways = await open(await openOwnJudge({ faults: FAULTS, latencyMs: 100 }));
	for (const count of report(await judgeEveryWay(ways))) expect(count).toMatchObject(WHOLE);
});
