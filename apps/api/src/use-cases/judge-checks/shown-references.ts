import { shuffleReferences } from '@codejoust/arena/judge-quality/shuffle-references';
import { mixSeed } from '@codejoust/arena/maths/random';
import type { ShownReferences } from '@codejoust/arena/rules/reference';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import type { CheckSetRow } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';
import { nameJudge } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';
import type { BattleInput } from '../runs/plan-battles.ts';

type Check = {
	readonly set: Pick<CheckSetRow, 'slug' | 'version' | 'contentHash'>;
	readonly judge: Pick<JudgeVersionRow, 'slug' | 'version' | 'definition'>;
	readonly shown: ShownReferences;
};

/**
 * The battles of a check with the references that its judge is shown: those of the pairs, none, or for each pair that of
 * another one. Refused where leaving them out or shuffling them would ask nothing new.
 */
export function showReferences(input: BattleInput, { set, judge, shown }: Check): BattleInput {
	if (shown === 'on') return input;
	const name = `${set.slug}@${set.version}`;
	const items = input.questions.flatMap(({ id, referenceHash: value }) =>
		value === null ? [] : [{ id, value }],
	);
	const definition = readDefinition(judge.definition);
	const { usesReference } = planOf(definition);
	const shuffled = shuffleReferences(items, mixSeed(set.contentHash, 'references'));
	const reasons: readonly InvalidParam[] = [
		...('members' in definition
			? [
					{
						name: 'reference',
						value: shown,
						reason: `A ${definition.kind} is checked with the references as they are, since its members are shared: check its members with others.`,
					},
				]
			: []),
		...(usesReference
			? []
			: [
					{
						name: 'judge',
						value: nameJudge(judge),
						reason:
							'The judge is shown no references: its user template has no {{#reference}}{{reference}}{{/reference}}.',
					},
				]),
		...(items.length > 0
			? []
			: [{ name: 'set', value: name, reason: 'No pair of the set has a reference.' }]),
		...(shown === 'shuffled' && items.length > 0 && !shuffled
			? [
					{
						name: 'set',
						value: name,
						reason:
							'More than half of the references of the set are one text: not every pair can have another one.',
					},
				]
			: []),
	];
	if (reasons.length > 0)
		throw new Refusal('invalid-input', reasons.map(({ reason }) => reason).join(' '), reasons);
	const referenceOf = (id: number) => (shown === 'off' ? null : (shuffled?.get(id) ?? null));
	return {
		...input,
		questions: input.questions.map((row) => ({ ...row, referenceHash: referenceOf(row.id) })),
	};
}
