import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import { expect, test } from 'vitest';
import { Refusal } from '../../refusal.ts';
import type { BattleInput } from '../runs/plan-battles.ts';
import { showReferences } from './shown-references.ts';

const set = { slug: 'pairs', version: '1', contentHash: 'seed' };
const plain = { slug: 'plain', version: 1, definition: defaultJudge() };
const judge = {
	...plain,
	definition: {
		...defaultJudge(),
		userTemplate: `{{#reference}}{{reference}}{{/reference}}${defaultJudge().userTemplate}`,
	},
};

const members = [judge.definition, { ...judge.definition, model: 'another' }].map((definition) => ({
	hash: hashDefinition(definition),
	definition,
}));
const jury = {
	...plain,
	definition: { kind: 'jury', members, rule: 'majority', quorum: 2, recuse: 'none' },
};

function inputOf(...references: readonly (string | null)[]): BattleInput {
	const questions = references.map((referenceHash, position) => ({
		id: position + 1,
		key: `p${position}`,
		position,
		contentHash: 'c',
		referenceHash,
		category: 'all',
		subcategory: 'all',
	}));
	return { questions, baseline: [], responses: [] };
}

const hashesOf = ({ questions }: BattleInput) =>
	questions.map(({ referenceHash }) => referenceHash);

test('a check shows the references of the pairs, none, or those of other pairs', () => {
	const input = inputOf('a', null, 'b', 'c');
	const shown = (mode: 'on' | 'off' | 'shuffled') =>
		hashesOf(showReferences(input, { set, judge, shown: mode }));
	expect(shown('on')).toEqual(['a', null, 'b', 'c']);
	expect(shown('off')).toEqual([null, null, null, null]);
	const [first, none, third, fourth] = shown('shuffled');
	expect(none).toBeNull();
	expect([first, third, fourth].sort()).toEqual(['a', 'b', 'c']);
	expect([first === 'a', third === 'b', fourth === 'c']).toEqual([false, false, false]);
	expect(shown('shuffled')).toEqual([first, none, third, fourth]);
});

test.each([
	['off', plain, inputOf(null), [/is shown no references/, /No pair of the set has/]],
	['off', judge, inputOf(null, null), [/No pair of the set has/]],
	['shuffled', plain, inputOf('a', 'b'), [/is shown no references/]],
	['shuffled', judge, inputOf('a', 'a', 'b'), [/More than half of the references/]],
	['shuffled', judge, inputOf('a'), [/More than half of the references/]],
	['off', jury, inputOf('a', 'b'), [/A jury is checked with the references as they are/]],
] as const)('a check that would ask nothing new is refused: %s', (shown, asked, input, reasons) => {
	const show = () => showReferences(input, { set, judge: asked, shown });
	expect(show).toThrow(Refusal);
	for (const reason of reasons) expect(show).toThrow(reason);
});

test('a check of such a judge and set as they are is not refused', () => {
	expect(showReferences(inputOf(null), { set, judge: plain, shown: 'on' })).toEqual(inputOf(null));
});
