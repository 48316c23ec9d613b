import { describe, expect, test } from 'vitest';
import { toJsonl } from '../bytes/test-bytes.ts';
import { readLabelledPairs } from './labelled-pairs.ts';

const read = (...rows: readonly unknown[]) => readLabelledPairs([{ bytes: toJsonl(rows) }]);

const rated = (ratings: readonly unknown[], responses = ratings.map((_, at) => `text ${at}`)) => ({
	instruction: 'Sort it.',
	preference: 'readability',
	models: ratings.map((_, at) => `m${at}`),
	responses: responses.map((response, at) => ({ model: `m${at}`, response })),
	annotations: ratings
		.map((rating, at) => ({ model: `m${at}`, rating, rationale: 'So.' }))
		.toReversed(),
});

describe('CodeUltraFeedback', () => {
	test('every two responses whose ratings differ are a pair, by the preference', () => {
		const { detected, pairs, problems, notes } = read(rated(['7', '4', '7', 'N/A']));
		expect(problems.shown).toEqual([]);
		expect(detected).toMatchObject({ format: 'code-ultra-feedback' });
		expect(pairs.map(({ response_a: a, response_b: b, label }) => [a, b, label])).toEqual([
			['text 0', 'text 1', 'A'],
			['text 1', 'text 2', 'B'],
		]);
		expect(pairs[0]).toMatchObject({
			pair_id: expect.stringMatching(/^cu-[0-9a-f]{16}\/1-2$/),
			category: 'readability',
			messages: [{ role: 'user', content: 'Sort it.' }],
		});
		expect(notes).toEqual([
			'1 pair was left out: both answers have the same rating.',
			'3 pairs were left out: an answer has no rating (N/A).',
		]);
	});

	test.each([[null], ['n/a'], [' N/A '], [undefined]])('%j is no rating, and never 0', (rating) => {
		expect(read(rated([1, rating])).pairs).toEqual([]);
	});

	test.each([['0'], ['11'], [2.5], ['7/10'], [-1], ['']])(
		'%j is no rating, and is told',
		(rating) => {
			const { problems } = read(rated([1, rating]));
			expect(problems.shown).toMatchObject([
				{ line: 1, field: 'annotations.0.rating', reason: 'wrong-value' },
			]);
		},
	);

	test('a blank response makes no pair; the same instruction under another preference is another', () => {
		const first = rated([1, 2], ['', 'b']);
		const { pairs, notes } = read(first, rated([1, 2]), { ...rated([1, 2]), preference: 'style' });
		expect(new Set(pairs.map(({ pair_id }) => pair_id)).size).toBe(2);
		expect(notes).toContain(
			'1 pair was left out: an answer is blank, about which no judge is asked.',
		);
	});

	test('a model that is there twice, or is rated without a response, is refused', () => {
		const twice = { ...rated([1, 2]), responses: Array(2).fill({ model: 'm0', response: 'x' }) };
		const stranger = { ...rated([1, 2]), annotations: [{ model: 'other', rating: '3' }] };
		expect(read(twice, stranger).problems.shown.map(({ message }) => message)).toEqual([
			'Row 1: the model "m0" is in `responses` twice.',
			'Row 2: it rates the model "other", which has no response.',
		]);
	});
});

describe('binarised preferences', () => {
	const binarised = (n: number) => ({
		instruction: `Do ${n}.`,
		preference: 'style',
		chosen: `good ${n}`,
		rejected: `bad ${n}`,
		rating_chosen: '9',
		rating_rejected: 3,
		model_chosen: 'm1',
		model_rejected: 'm2',
	});

	test('the chosen answer is the better one, and stands first in about half of the pairs', () => {
		const { detected, pairs, problems, notes } = read(
			...Array.from({ length: 200 }, (_, n) => binarised(n)),
		);
		expect({ problems: problems.total, notes }).toEqual({ problems: 0, notes: [] });
		expect(detected).toMatchObject({ format: 'binarised' });
		for (const { label, response_a: a, response_b: b, category } of pairs) {
			expect(label === 'A' ? a : b).toMatch(/^good/);
			expect(category).toBe('style');
		}
		const first = pairs.filter(({ label }) => label === 'A').length;
		expect(first).toBeGreaterThan(70);
		expect(first).toBeLessThan(130);
	});

	test('which answer stands first depends on the texts alone, and not on which is chosen', () => {
		const { chosen, rejected, ...rest } = binarised(1);
		const turned = { ...rest, chosen: rejected, rejected: chosen };
		const [one, other] = read(binarised(1), turned).pairs;
		expect(other?.response_a).toBe(one?.response_a);
		expect(other?.label).not.toBe(one?.label);
	});

	test('conversations, prompts under other names, equal ratings', () => {
		const talk = (content: string) => [
			{ role: 'user', content: 'Do it.' },
			{ role: 'assistant', content },
		];
		const { pairs, notes } = read(
			{ prompt: 'Do it.', chosen: talk('yes'), rejected: talk('no'), id: 'x' },
			{ ...binarised(2), rating_rejected: '9' },
		);
		expect(pairs).toMatchObject([{ pair_id: 'x', category: 'all' }]);
		expect(notes).toEqual(['1 pair was left out: both answers have the same rating.']);
		expect(read({ chosen: 'a', rejected: 'b' }).problems.shown[0]?.message).toBe(
			'Row 1: the field `instruction` (or `prompt`, or `question`) is missing.',
		);
	});
});
