import type { RuleEffect } from '@codejoust/arena/board/rule-effects';
import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import type { Leaderboard } from '@codejoust/contract/schemas/leaderboard';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import { listNames } from './list-names.ts';

/** What every rule makes of a board; null where nothing is scored. */
export function presentRules(
	effects: readonly RuleEffect[],
	findable: number | undefined,
	nameOf: (id: string) => string,
): Leaderboard['rules'] {
	if (effects.length === 0) return null;
	return {
		summary: describeRules(effects, nameOf),
		findable_difference: findable ?? null,
		effects: effects.map(({ rule, first, isFirstKept, outside }) => ({
			rule,
			first: [...first],
			is_first_kept: isFirstKept,
			outside: [...outside],
		})),
	};
}

/** Whether the first place and the rank ranges of the default rule hold under all rules, or which do not. */
function describeRules(effects: readonly RuleEffect[], nameOf: (id: string) => string): string {
	const holding = effects.filter(({ isFirstKept, outside }) => isFirstKept && outside.length === 0);
	const head = `First place and rank ranges hold under ${holding.length} of ${effects.length} rules.`;
	const others = effects
		.filter((effect) => !holding.includes(effect))
		.map(({ rule, first, isFirstKept, outside }) => {
			const place = isFirstKept
				? ''
				: `${listNames(first.map(nameOf))} ${first.length === 1 ? 'has' : 'have'} the highest score`;
			const left =
				outside.length === 0
					? ''
					: `${listNames(outside.map(nameOf))} ${outside.length === 1 ? 'is' : 'are'} outside of the rank range`;
			return `Under ${rule}, ${[place, left].filter((part) => part !== '').join(', and ')}.`;
		});
	return [head, ...others].join(' ');
}

/** The judge of CodeArena's published tables. */
const CODEARENA_JUDGE = 'gpt-4o-2024-08-06';

const NOTES: Readonly<Record<ScoringRule, string | null>> = {
	codejoust: null,
	sign: 'By the rule sign: each game counts one point or none, however clear its verdict.',
	'decided-only':
		'By the rule decided-only: ties are left out, so that a score is the share of wins among decided battles.',
	'codearena-compat':
		'By the arithmetic of CodeArena’s evaluator, for comparison with its tables: a game without a verdict counts as a game without a winner, where two games decide a battle.',
};

/** What a reader must know of a rule; a judge other than that of the published tables is named beside it. */
export function describeRule(rule: ScoringRule, judge: JudgeBriefRow): string | null {
	const note = NOTES[rule];
	if (rule !== 'codearena-compat' || judge.model === CODEARENA_JUDGE) return note;
	return `${note ?? ''} CodeArena’s tables were judged by ${CODEARENA_JUDGE}, this board by ${judge.model}.`;
}
