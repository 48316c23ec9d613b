import { computeBoardSlice } from '@codejoust/arena/board/compute-board';
import type { BoardEntry, BoardInput } from '@codejoust/arena/outcomes/board-input';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import { labelPreference } from '@codejoust/arena/rules/preference';
import { decideOf } from '@codejoust/judge/protocol/kinds';
import { defaultTokenJudge } from '@codejoust/judge/protocol/token-default';
import { expect, test } from 'vitest';
import {
	dataFile,
	hasFiles,
	readGzippedRows,
	readJson,
} from '../../../test/support/shared-data.ts';
import { computeBoardNumbers, type StoredRow } from './board-numbers.ts';
import { packBoardInput } from './pack-board-input.ts';

const annotations = dataFile('alpaca_eval/annotations.jsonl.gz');
const winRates = dataFile('golden/alpaca-winrate.json');

type Annotation = {
	readonly question_id: string;
	readonly model: string;
	readonly annotator: string;
	readonly dataset: string;
	/** 1 the baseline is better, 2 the model; 0 and 1.5 are draws. */
	readonly preference: number | null;
	readonly length_model: number;
	readonly length_baseline: number;
};
type Golden = Readonly<Record<'win_rate' | 'standard_error' | 'discrete_win_rate', number>>;

// Draws are preferences of exactly one half there.
const decide = decideOf({ ...defaultTokenJudge(), tieWithin: 0 });

/** The battle of a token judge that has this preference for the model in both orders. */
function asEntry({ question_id: questionId, preference, length_model }: Annotation): BoardEntry {
	const share = preference === 0 ? 0.5 : (preference ?? NaN) - 1;
	const judged = (p: number): Judgment => ({
		kind: 'scored',
		verdict: labelPreference(p, 0),
		preference: p,
	});
	const result = decide?.(
		new Map([
			['baseline-first', judged(1 - share)],
			['swapped', judged(share)],
		]),
	);
	return { questionId, responseLength: length_model, ...(result && { result }) };
}

function asBoard(rows: readonly Annotation[]): BoardInput {
	const first = new Map(rows.map((row) => [row.question_id, row]));
	const models = Map.groupBy(rows, ({ model }) => model);
	return {
		seed: 'alpaca',
		questions: [...first.values()].map(({ question_id: id, dataset: category }) => ({
			id,
			category,
			subcategory: category,
			languages: [],
			difficulty: 'easy',
		})),
		baselineLengths: new Map(
			[...first.values()].map((row) => [row.question_id, row.length_baseline]),
		),
		entrants: [...models].map(([id, own]) => ({
			id,
			entries: own.filter(({ preference }) => preference !== null).map(asEntry),
		})),
	};
}

test.skipIf(!hasFiles(annotations, winRates))(
	'AlpacaEval’s weighted preferences, judged by the protocol, give its win rates and standard errors on the board',
	() => {
		const all = readGzippedRows(annotations) as readonly Annotation[];
		const { expected } = readJson(winRates) as {
			expected: Record<string, Record<string, Golden>>;
		};
		let compared = 0;
		for (const [annotator, golden] of Object.entries(expected)) {
			const board = asBoard(all.filter((row) => row.annotator === annotator));
			const { slices } = computeBoardNumbers(packBoardInput(board), 'judge');
			const stored = JSON.parse(slices[0]?.rows ?? '[]') as readonly StoredRow[];
			for (const row of computeBoardSlice(board, {})) {
				const { win_rate, standard_error, discrete_win_rate } = golden[row.id] ?? {};
				expect(100 * (row.preference?.value ?? NaN)).toBeCloseTo(win_rate ?? NaN, 9);
				expect(100 * (row.preference?.standardError ?? NaN)).toBeCloseTo(standard_error ?? NaN, 9);
				expect(100 * (row.score?.value ?? NaN)).toBeCloseTo(discrete_win_rate ?? NaN, 9);
				const kept = stored.find(({ id }) => id === row.id)?.preference;
				expect(Math.abs((kept?.value ?? NaN) - (win_rate ?? NaN) / 100)).toBeLessThan(1e-9);
				compared++;
			}
		}
		expect(compared).toBe(12);
	},
);

test('a board of preferences is computed from what its snapshot keeps, and other boards know none', () => {
	const rows = Array.from({ length: 60 }, (_, at) => ({
		question_id: `q${at}`,
		model: 'm',
		annotator: 'a',
		dataset: `category ${at % 2}`,
		preference: 1 + ((at * 37) % 60) / 59,
		length_model: 100 + at,
		length_baseline: 120,
	}));
	const packed = packBoardInput(asBoard(rows));
	const numbers = computeBoardNumbers(packed, 'judge');
	expect(computeBoardNumbers(JSON.parse(numbers.inputs), 'judge')).toEqual(numbers);
	const [overall, ...others] = numbers.slices.map(
		(slice) => JSON.parse(slice.rows) as readonly StoredRow[],
	);
	expect(overall?.[0]?.preference?.interval.method).toBe('bootstrap');
	for (const slice of others) expect(slice[0]?.preference).toBeDefined();
});
