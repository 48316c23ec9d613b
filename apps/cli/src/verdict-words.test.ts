import { expect, test } from 'vitest';
import { describeOutcome, describeVerdict } from './verdict-words.ts';

const NAMES = { model: 'Lancer', baseline: 'Quintain' };
const judgment = {
	attempt: 1,
	is_re_ask: false,
	verdict: null,
	rating: null,
	preference: null,
	unscored_reason: null,
	error_class: null,
	detail: null,
	flags: [],
	text: null,
	thinking: null,
	text_withheld: null,
	finish_reason: null,
	model_reported: null,
	request_id: null,
	prompt_tokens: null,
	completion_tokens: null,
	tokens_estimated: false,
	cost_micro_usd: null,
	latency_ms: null,
	transport_retries: 0,
	received_at: '2026-01-01T00:00:00.000Z',
};

test.each([
	['baseline-first', 'A>>B', 'Quintain is much better'],
	['baseline-first', 'B>A', 'Lancer is slightly better'],
	['swapped', 'A>B', 'Lancer is slightly better'],
	['swapped', 'B>>A', 'Quintain is much better'],
	['swapped', 'A=B', 'both are equally good'],
] as const)('%s %s: %s', (order, verdict, words) => {
	const judgments = [{ ...judgment, verdict }];
	expect(describeVerdict({ order, judgments }, NAMES)).toBe(`${words} [[${verdict}]]`);
});

test('an unscored game says why and names no winner', () => {
	const judgments = [{ ...judgment, unscored_reason: 'provider-error', error_class: 'timeout' }];
	expect(describeVerdict({ order: 'swapped', judgments }, NAMES)).toBe(
		'unscored: provider-error (timeout)',
	);
});

test('a tie by a flip is told apart from a judged one', () => {
	const tie = { outcome: 'tie', by: 'games', margin: 0 } as const;
	expect(describeOutcome({ ...tie, consistency: 'consistent' })).toBe('ties by a margin of 0');
	expect(describeOutcome({ ...tie, consistency: 'flipped' })).toContain('contradict each other');
});
