import { createClient } from '@codejoust/contract/client';
import { spawnCodejoust } from '../support/codejoust-process.ts';
import { OPERATOR_KEY } from '../support/codejoust-server.ts';
import type { EngineLab } from '../support/engine-lab.ts';

export type TogetherOutcome = {
	readonly starts: number;
	/** Processes that were ready and answered. */
	readonly ready: number;
	/** Of every other process, its last words. */
	readonly crashes: readonly string[];
};

/** As compose.yaml starts them, and three of all roles, which load the sample too. */
const ROLES = [
	['api', 'worker', 'worker'],
	['api,worker', 'api,worker', 'api,worker'],
] as const;

/** The sample is the rehearsal judge's: this address is never asked. */
const NOBODY = 'http://127.0.0.1:9/v1';

/** Starts three processes at the same moment on an empty Postgres, again and again. */
export async function startTogether({
	postgres,
	starts,
}: Pick<EngineLab, 'postgres'> & { readonly starts: number }): Promise<TogetherOutcome> {
	const outcomes: (string | undefined)[] = [];
	for (let start = 0; start < starts; start++) {
		const databaseUrl = await postgres.createDatabase({ isEmpty: true });
		const roles = ROLES[start % 2 === 0 ? 0 : 1];
		const options = { data: { databaseUrl }, judgeBaseUrl: NOBODY };
		const processes = roles.map((role) =>
			spawnCodejoust({ ...options, env: { CODEJOUST_ROLE: role } }),
		);
		for (const [at, server] of processes.entries())
			outcomes.push(
				await server.untilLine(/^Codejoust is ready at /).then(
					(line) => (roles[at] === 'worker' ? undefined : findTrouble(line)),
					(error: unknown) => String(error),
				),
			);
		await Promise.all(processes.map((server) => server.end('SIGKILL')));
	}
	const crashes = outcomes.filter((outcome) => outcome !== undefined);
	return { starts, ready: outcomes.length - crashes.length, crashes };
}

/** The operator's key opens it, and the judge is registered once. */
async function findTrouble(ready: string): Promise<string | undefined> {
	const baseUrl = ready.slice(ready.lastIndexOf(' ') + 1);
	const { items } = await createClient({ baseUrl, key: OPERATOR_KEY }).judges();
	const names = items.map(({ name }) => name).sort();
	const wanted = 'codejoust-rehearsal-1@1 test-judge@1';
	return names.join(' ') === wanted ? undefined : `the judges are ${names.join(' ')}`;
}
