import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { listThroughput, type ThroughputSpan } from '@codejoust/db/queries/runs/run-throughput';
import { findRun } from '@codejoust/db/queries/runs/runs';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';

const MOST_SPANS = 120;

export type Throughput = {
	readonly seconds: number;
	readonly spans: readonly ThroughputSpan[];
};

/** The replies of a run that the viewer may see, in spans that keep their number bounded. */
export async function readThroughput(
	{ db }: Pick<ApiDeps, 'db'>,
	{ id, viewer, now }: { readonly id: string; readonly viewer: Viewer; readonly now: Date },
): Promise<Throughput> {
	const row = await findRun(db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no run "${id}".`);
	const from = row.run.createdAt;
	const seconds = spanSeconds(from, row.run.finishedAt ?? now);
	return { seconds, spans: await listThroughput(db, { runId: id, from, seconds }) };
}

/** Whole minutes once a run takes longer than two of them, so that there are at most 120 spans and the one that is cut. */
function spanSeconds(from: Date, to: Date): number {
	const seconds = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / 1000 / MOST_SPANS));
	return seconds === 1 ? 1 : Math.ceil(seconds / 60) * 60;
}
