import type { WriteStream } from 'node:tty';

type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'hasColors'>>;
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Where a command writes: results to standard output, everything said about them to standard error. */
export type Terminal = {
	/** A line of the result. Must be safe to print already. */
	readonly print: (line: string) => void;
	/** A line beside the result. */
	readonly error: (line: string) => void;
	/** Columns of standard output; undefined when it is no terminal. */
	readonly width: number | undefined;
	/** Plain text where colours are not wanted. */
	readonly paint: (style: Style, text: string) => string;
	/** A line that the next one replaces; undefined when standard error is no terminal. */
	readonly overwrite: ((line: string) => void) | undefined;
};

/**
 * A reader that went away, as `head` does, ends the output and is no error: the command ends as it would have, with its exit
 * code. NO_COLOR is obeyed by `hasColors`.
 */
export function createTerminal(stdout: Output, stderr: Output): Terminal {
	let isClosed = false;
	stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (!isClosedPipe(error)) throw error;
		isClosed = true;
	});
	const hasColour = Boolean(stdout.isTTY && stdout.hasColors?.());
	let isLineOpen = false;
	const clear = () => {
		if (isLineOpen) stderr.write('\r\x1b[K');
		isLineOpen = false;
	};
	return {
		print(line) {
			clear();
			if (!isClosed) stdout.write(`${line}\n`);
		},
		error(line) {
			clear();
			stderr.write(`${line}\n`);
		},
		width: stdout.isTTY ? stdout.columns : undefined,
		paint: (style, text) => (hasColour ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text),
		overwrite: stderr.isTTY
			? (line) => {
					stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
					isLineOpen = true;
				}
			: undefined,
	};
}

/** Nobody reads the output any more. */
export function isClosedPipe(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };
