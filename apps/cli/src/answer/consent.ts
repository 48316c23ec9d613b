import { createInterface } from 'node:readline/promises';
import { UsageError } from '../usage-error.ts';

/** Asks at the terminal whether to go on; without one only `--yes` says so. */
export async function askConsent(question: string, signal: AbortSignal): Promise<boolean> {
	if (!process.stdin.isTTY)
		throw new UsageError('Nothing was asked: add --yes to agree to this estimate.');
	const reader = createInterface({ input: process.stdin, output: process.stderr });
	const interrupted = new AbortController();
	reader.once('SIGINT', () => interrupted.abort());
	try {
		const either = AbortSignal.any([signal, interrupted.signal]);
		const answer = await reader.question(`${question} [y/N] `, { signal: either });
		return /^y(es)?$/i.test(answer.trim());
	} catch (error) {
		if (error instanceof Error && error.name === 'AbortError') return false;
		throw error;
	} finally {
		reader.close();
	}
}
