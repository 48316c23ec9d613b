import { expect, test } from 'vitest';
import { createRandom } from '@codejoust/arena/maths/random';
import type { BoardInput } from '@codejoust/arena/outcomes/board-input';
import { decideBattle } from '@codejoust/arena/rules/battle';
import { VERDICTS } from '@codejoust/arena/rules/verdict';
import { contentHash } from '@codejoust/judge/identity/identity';
import { type BoardNumbers, computeBoardNumbers } from './board-numbers.ts';
import { packBoardInput } from './pack-board-input.ts';
import { roundedCanonicalJson } from './rounded-canonical-json.ts';
import { joinInputs, readIndexedSlice } from './join-snapshot.ts';
import { type SnapshotIndex, splitSnapshot } from './split-snapshot.ts';
import { splitWhole } from './split-whole.ts';

test.each([
	['no model', 0],
	['one model', 1],
	['models', 7],
])('a board of %s comes back from its parts to the byte', (_, models) => {
	const { numbers, index, texts } = split(drawBoard(models, 40));
	const inputs = joinInputs(index, texts);
	expect(inputs).toBe(numbers.inputs);
	expect(contentHash(inputs)).toBe(numbers.inputsHash);
	const [, ...stored] = numbers.slices;
	expect(stored.length).toBeGreaterThan(8);
	for (const slice of stored) {
		const { rows, rules, ...rest } = readIndexedSlice(index, texts, slice.slice) ?? {};
		expect({
			...rest,
			rows: roundedCanonicalJson(rows),
			rules: roundedCanonicalJson(rules),
		}).toEqual(slice);
	}
	expect(readIndexedSlice(index, texts, 'overall')).toBeUndefined();
	expect(readIndexedSlice(index, texts, 'category=none')).toBeUndefined();
});

test('slopes of other boards are the snapshot’s own', () => {
	const otherBoards = {
		models: 9,
		weight: 7.1,
		weightSquared: 6,
		slope: -2.000000000012,
		slopeSquared: 3,
		variance: 1,
		varianceSquared: 0.5,
	};
	const { numbers, index, texts } = split({ ...drawBoard(3, 40), otherBoards });
	expect(joinInputs(index, texts)).toBe(numbers.inputs);
	const alone = split(drawBoard(3, 40));
	expect([...texts.keys()].toSorted()).toEqual([...alone.texts.keys()].toSorted());
});

test('a newcomer adds two parts, one changed battle two, and nothing else of another model is stored again', () => {
	const board = drawBoard(8, 40);
	const before = split({ ...board, entrants: board.entrants.slice(0, 7) }).texts;
	const after = split(board).texts;
	const added = [...after.keys()].filter((hash) => !before.has(hash));
	expect(added).toHaveLength(2);
	const [first, ...others] = board.entrants;
	if (!first) throw new Error('the board has models');
	const entries = first.entries.map((entry, at) =>
		at > 0 ? entry : { ...entry, result: { kind: 'unscored', reasons: ['refused'] } as const },
	);
	const changed = split({ ...board, entrants: [{ ...first, entries }, ...others] }).texts;
	expect([...changed.keys()].filter((hash) => !after.has(hash))).toHaveLength(2);
});

test('the inputs of some entrants alone', () => {
	const { index, texts } = split(drawBoard(5, 40));
	const some = JSON.parse(joinInputs(index, texts, ['model-3', 'model-1', 'none']));
	expect(some.entrants.map(({ id }: { readonly id: string }) => id)).toEqual([
		'model-1',
		'model-3',
	]);
});

test('a row of earlier rules keeps fields that are not known any more, and a slice without rules has none', () => {
	const packed = packBoardInput(drawBoard(2, 40));
	const rows = [
		{ id: 'model-1', tieGroup: 1, zeta: null, a: { bb: 1, c: [{ dd: 2, e: 1 }] } },
		{ id: 'model-0' },
	];
	const written = splitSnapshot(packed, [{ slice: 'category=x', questions: 3, rows, rules: null }]);
	const texts = new Map(written.parts.map(({ hash, text }) => [hash, text]));
	const read = readIndexedSlice(JSON.parse(written.index), texts, 'category=x');
	expect(read).toEqual({ slice: 'category=x', questions: 3, rows, rules: null });
	// As a jsonb writes it: shorter names first.
	expect(JSON.stringify(read?.rows[0])).toBe(
		'{"a":{"c":[{"e":1,"dd":2}],"bb":1},"id":"model-1","zeta":null,"tieGroup":1}',
	);
});

