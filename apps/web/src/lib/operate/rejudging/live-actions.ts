import type { RejudgingRule } from '@codejoust/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { formatCost, formatUnits } from '../../format/quantity.ts';
import { given } from '../forms/given.ts';
import { microUsdOf, wholeOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import { rejudgingPath } from '../../link.ts';
import { readConsequences } from './describe-promotion.ts';
import { ADD_RULE, PROMOTE_JUDGE, REMOVE_RULE } from './live-forms.ts';

/** Makes the board of a judge that has judged it the live one, also an earlier one again; says first what changes. */
export function promoteJudge(event: RequestEvent) {
	return submitForm(event, PROMOTE_JUDGE, {
		place: rejudgingPath(),
		ask: async (client, { fields }) => {
			const { benchmark = '', judge = '' } = fields;
			const { items } = await client.leaderboards();
			const live = items.find((one) => one.benchmark === benchmark && one.is_live);
			const question = `Make ${judge} the live judge of ${benchmark}?`;
			if (live === undefined || live.judge.name === judge) return question;
			const from = live.judge.name;
			const { comparison, sentences } = await readConsequences(client, {
				benchmark,
				from,
				to: judge,
			});
			const { battles } = comparison;
			const compared = `Judged by both: ${formatUnits(battles, 'battle')}.`;
			return [`${question} ${from} is live now.`, ...sentences, compared].join('\n');
		},
		work: async (client, { fields }) => {
			const { benchmark = '', judge = '', reason = '' } = fields;
			const order = { judge, reason, over_gates: fields['over_gates'] === 'yes' };
			const { from, to } = await client.promoteJudge(benchmark, order);
			return `${to} is the live judge of ${benchmark}; it was ${from}. To roll back, make ${from} live again.`;
		},
	});
}

/** Has re-judgings planned when a version of a judge is released. */
export function addRule(event: RequestEvent) {
	return submitForm(event, ADD_RULE, {
		place: `${rejudgingPath()}#rules`,
		work: async (client, { fields }) => {
			const { judge = '', benchmarks = '' } = fields;
			const rule = await client.createRejudgingRule({
				judge,
				benchmarks: benchmarks.split(/[\s,]+/).filter((name) => name !== ''),
				starts: fields['starts'] === 'yes',
				...given({
					sample_questions: wholeOf(fields, 'sample'),
					budget_micro_usd: microUsdOf(fields, 'dollars'),
					priority: wholeOf(fields, 'priority'),
				}),
			});
			return `The rule is added: ${describeRule(rule)}.`;
		},
	});
}

export function removeRule(event: RequestEvent) {
	return submitForm(event, REMOVE_RULE, {
		place: `${rejudgingPath()}#rules`,
		ask: async (client, { fields }) => {
			const { items } = await client.rejudgingRules();
			const rule = items.find(({ id }) => id === fields['rule']);
			if (rule === undefined) return 'Remove this rule?';
			const budget =
				rule.budget_micro_usd === null
					? 'without a limit of cost'
					: `for at most ${formatCost(rule.budget_micro_usd)}`;
			return `Remove this rule: ${describeRule(rule)}, ${budget}? Nothing is planned by it any more; re-judgings that it has planned stay.`;
		},
		work: async (client, { fields }) =>
			`The rule is removed: ${describeRule(await client.removeRejudgingRule(fields['rule'] ?? ''))}.`,
	});
}

function describeRule({ judge, benchmarks }: RejudgingRule): string {
	return `a version of ${judge} plans a re-judging of ${benchmarks.join(', ')}`;
}
