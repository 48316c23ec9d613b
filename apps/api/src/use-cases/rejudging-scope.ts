import { stratifiedSample } from '@codejoust/arena/stratified-sample';
import { sliceName } from '@codejoust/arena/slices';
import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks';
import { listBoards } from '@codejoust/db/queries/boards';
import { listStandingSubmissions } from '@codejoust/db/queries/rejudging-runs';
import type { RejudgingScope } from '@codejoust/db/queries/rejudgings';
import { findSlices } from '@codejoust/db/queries/snapshots';
import { Refusal } from '../refusal.ts';
import type { StandingRow } from './board-numbers.ts';

type Rejudged = {
	readonly benchmarkVersionId: number;
	readonly fromJudgeVersionId: number;
	readonly scope: RejudgingScope;
};

/** The submissions of a re-judging's scope as they stand now, by id. Refuses what names none. */
export async function findScopeSubmissions(
	db: Database,
	rejudged: Rejudged,
): Promise<readonly string[]> {
	const found = await chooseSubmissions(db, rejudged);
	if (found.length > 0) return found.toSorted();
	throw new Refusal(
		'conflict',
		'No model of this scope has been judged: there is nothing to judge again.',
	);
}

async function chooseSubmissions(
	db: Database,
	{ benchmarkVersionId, fromJudgeVersionId, scope }: Rejudged,
): Promise<readonly string[]> {
	const standing = await listStandingSubmissions(db, benchmarkVersionId);
	switch (scope.kind) {
		case 'all':
			return standing.map(({ id }) => id);
		case 'top': {
			const boards = await listBoards(db, benchmarkVersionId);
			const board = boards.find(({ judgeVersionId }) => judgeVersionId === fromJudgeVersionId);
			if (!board?.snapshotId) return [];
			const overall = sliceName({});
			const slices = await findSlices(db, board.snapshotId, [overall]);
			// Written by `publishBoard`, nowhere else.
			const rows = (slices.get(overall)?.rows ?? []) as readonly StandingRow[];
			return rows.slice(0, scope.models).map(({ id }) => id);
		}
		case 'chosen':
			return pickNamed(standing, scope.models);
	}
}

function pickNamed(
	standing: Awaited<ReturnType<typeof listStandingSubmissions>>,
	names: readonly string[],
): readonly string[] {
	const picked = names.map((name) => ({
		name,
		own: standing.filter(
			({ id, modelSlug, state }) => id === name || (modelSlug === name && state === 'published'),
		),
	}));
	const unknown = picked.filter(({ own }) => own.length === 0);
	if (unknown.length > 0)
		throw new Refusal(
			'invalid-input',
			'Not every chosen model stands on this benchmark.',
			unknown.map(({ name }) => ({
				name: 'scope.models',
				value: name,
				reason: 'No submission of this model, or of this id, stands on the benchmark.',
			})),
		);
	return [...new Set(picked.flatMap(({ own }) => own.map(({ id }) => id)))];
}

/** The questions that a re-judging draws, by its id: the same ones whenever it is asked. Undefined for all of them. */
export async function findSampledQuestions(
	db: Database,
	rejudging: {
		readonly id: string;
		readonly benchmarkVersionId: number;
		readonly sampleQuestions: number | null;
	},
): Promise<readonly string[] | undefined> {
	const { id, benchmarkVersionId, sampleQuestions: size } = rejudging;
	if (size === null) return undefined;
	const outlines = await listQuestionOutlines(db, benchmarkVersionId);
	const items = outlines.map(({ key, category }) => ({ id: key, stratum: category }));
	return stratifiedSample(items, { size, seed: id });
}
