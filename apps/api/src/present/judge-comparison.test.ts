import { expect, test } from 'vitest';
import { decideBattle } from '@codejoust/arena/rules/battle';
import { compareJudges } from '@codejoust/arena/judge-quality/judge-comparison';
import type { JudgedSide } from '@codejoust/arena/judge-quality/judged-twice';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import {
	judgeComparison,
	type JudgeComparison,
} from '@codejoust/contract/schemas/judge-comparison';
import { presentJudgeComparison } from './judge-comparison.ts';
import { writeJudgeComparison } from './judge-comparison-markdown.ts';
import { describeJudgeComparison } from './judge-comparison-words.ts';

const HOSTILE = '| <b>best</b> [me](javascript:alert(1)) `x` **1**\n# \u202etop';
const QUESTIONS = 40;

function side(baselineFirst: Verdict, swapped: Verdict, costMicroUsd: number): JudgedSide {
	const game = (verdict: Verdict) => ({ kind: 'scored', verdict }) as const;
	const games = { baselineFirst: game(baselineFirst), swapped: game(swapped) };
	const verdicts = { baselineFirst, swapped };
	return { result: decideBattle(games), verdicts, costMicroUsd, latenciesMs: [1200] };
}

const model = {
	slug: 'm',
	name: HOSTILE,
	organisation: null,
	licence: null,
	openWeights: null,
	variant: {},
};
const judge = (slug: string) => ({
	slug,
	version: 1,
	hash: '00',
	kind: 'pairwise',
	model: slug,
	isRehearsal: false,
	criterion: null,
	recordedOrders: null,
	fences: null,
});

const compared: JudgeComparison = presentJudgeComparison(
	compareJudges({
		seed: 's',
		families: {},
		entrants: [
			{
				id: 'sub_1',
				repeated: { from: [], to: [] },
				battles: Array.from({ length: QUESTIONS }, (_, at) => ({
					questionId: `q${at}`,
					category: 'A | B',
					responseLength: 9,
					baselineLength: 8,
					from: side('B>A', 'A>B', 200),
					to: at < 20 ? side('A>B', 'B>A', 156) : side('B>A', 'A>B', 156),
				})),
			},
		],
	}),
	{
		benchmark: {
			id: 1,
			slug: 'code',
			version: '2',
			name: 'Code',
			isSample: false,
			description: null,
			licence: null,
			contentHash: '00',
			visibility: 'public',
			publishedAt: new Date(0),
			retiredAt: null,
			questions: QUESTIONS,
			baselineId: 'sub_0',
			baseline: model,
		},
		judges: { from: judge('old'), to: judge('new') },
		models: new Map([['sub_1', model]]),
	},
);

test('the first sentence says what an operator needs', () => {
	expect(compared.summary[0]).toBe(
		'1 of 1 model moves more than noise; consistency 1.00 → 1.00; 22 % cheaper.',
	);
	expect(compared.summary.slice(1)).toEqual([
		'They agree on 50.0 % of battles (kappa 0.00); a win became a loss, or a loss a win, in 20 of 40 battles.',
		'Neither judge was asked again, so there is no noise floor to compare that with.',
	]);
	expect(judgeComparison.parse(compared)).toEqual(compared);
});

const floor = {
	n: 40,
	askings: 2,
	agreement: 0.912,
	low: null,
	high: null,
	reversals: 0,
	alpha: null,
	score_deviation: 0.01,
};
const withCost = (from: number | null, to: number | null, ratio: number | null) => ({
	from: { ...compared.from, cost_micro_usd_per_battle: from },
	to: { ...compared.to, cost_micro_usd_per_battle: to },
	cost_ratio: ratio,
});
const [move] = compared.models;

test.each<[string, Partial<JudgeComparison>, string]>([
	['nothing to compare', { battles: 0 }, 'nothing to compare yet'],
	['more expensive', withCost(100, 150, 1.5), '; 50 % more expensive.'],
	['the same price', withCost(100, 100, 1), '; costs the same.'],
	['no price at all', withCost(0, 0, null), '; both cost nothing.'],
	['a free new one', withCost(5, 0, null), '; the new one costs nothing.'],
	['an unknown price', withCost(null, 5, null), '; what it costs is not known for both.'],
	['no move', { moved: 0 }, 'None of 1 model moves more than noise;'],
	[
		'too few questions',
		{ moved: 0, models: move ? [{ ...move, answer: 'not-enough-questions' }] : [] },
		'None of 1 model moves more than noise (1 with too few battles to say);',
	],
	[
		'a noise floor',
		{ outcomes: { ...compared.outcomes, noise_floor: { from: floor, to: null } } },
		'Asked again, the old judge agrees with itself on 91.2 % of battles.',
	],
	['a kappa below chance', { outcomes: { ...compared.outcomes, kappa: -0.256 } }, '(kappa −0.26)'],
	['a kappa of nothing', { outcomes: { ...compared.outcomes, kappa: -0.001 } }, '(kappa 0.00)'],
	[
		'unscored battles',
		{ to: { ...compared.to, battles_unscored: 3 } },
		'Unscored: 0 battles by the old judge, 3 by the new one; they change no number.',
	],
])('%s is told in words', (_name, change, sentence) => {
	const told = describeJudgeComparison({ ...compared, ...change }).join(' ');
	expect(told).toContain(sentence);
});

test('names that others chose stay text in one cell of the Markdown', () => {
	const text = writeJudgeComparison(compared);
	const lines = text.split('\n');
	const own = lines.filter((line) => line.includes('best'));
	expect(own).toHaveLength(1);
	expect(own[0]).toContain(String.raw`\| \<b\>best\</b\> \[me\]\(javascript\:alert\(1\)\)`);
	expect(own[0]).not.toMatch(/\u202e/);
	const cellsOf = (line: string | undefined) => line?.split(/(?<!\\)\|/).length;
	const titles = lines.find((line) => line.startsWith('| Model | Old score'));
	expect(cellsOf(own[0])).toBe(cellsOf(titles));
	expect(own[0]).toMatch(
		/\| 50\.0 \(3\d\.\d–6\d\.\d\) \| 1 \(1–1\) \| −50\.0 .*\| < 0\.001 \| \*\*down\*\* \|/,
	);
	expect(text).toContain(String.raw`| A \| B | 40 | 50.0 % | 20 | 0 |`);
});
