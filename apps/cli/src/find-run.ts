import type { Client, Run } from '@codejoust/contract/client';
import { UsageError } from './usage-error.ts';

/** A run by its own id, or the newest one of a submission. */
export async function findRun(client: Client, id: string): Promise<Run> {
	if (isRunId(id)) return client.run(id);
	const { runs } = await client.submission(id);
	const [newest] = runs;
	if (!newest) throw new UsageError(`The submission ${id} has no run yet.`);
	return newest;
}

export function isRunId(id: string): boolean {
	return id.startsWith('run_');
}
