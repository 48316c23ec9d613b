import { setTimeout as pause } from 'node:timers/promises';
import { untilRun } from '../support/codejoust-process.ts';
import { endRun, type Experiment, type Outcome, startRun, untilOutcome } from './lab-run.ts';

const FAULTS = [
	...['--error-429-rate', '0.05', '--error-500-rate', '0.02', '--hang-rate', '0.01'],
	...['--malformed-rate', '0.03', '--malformed-scope', 'prompt'],
];

/** 5 % 429, 2 % 500, 1 % that never answer, 3 % that can never be read. */
export async function meetFaults(experiment: Experiment): Promise<Outcome> {
	const started = await startRun({
		...experiment,
		flags: [...FAULTS, ...(experiment.flags ?? [])],
	});
	const outcome = await untilOutcome(started);
	await endRun(started);
	return outcome;
}

/** Half-way the endpoint answers nothing but 503 for so long. Nobody helps. */
export async function meetOutage(
	experiment: Experiment & { readonly outageMs: number },
): Promise<Outcome> {
	const started = await startRun(experiment);
	const { server, stub, submissionId } = started;
	await untilRun(server, submissionId, { isReached: isHalfDone });
	await stub.configure({ 'error-500-rate': 1, 'error-5xx-codes': '503' });
	await pause(experiment.outageMs);
	await stub.configure({ 'error-500-rate': 0 });
	const outcome = await untilOutcome(started);
	await endRun(started);
	return outcome;
}

export function isHalfDone({
	progress,
}: {
	readonly progress: { readonly games: number; readonly scored: number };
}): boolean {
	return progress.scored >= progress.games / 2;
}

export type RateOutcome = Outcome & {
	/** Accepted requests over what the limit allowed in the same time. */
	readonly usedShare: number;
	readonly refusedShare: number;
};

/** A limit of requests a minute, of which the server may know or not. */
export async function meetRateLimit(
	experiment: Experiment & { readonly rpm: number; readonly isKnown: boolean },
): Promise<RateOutcome> {
	const { rpm, isKnown } = experiment;
	const started = await startRun({
		...experiment,
		flags: ['--rpm', String(rpm), '--burst-s', '1', ...(experiment.flags ?? [])],
		env: { ...experiment.env, ...(isKnown ? { CODEJOUST_JUDGE_RPM: String(rpm) } : {}) },
	});
	const outcome = await untilOutcome(started);
	const { perStatus, requests, activeMs } = await started.stub.stats();
	await endRun(started);
	return {
		...outcome,
		usedShare: (perStatus['200'] ?? 0) / ((rpm * activeMs) / 60_000),
		refusedShare: (perStatus['429'] ?? 0) / requests,
	};
}
