import { expect, test } from 'vitest';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { compareDefinitions } from './compare-definitions.ts';

const judge = defaultJudge();
const compare = (change: object) =>
	compareDefinitions(
		{ name: 'judge@1', definition: judge },
		{ name: 'judge@2', definition: { ...judge, ...change } },
	);

test('equal definitions differ in nothing', () => {
	expect(compare({})).toEqual({ judge: 'judge@2', since: 'judge@1', fields: [], prompts: [] });
});

test('a setting is told by its path with what it was and is, null where it is left out', () => {
	const { fields, prompts } = compare({
		model: 'gpt-5-2025-08-07',
		sampling: { seed: 7 },
		reAsk: { ...judge.reAsk, reasons: ['truncated'] },
	});
	expect(prompts).toEqual([]);
	expect(fields).toEqual([
		{ field: 'model', before: judge.model, after: 'gpt-5-2025-08-07' },
		{ field: 'sampling.temperature', before: 0.2, after: null },
		{
			field: 'reAsk.reasons',
			before: ['contradictory', 'no-verdict', 'truncated'],
			after: ['truncated'],
		},
		{ field: 'sampling.seed', before: null, after: 7 },
	]);
});

test('a criterion is told by its name and its text', () => {
	const criterion = { name: 'efficiency', text: 'Which is faster?' };
	expect(compare({ criterion }).fields).toEqual([
		{ field: 'criterion.name', before: null, after: 'efficiency' },
		{ field: 'criterion.text', before: null, after: 'Which is faster?' },
	]);
});

test('a prompt is compared line by line, and its lines make both texts again', () => {
	const lines = judge.userTemplate.split('\n');
	const userTemplate = ['Read both first.', ...lines.slice(0, -1), 'Judge them.'].join('\n');
	const [prompt] = compare({ userTemplate }).prompts;
	expect(prompt).toMatchObject({ field: 'userTemplate', added: 2, removed: 1 });
	const text = (without: string) =>
		prompt?.lines.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('\n');
	expect(text('added')).toBe(judge.userTemplate);
	expect(text('removed')).toBe(userTemplate);
});
