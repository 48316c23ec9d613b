import {
	findOverallRows,
	listJudgesOfVersions,
	listNamedSubmissions,
	listSnapshotsOfVersions,
	listVersionIds,
} from '@codejoust/db/queries/boards/history';
import { parseBenchmarkName } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';
import { type BoardAnswer, hashState } from '../boards/board-answer.ts';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { BoardDeps } from '../boards/board-cache.ts';
import { findSnapshot } from '../boards/read-snapshot.ts';

type Query = {
	readonly model: string;
	readonly judge?: string | undefined;
	readonly cursor?: string | undefined;
	readonly limit: number;
};

/**
 * A model's overall score in the stored snapshots of a benchmark's boards, of all its versions and judges unless they are
 * named: a `ModelHistory`. A page reads `limit` snapshots; those without the model give no item. Nothing is computed.
 */
export async function readModelHistory(
	deps: BoardDeps,
	benchmark: string,
	query: Query,
): Promise<BoardAnswer> {
	const { db } = deps;
	const name = parseBenchmarkName(benchmark);
	const versionIds = await listVersionIds(db, name);
	if (versionIds.length === 0)
		throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
	const judgeVersionId =
		query.judge === undefined
			? undefined
			: findJudge(await listJudgesOfVersions(db, versionIds), { benchmark, judge: query.judge });
	const entries = await listNamedSubmissions(db, { versionIds, name: query.model });
	const { submissionIds, model } = chooseVariant(entries, { benchmark, name: query.model });
	const before = query.cursor === undefined ? undefined : await findSnapshot(db, query.cursor);
	const scope = { versionIds, judgeVersionId, before, limit: query.limit + 1 };
	const found = await listSnapshotsOfVersions(db, scope);
	const page = found.slice(0, query.limit);
	const ids = page.map(({ id }) => id);
	const next = found.length > query.limit ? (ids.at(-1) ?? null) : null;
	const key = JSON.stringify(['history', name.slug, model, submissionIds, ids, next]);
	const write = async () => {
		const rows = await findOverallRows(db, { snapshotIds: ids, submissionIds });
		const points = page.flatMap((snapshot) => {
			// Written by `publishBoard`, nowhere else.
			const row = rows.get(snapshot.id) as StoredRow | undefined;
			return row ? [{ snapshot, row }] : [];
		});
		return deps.boards.write.history({ slug: name.slug, model, points, next });
	};
	return { etag: hashState(key), body: () => deps.boards.comparisons.get(key, write) };
}

function findJudge(
	judges: Awaited<ReturnType<typeof listJudgesOfVersions>>,
	{ benchmark, judge }: { readonly benchmark: string; readonly judge: string },
): number {
	const nameOf = ({ slug, version }: { readonly slug: string; readonly version: number }) =>
		`${slug}@${version}`;
	const found = judges.find((row) => nameOf(row) === judge);
	if (found) return found.id;
	const known = judges.length > 0 ? `judged by ${judges.map(nameOf).join(', ')}` : 'not judged yet';
	throw new Refusal(
		'not-found',
		`Benchmark ${benchmark} has no board under the judge "${judge}"; it is ${known}.`,
	);
}

/** All submissions of the one variant that the name means; the baseline has no history but its 50 %. */
function chooseVariant(
	entries: Awaited<ReturnType<typeof listNamedSubmissions>>,
	{ benchmark, name }: { readonly benchmark: string; readonly name: string },
) {
	const entrants = entries.filter(({ isBaseline }) => !isBaseline);
	const named = entrants.find(({ id }) => id === name) ?? entrants[0];
	if (!named)
		throw refuse(
			name,
			entries.length > 0
				? `"${name}" is the baseline of ${benchmark}: it has 50 % on every board.`
				: `"${name}" has not been submitted to ${benchmark}.`,
		);
	const own = entrants.filter(({ variantId }) => variantId === named.variantId);
	const choice = [...new Map(entrants.map(({ variantId, id }) => [variantId, id])).values()];
	if (named.id !== name && choice.length > 1)
		throw refuse(
			name,
			`Several variants of "${name}" were submitted; name a submission: ${choice.join(', ')}.`,
		);
	return { submissionIds: own.map(({ id }) => id), model: named.model };
}

function refuse(value: string, reason: string): Refusal {
	return new Refusal('invalid-input', reason, [{ name: 'model', value, reason }]);
}
