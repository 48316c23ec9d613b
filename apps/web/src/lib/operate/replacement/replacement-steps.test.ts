import { expect, test } from 'vitest';
import {
	listSteps,
	type ReplacedJudge,
	type Replacement,
	type ReplacingRun,
} from './replacement-steps.ts';

const judge = (name: string, liveOn: readonly string[] = []): ReplacedJudge => ({
	name,
	model: name.replace('@1', ''),
	endpoint: 'cloud',
	is_rehearsal: false,
	boards: liveOn.map((benchmark) => ({ benchmark, is_live: true })),
});
const rejudging = (
	state: ReplacingRun['state'],
	benchmark = 'small@1',
	to = 'new@1',
): ReplacingRun => ({
	id: `rej_${benchmark}`,
	benchmark,
	state,
	from: { name: 'old@1' },
	to: { name: to },
	progress: { games: 10, open: 4 },
});
const OLD = judge('old@1', ['small@1']);
const LED = judge('old@1');
const HELD = [{ judge: 'old@1', runs: 2 }];
const TESTED = [{ at: '2026-01-01T10:00:00.000Z', detail: { model: 'new', finding: 'ok' } }];
const chosen: Replacement = {
	old: OLD,
	next: judge('new@1'),
	tests: TESTED,
	checks: [],
	rejudgings: [],
	holds: HELD,
};

const statesOf = (given: Partial<Replacement>) =>
	listSteps({ ...chosen, ...given })
		.filter(({ kind }) => kind !== 'check')
		.map(({ state }) => state)
		.join(' ');

test.each<[string, Partial<Replacement>, string]>([
	['nothing is chosen', { next: undefined, tests: [] }, 'next later later later later later'],
	['its endpoint is not tested', { tests: [] }, 'done next later later later later'],
	[
		'the newest test found a wrong key',
		{ tests: [{ at: '', detail: { model: 'new', finding: 'wrong-key' } }, ...TESTED] },
		'done next later later later later',
	],
	[
		'another model was tested there',
		{ tests: [{ at: '', detail: { model: 'other', finding: 'ok' } }] },
		'done next later later later later',
	],
	['the board is not planned', {}, 'done done next later later later'],
	['it is planned', { rejudgings: [rejudging('planned')] }, 'done done next later later later'],
	['it runs', { rejudgings: [rejudging('running')] }, 'done done done next later later'],
	['it is reported', { rejudgings: [rejudging('reported')] }, 'done done done done next later'],
	[
		'a cancelled one and one to another judge do not count',
		{ rejudgings: [rejudging('cancelled'), rejudging('reported', 'small@1', 'other@1')] },
		'done done next later later later',
	],
	[
		'it is promoted and the hold has ended',
		{ old: LED, rejudgings: [rejudging('promoted')], holds: [] },
		'done done done done done done',
	],
	[
		'another board still waits',
		{ old: judge('old@1', ['big@1']), rejudgings: [rejudging('promoted')] },
		'done done next later later done done done later',
	],
])('when %s the steps say so', (_when, given, states) => {
	expect(statesOf(given)).toBe(states);
});

test('a check is never what comes next, and is done once there is one', () => {
	const stateOf = (checks: Replacement['checks']) =>
		listSteps({ ...chosen, checks }).find(({ kind }) => kind === 'check')?.state;
	expect([stateOf([]), stateOf([{ id: 'chk_1' }])]).toEqual(['optional', 'done']);
});

test('a step says what is done and what waits', () => {
	const said = listSteps({ ...chosen, rejudgings: [rejudging('running')] });
	expect(said.find(({ kind }) => kind === 'shadow')?.sentence).toBe('6 of 10 games are judged.');
	expect(said.at(-1)?.sentence).toContain('2 runs wait.');
});