test('a part that is lacking is told, and never left out', () => {
	const { index, texts } = split(drawBoard(2, 40));
	for (const hash of texts.keys()) {
		const rest = new Map([...texts].filter(([other]) => other !== hash));
		const readAll = () => [
			joinInputs(index, rest),
			...index.slices.map(({ slice }) => readIndexedSlice(index, rest, slice)),
		];
		expect(readAll).toThrow(hash);
	}
});

test('a stored snapshot is split only where all of it comes back: its inputs by their hash, its slices to the byte', () => {
	const { numbers } = split(drawBoard(3, 40));
	const [, ...slices] = numbers.slices.map((slice) => ({
		...slice,
		rows: JSON.stringify(asJsonb(JSON.parse(slice.rows))),
		rules: JSON.stringify(asJsonb(JSON.parse(slice.rules))),
	}));
	const { inputs, inputsHash } = numbers;
	expect(splitWhole({ inputs, inputsHash, slices })?.parts).toHaveLength(1 + 2 * 3);
	const other = inputs.replace('"seed":"parts"', '"seed":"other"');
	expect(splitWhole({ inputs: other, inputsHash, slices })).toBeUndefined();
	const sorted = slices.map((slice, at) => ({
		...slice,
		rows: numbers.slices[at + 1]?.rows ?? '',
	}));
	expect(splitWhole({ inputs, inputsHash, slices: sorted })).toBeUndefined();
	const early = slices.map((slice) => ({ ...slice, rules: null }));
	expect(splitWhole({ inputs, inputsHash, slices: early })).toBeDefined();
});

/** With the fields of objects in the order of a jsonb. */
function asJsonb(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(asJsonb);
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
	return Object.fromEntries(fields.map(([name, field]) => [name, asJsonb(field)]));
}

type Split = {
	readonly numbers: BoardNumbers;
	readonly index: SnapshotIndex;
	readonly texts: ReadonlyMap<string, string>;
};

function split(board: BoardInput): Split {
	const packed = packBoardInput(board);
	const numbers = computeBoardNumbers(packed, 'judge');
	const { index, parts } = splitSnapshot(
		packed,
		numbers.slices.map((slice) => ({
			...slice,
			rows: JSON.parse(slice.rows),
			rules: JSON.parse(slice.rules),
		})),
	);
	for (const { hash, text } of parts) expect(contentHash(text)).toBe(hash);
	const texts = new Map(parts.map(({ hash, text }) => [hash, text]));
	return { numbers, index: JSON.parse(index), texts };
}

function drawBoard(models: number, questions: number): BoardInput {
	const { nextInt } = createRandom('parts of snapshots');
	const ids = Array.from({ length: questions }, (_, at) => `q${at}`);
	return {
		seed: 'parts',
		questions: ids.map((id, at) => ({
			id,
			category: ['alpha', 'Großes é', 'γ&=%'][at % 3] ?? '',
			subcategory: `sub ${at % 4}`,
			languages: ['Rust', 'C++'].slice(0, 1 + (at % 2)),
			difficulty: at % 2 ? 'hard' : 'easy',
		})),
		baselineLengths: new Map(ids.map((id) => [id, 900])),
		entrants: Array.from({ length: models }, (_, model) => ({
			id: `model-${model}`,
			entries: ids.map((id) => ({
				questionId: id,
				responseLength: 500 + nextInt(900),
				costMicroUsd: nextInt(100),
				result: decideBattle({
					baselineFirst: { kind: 'scored', verdict: VERDICTS[nextInt(5)] ?? 'A=B' },
					swapped:
						nextInt(9) === 0
							? { kind: 'unscored', reason: 'empty' }
							: { kind: 'scored', verdict: VERDICTS[nextInt(5)] ?? 'A=B' },
				}),
			})),
		})),
	};
}
