import { stratifiedSample } from '@codejoust/arena/board/stratified-sample';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import { listSubmissionsToJudge } from '@codejoust/db/queries/rejudgings/rejudging-runs';
import type { RejudgingScope } from '@codejoust/db/queries/rejudgings/rejudgings';
import { findSlices } from '@codejoust/db/queries/boards/snapshots';
import { Refusal } from '../../refusal.ts';
import type { StoredRow } from '@codejoust/board/board-numbers';

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
	const toJudge = await listSubmissionsToJudge(db, benchmarkVersionId);
	switch (scope.kind) {
		case 'all':
			return toJudge.map(({ id }) => id);
		case 'top': {
			const boards = await listBoards(db, benchmarkVersionId);
			const board = boards.find(({ judgeVersionId }) => judgeVersionId === fromJudgeVersionId);
			if (!board?.snapshotId) return [];
			const overall = sliceName({});
			const slices = await findSlices(db, board.snapshotId, [overall]);
			// Written by `publishBoard`, nowhere else.
			const rows = (slices.get(overall)?.rows ?? []) as readonly StoredRow[];
			return rows.slice(0, scope.models).map(({ id }) => id);
		}
		case 'chosen':
			return pickNamed(toJudge, scope.models);
	}
}

function pickNamed(
	toJudge: Awaited<ReturnType<typeof listSubmissionsToJudge>>,
	names: readonly string[],
): readonly string[] {
	const picked = names.map((name) => ({
		name,
		own: toJudge.filter(
			({ id, modelSlug, state }) => id === name || (modelSlug === name && state === 'published'),
		),
	}));
	const unknown = picked.filter(({ own }) => own.length === 0);
	if (unknown.length > 0)
		throw new Refusal(
			'invalid-input',
			'Not every chosen model is on this benchmark.',
			unknown.map(({ name }) => ({
				name: 'scope.models',
				value: name,
				reason: 'The benchmark has no submission of this model, or of this id.',
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
