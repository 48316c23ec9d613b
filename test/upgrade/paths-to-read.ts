import type { Client } from '@codejoust/contract/client';
import type { InstallationMarks, Judged } from './fill-installation.ts';

const SECOND = 'codejoust-rehearsal-2@1';

/** The addresses whose answers a later version has to give again, found in the filled installation. */
export async function listPaths(
	client: Client,
	made: Judged,
): Promise<Pick<InstallationMarks, 'openPaths' | 'memberPaths' | 'operatorPaths'>> {
	const snapshots = await listSnapshots(client);
	const { items: battles } = await client.battles({ benchmark: 'kept@1', limit: 3 });
	const { items: submissions } = await client.submissions();
	const share = `/v1/submissions/${made.privateSubmission}/result?share=${made.shareToken}`;
	return {
		openPaths: [
			...['kept@1', 'kept@2', 'sample'].flatMap(boardPaths),
			`/v1/leaderboards/kept@1?judge=${SECOND}`,
			`/v1/leaderboards/kept@1/judges/compare?from=codejoust-rehearsal-1@1&to=${SECOND}`,
			...snapshots.flatMap(snapshotPaths),
			...battles.map(({ id }) => `/v1/battles/${id}`),
			...submissions.map(({ id }) => `/v1/submissions/${id}`),
			...['benchmarks', 'models', 'judges', 'changelog', 'overview'].map((list) => `/v1/${list}`),
			'/v1/benchmarks/kept@2/changes',
			'/v1/models/amber',
			share,
		],
		memberPaths: [`/v1/submissions/${made.draft}`, '/v1/submissions?mine=true'],
		operatorPaths: [
			`/v1/rejudgings/${made.rejudging}`,
			...['rejudging-rules', 'rejudgings', 'organisations', 'keys', 'judge-checks'].map(
				(list) => `/v1/${list}`,
			),
			...['runs', 'budget', 'promotion-gates', 'notices'].map((list) => `/v1/${list}`),
			`/v1/audit?limit=100&until=${new Date().toISOString()}`,
		],
	};
}

function boardPaths(benchmark: string): readonly string[] {
	const board = `/v1/leaderboards/${benchmark}`;
	return [board, `${board}/matrix`, `${board}/export.csv`, `/v1/benchmarks/${benchmark}/questions`];
}

function snapshotPaths(id: string): readonly string[] {
	const snapshot = `/v1/snapshots/${id}`;
	return [snapshot, ...['leaderboard', 'matrix', 'bundle'].map((part) => `${snapshot}/${part}`)];
}

/** Every permalink of the benchmark and the newest of the shipped sample. */
async function listSnapshots(client: Client): Promise<readonly string[]> {
	const lists = await Promise.all([
		client.snapshots('kept@1'),
		client.snapshots('kept@2'),
		client.snapshots('sample', { limit: 1 }),
	]);
	return lists.flatMap(({ items }) => items.map(({ id }) => id));
}
