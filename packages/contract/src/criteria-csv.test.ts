import { expect, test } from 'vitest';
import { CRITERIA_TITLES, criteriaCsv } from './criteria-csv.ts';
import { criterionTitles } from './criteria-words.ts';
import type { CriteriaBoard } from './schemas/criteria.ts';

const judge = (name: string, criterion: string | null) => ({
	name,
	model: 'm',
	kind: 'pairwise',
	hash: 'a'.repeat(64),
	is_rehearsal: false,
	is_floating_alias: false,
	criterion,
});
const column = (name: string, criterion: string | null): CriteriaBoard['columns'][number] => ({
	judge: judge(name, criterion),
	text: null,
	is_live: false,
	snapshot: null,
	models: 1,
});
const model = {
	slug: 'lancer',
	name: '=Lancer',
	organisation: null,
	licence: null,
	open_weights: null,
	variant: { effort: 'high' },
} as const;
const score = { value: 0.625, low: 0.5, high: 0.75, method: 'trinomial' } as const;

const board: CriteriaBoard = {
	benchmark: {
		slug: 'some',
		version: '2',
		name: 'Some',
		is_sample: false,
		description: '',
		licence: 'MIT',
		questions: 8,
		baseline: model,
		visibility: 'public',
		published_at: '2026-11-20T12:00:00.000Z',
		retired_at: null,
	},
	families: [],
	columns: [column('whole@1', null), column('kin@1', 'security'), column('kin@2', 'security')],
	rows: [
		{
			submission_id: 'sub_1',
			model,
			cells: [
				{ n: 8, scored: 8, score, rank: { best: 1, worst: 3 } },
				{ n: 8, scored: 2, score: null, rank: null },
				null,
			],
		},
	],
	agreements: [],
};

test('a line for each model of each board, none where it is on no board, and no cell runs as a formula', () => {
	expect(criteriaCsv(board).split('\r\n')).toEqual([
		CRITERIA_TITLES.join(','),
		"some@2,whole@1,,false,,lancer,'=Lancer [effort high],sub_1,1,3,0.625,0.5,0.75,trinomial,8,8,MIT,",
		"some@2,kin@1,security,false,,lancer,'=Lancer [effort high],sub_1,,,,,,,8,2,MIT,",
	]);
});

test('a column has the title of its criterion, and its judge where two have the same one', () => {
	expect(criterionTitles(board)).toEqual(['Whole', 'security (kin@1)', 'security (kin@2)']);
});
