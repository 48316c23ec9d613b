/**
 * Long experiments with the judging engine: `node test/chaos/run.ts [name …]`, all of them without a name. Each starts a
 * Postgres, a judge and the server as processes of their own and prints what came of it as JSON.
 */
import { openLab } from '../support/engine-lab.ts';
import { exhaustBudget, exhaustQuota, revokeKey } from './held-runs.ts';
import { meetFaults, meetOutage, meetRateLimit } from './judge-trouble.ts';
import { killPostgres, killWorker } from './kills.ts';
import { meetMalformed } from './malformed.ts';
import { drain, overtake, shareIdentities, shareRuns, submitAgain } from './sharing.ts';

const lab = await openLab();
const all = { lab, questions: 500 };
const EXPERIMENTS: Readonly<Record<string, () => Promise<unknown>>> = {
	faults: () => meetFaults(all),
	outage: () => meetOutage({ ...all, outageMs: 30_000 }),
	'rate-limit': () => meetRateLimit({ ...all, rpm: 1800, isKnown: true }),
	'unknown-rate-limit': () => meetRateLimit({ ...all, rpm: 1800, isKnown: false }),
	'kill-worker': () => killWorker({ ...all, questions: 500, kills: 20, aliveMs: 600 }),
	'kill-worker-embedded': () =>
		killWorker({ ...all, questions: 500, kills: 20, aliveMs: 600, on: 'embedded' }),
	'kill-postgres': () => killPostgres({ ...all, downMs: 2_000 }),
	malformed: () => meetMalformed(all),
	'revoked-key': () => revokeKey(all),
	quota: () => exhaustQuota(all),
	budget: () => exhaustBudget(all),
	'two-workers': () => shareRuns(all),
	'same-identities': () => shareIdentities(all),
	'submit-again': () => submitAgain(all),
	overtake: () => overtake(all),
	drain: () => drain(all),
};

const names = process.argv.slice(2);
try {
	for (const name of names.length > 0 ? names : Object.keys(EXPERIMENTS)) {
		const experiment = EXPERIMENTS[name];
		if (!experiment) throw new Error(`${name} is none of ${Object.keys(EXPERIMENTS).join(', ')}`);
		console.log(JSON.stringify({ [name]: await experiment() }));
	}
} finally {
	await lab.close();
}
