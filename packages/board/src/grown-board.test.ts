import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoardInput, Entrant } from '@codejoust/arena/outcomes/board-input';
import { type BattleResult, decideBattle, EMPTY_ANSWER_LOSS } from '@codejoust/arena/rules/battle';
import { VERDICTS } from '@codejoust/arena/rules/verdict';
import { type BoardJob, doBoardJob, type Keep } from './board-job.ts';
import { packBoardHead, packEntrant } from './pack-board-input.ts';

const QUESTIONS = 12;
const MODELS = ['a', 'b', 'c', 'd', 'e'];
const results = fc.oneof(
	fc
		.tuple(
			fc.constantFrom(...VERDICTS),
			fc.option(fc.constantFrom(...VERDICTS)),
			fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
		)
		.map(([first, second, preference]): BattleResult => {
			const decided = decideBattle({
				baselineFirst: { kind: 'scored', verdict: first },
				swapped: second
					? { kind: 'scored', verdict: second }
					: { kind: 'unscored', reason: 'refused' },
			});
			return preference !== null && decided.kind === 'scored' && decided.by === 'games'
				? { ...decided, numbers: { preference } }
				: decided;
		}),
	fc.constant(EMPTY_ANSWER_LOSS),
	fc.constant(undefined),
);
const battle = fc.record({
	at: fc.nat(QUESTIONS - 1),
	length: fc.integer({ min: 0, max: 3000 }),
	result: results,
});
/** What can happen to a board between two computations. */
const changes = fc.oneof(
	fc.record({
		kind: fc.constant('submitted' as const),
		model: fc.constantFrom(...MODELS),
		battles: fc.array(battle, { minLength: QUESTIONS, maxLength: QUESTIONS }),
	}),
	fc.record({
		kind: fc.constant('judged again' as const),
		model: fc.constantFrom(...MODELS),
		battle,
	}),
	fc.record({ kind: fc.constant('withdrawn' as const), model: fc.constantFrom(...MODELS) }),
	fc.record({
		kind: fc.constant('redacted' as const),
		model: fc.constantFrom(...MODELS),
		at: fc.nat(QUESTIONS - 1),
	}),
	fc.record({
		kind: fc.constant('other boards' as const),
		slope: fc.double({ min: -2, max: 2, noNaN: true }),
	}),
	fc.record({
		kind: fc.constant('another benchmark' as const),
		name: fc.constantFrom('one', 'two'),
	}),
);
type Change = typeof changes extends fc.Arbitrary<infer Value> ? Value : never;
type State = {
	readonly seed: string;
	readonly slope: number;
	readonly entrants: ReadonlyMap<string, Entrant>;
};

test('after any changes a board has the bytes that it has when it is computed from nothing', () => {
	fc.assert(
		fc.property(
			fc.array(changes, { minLength: 2, maxLength: 8 }),
			fc.integer({ min: 1, max: 40 }),
			(order, most) => {
				const keep = keepAtMost(most);
				let state: State = { seed: 'one', slope: 0, entrants: new Map() };
				for (const change of order) {
					state = apply(state, change);
					const job = asJob(state);
					expect(doBoardJob(job, keep)).toEqual(doBoardJob(job));
				}
			},
		),
		{ numRuns: 10 },
	);
});

test('what did not change is not computed again', () => {
	const made: string[] = [];
	const kept = new Map<string, ReturnType<Parameters<Keep>[1]>>();
	const keep: Keep = (key, make) => {
		const found = kept.get(key);
		if (found) return found;
		made.push(key);
		const one = make();
		kept.set(key, one);
		return one;
	};
	const battles = MODELS.map((_, model) =>
		Array.from({ length: QUESTIONS }, (__, at) => ({
			at,
			length: 100 * model + at,
			result: decideBattle({
				baselineFirst: { kind: 'scored', verdict: VERDICTS[(at + model) % 5] ?? 'A=B' },
				swapped: { kind: 'scored', verdict: 'A>B' },
			}),
		})),
	);
	let state: State = { seed: 'one', slope: 0, entrants: new Map() };
	MODELS.forEach((model, at) => {
		state = apply(state, { kind: 'submitted', model, battles: battles[at] ?? [] });
		doBoardJob(asJob(state), keep);
		expect(made).toHaveLength(at + 1);
	});
	const [first] = kept.values();
	const rows = new Map(first?.ownRows);
	doBoardJob(asJob(apply(state, { kind: 'withdrawn', model: 'c' })), keep);
	expect(made).toHaveLength(MODELS.length);
	for (const [slice, row] of first?.ownRows ?? []) expect(row).toBe(rows.get(slice));
});

function apply(state: State, change: Change): State {
	const entrants = new Map(state.entrants);
	switch (change.kind) {
		case 'submitted':
			entrants.set(change.model, {
				id: change.model,
				entries: change.battles.map((one, at) => asEntry({ ...one, at })),
			});
			return { ...state, entrants };
		case 'judged again': {
			const entrant = entrants.get(change.model);
			if (!entrant) return state;
			const changed = asEntry(change.battle);
			const entries = entrant.entries.map((entry) =>
				entry.questionId === changed.questionId ? changed : entry,
			);
			entrants.set(change.model, { ...entrant, entries });
			return { ...state, entrants };
		}
		case 'withdrawn':
			entrants.delete(change.model);
			return { ...state, entrants };
		case 'redacted': {
			// A text that is redacted with its battle: the question is missing from then on.
			const entrant = entrants.get(change.model);
			if (!entrant) return state;
			const entries = entrant.entries.filter(({ questionId }) => questionId !== `q${change.at}`);
			entrants.set(change.model, { ...entrant, entries });
			return { ...state, entrants };
		}
		case 'other boards':
			return { ...state, slope: change.slope };
		case 'another benchmark':
			return { ...state, seed: change.name };
	}
}

function asEntry({
	at,
	length,
	result,
}: {
	readonly at: number;
	readonly length: number;
	readonly result: BattleResult | undefined;
}) {
	return {
		questionId: `q${at}`,
		responseLength: length,
		costMicroUsd: 7,
		...(result && { result }),
	};
}

/** Two benchmarks whose questions are in other slices, with entrants of the same ids. */
function asJob({ seed, slope, entrants }: State): BoardJob {
	const questions: BoardInput['questions'] = Array.from({ length: QUESTIONS }, (_, at) => ({
		id: `q${at}`,
		category: `category ${at % (seed === 'one' ? 2 : 3)}`,
		subcategory: 'any',
		languages: [`language ${at % 2}`],
		difficulty: 'easy',
	}));
	const otherBoards = {
		models: 9,
		weight: 7,
		weightSquared: 6,
		slope,
		slopeSquared: 3,
		variance: 1,
		varianceSquared: 0.5,
	};
	const head = packBoardHead({
		seed,
		questions,
		baselineLengths: new Map(questions.map(({ id }, at) => [id, 100 * at])),
		...(slope !== 0 && { otherBoards }),
	});
	const sorted = [...entrants.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
	return {
		kind: 'snapshot',
		judgeHash: 'judge',
		head,
		entrants: sorted.map((entrant) => JSON.stringify(packEntrant(head, entrant))),
	};
}

/** Forgets the oldest beyond so many. */
function keepAtMost(most: number): Keep {
	const kept = new Map<string, ReturnType<Parameters<Keep>[1]>>();
	return (key, make) => {
		const found = kept.get(key) ?? make();
		kept.set(key, found);
		const [oldest] = kept.keys();
		if (kept.size > most && oldest !== undefined) kept.delete(oldest);
		return found;
	};
}
