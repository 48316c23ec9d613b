import { diagnose, looksLikeWrongAddress } from '@codejoust/judge/endpoint/diagnose';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeText } from '../safe-text.ts';
import type { Stop } from './watch-endpoint.ts';

const AGAIN = 'Run the same command again when this is settled: it asks only what is missing.';

/** Why the endpoint was asked no more, what to do about it, and what the process ends with. */
export async function describeStop(
	stop: Stop,
	{
		endpoint,
		model,
		signal,
	}: {
		readonly endpoint: Pick<Endpoint, 'name' | 'path' | 'hasKey' | 'listModels'>;
		readonly model: string;
		readonly signal: AbortSignal;
	},
): Promise<{
	readonly lines: readonly string[];
	readonly code: ExitCode;
	/** Of the provider, as they came. */
	readonly words: string;
}> {
	const { name, path, hasKey } = endpoint;
	if (stop.kind === 'batch') {
		const sentence = `The Batch API of ${name} does not take the questions (it says: “${stop.message}”).`;
		return { lines: [safeText(sentence), AGAIN], code: EXIT.held, words: stop.message };
	}
	if (stop.kind === 'silent')
		return {
			lines: [
				safeText(
					`The first replies of ${name} have no text: ${stop.words} Check --sampling and the settings of the server.`,
				),
				'They are stored as empty answers. Run the same command again to continue, or use another --out.',
			],
			code: EXIT.held,
			words: stop.words,
		};
	const { errorClass, status, message } = stop.result;
	if (stop.kind === 'held' && stop.forMs !== undefined) {
		const until = new Date(Date.now() + stop.forMs).toISOString().slice(0, 16).replace('T', ' ');
		return {
			lines: [
				safeText(`${name} limits the rate of calls until ${until} UTC (it says: “${message}”).`),
				AGAIN,
			],
			code: EXIT.held,
			words: message,
		};
	}
	const listed = await endpoint.listModels(signal);
	const listedUnderV1 = looksLikeWrongAddress({ path, listed })
		? await endpoint.listModels(signal, '/v1')
		: undefined;
	const { sentence } = diagnose({
		...{ name, path, hasKey, listed, listedUnderV1, model },
		game: { kind: 'error', errorClass, status, message },
		options: { address: '--endpoint', key: '--key-env', timeout: '--timeout' },
	});
	const code = stop.kind === 'unreachable' ? EXIT.unreachable : EXIT.held;
	return { lines: [safeText(sentence), AGAIN], code, words: message };
}
