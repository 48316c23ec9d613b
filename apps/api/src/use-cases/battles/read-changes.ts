import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersionById } from '@codejoust/db/queries/benchmarks/benchmarks';
import { countChanges, listChanges } from '@codejoust/db/queries/boards/changed-battles';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { findRun, type RunRow } from '@codejoust/db/queries/runs/runs';
import { nameBenchmark } from '../../benchmark-name.ts';
import type { FoundChanges } from '../../present/battle-changes.ts';
import { Refusal } from '../../refusal.ts';

type Query = {
	readonly from: string;
	readonly to: string;
	/** The position of a question in its benchmark version, to go on after it. */
	readonly after: number;
	readonly limit: number;
};

/** What changed from one run to another on the same questions; both must be on one benchmark version and visible to the reader. */
export async function readChanges(
	db: Database,
	{ after, limit, ...ids }: Query,
	viewer: Viewer,
): Promise<FoundChanges> {
	const [from, to] = [await requireRun(db, ids.from, viewer), await requireRun(db, ids.to, viewer)];
	if (from.benchmarkVersionId !== to.benchmarkVersionId) {
		const reason = `The runs are on ${nameBenchmark(from)} and ${nameBenchmark(to)}: only runs on one version of a benchmark can be compared.`;
		throw new Refusal('invalid-input', reason, [{ name: 'to', value: ids.to, reason }]);
	}
	const rows = await listChanges(db, ids, { after, limit: limit + 1 });
	const shown = rows.slice(0, limit);
	const version = await findBenchmarkVersionById(db, from.benchmarkVersionId);
	if (!version) throw new Error(`the benchmark version ${from.benchmarkVersionId} vanished`);
	return {
		visibility: version.visibility,
		from,
		to,
		counts: await countChanges(db, ids),
		rows: shown,
		next: rows.length > limit ? shown.at(-1)?.position : undefined,
	};
}

async function requireRun(db: Database, id: string, viewer: Viewer): Promise<RunRow> {
	const run = await findRun(db, id, viewer);
	if (!run) throw new Refusal('not-found', `There is no run "${id}".`);
	return run;
}
