import { type DestinationStream, type Logger, pino } from 'pino';
import { hideSecrets } from './api-key.ts';

/** The log: JSON lines on standard output, or where they are told to go, without the secret of any API key. */
export function openLog(level: string, destination?: DestinationStream): Logger {
	const options = { level, hooks: { streamWrite: hideSecrets } };
	return destination ? pino(options, destination) : pino(options);
}
