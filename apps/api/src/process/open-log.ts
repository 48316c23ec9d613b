import { type DestinationStream, type Logger, pino } from 'pino';
import { describeLine } from './describe-line.ts';
import { hideSecrets } from '../api-key.ts';

/** The log: JSON lines on standard output, or where they are told to go, without the secret of any API key. */
export function openLog(level: string, destination?: DestinationStream): Logger {
	const options = { level, hooks: { streamWrite: hideSecrets } };
	return destination ? pino(options, destination) : pino(options);
}

/** Where a process writes its log: lines for people where standard output is a terminal, JSON elsewhere. */
export function logDestination(
	stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
	{ hasColours }: { readonly hasColours: boolean },
): DestinationStream | undefined {
	if (!stdout.isTTY) return undefined;
	return { write: (line) => void stdout.write(describeLine(line, { hasColours })) };
}
