import { createReadStream } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { describeBytes, LIMITS } from '@codejoust/formats/checks/limits';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

/** A file of lines that only grows. */
export type AppendLog = {
	/** Resolves when the line is on the disk. After an error nothing more is written, and every later call rejects with it. */
	readonly append: (value: unknown) => Promise<void>;
	readonly close: () => Promise<void>;
};

type Waiting = {
	readonly line: string;
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
};

/** Opens a file for appending; what is written while the disk is busy is made durable together. Made when it is not there. */
export async function openAppendLog(path: string): Promise<AppendLog> {
	const file = await openFile(path, 'a');
	let waiting: Waiting[] = [];
	let flushing: Promise<void> | undefined;
	let broken: { readonly error: unknown } | undefined;

	async function flush(): Promise<void> {
		while (waiting.length > 0) {
			const taken = waiting;
			waiting = [];
			try {
				if (broken) throw broken.error;
				await file.appendFile(taken.map(({ line }) => line).join(''));
				await file.datasync();
				for (const { resolve } of taken) resolve();
			} catch (error) {
				broken ??= { error: asUsageError(path, 'written', error) };
				for (const { reject } of taken) reject(broken.error);
			}
		}
		flushing = undefined;
	}

	return {
		append: (value) =>
			new Promise((resolve, reject) => {
				waiting.push({ line: `${JSON.stringify(value)}\n`, resolve, reject });
				flushing ??= flush();
			}),
		close: async () => {
			await flushing;
			await file.close();
		},
	};
}

/**
 * Reads the values of the lines of such a file. A last line that a kill has torn is cut off the file, and one that lacks only
 * its end gets it. A file that is not there has no lines. Any other line that is no JSON is refused.
 */
export async function readAppendLog(
	path: string,
	take: (value: unknown, line: number) => void,
): Promise<void> {
	let number = 0;
	let end = 0;
	let rest: Buffer = Buffer.alloc(0);
	const takeLine = (line: Buffer) => {
		number += 1;
		const value = parse(line);
		if (value === undefined) throw refuse(path, `line ${number} is not JSON`);
		take(value, number);
	};
	try {
		for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
			rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
			let from = 0;
			for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10, from)) {
				takeLine(rest.subarray(from, at));
				from = at + 1;
			}
			end += from;
			rest = rest.subarray(from);
			if (rest.length > LIMITS.recordBytes)
				throw refuse(path, `line ${number + 1} has more than ${describeBytes(LIMITS.recordBytes)}`);
		}
	} catch (error) {
		if (isMissing(error)) return;
		throw asUsageError(path, 'read', error);
	}
	if (rest.length === 0) return;
	if (parse(rest) === undefined) return void (await truncate(path, end));
	takeLine(rest);
	const file = await openFile(path, 'a');
	try {
		await file.appendFile('\n');
	} finally {
		await file.close();
	}
}

function parse(line: Buffer): unknown {
	try {
		return JSON.parse(line.toString('utf8'));
	} catch {
		return undefined;
	}
}

async function openFile(path: string, flags: string): Promise<FileHandle> {
	try {
		return await open(path, flags);
	} catch (error) {
		throw asUsageError(path, 'written', error);
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function refuse(path: string, why: string): UsageError {
	return new UsageError(`${safeText(path)} cannot be continued: ${why}. Use another --out.`);
}

/** An error of the file system as a sentence; any other as it is. */
function asUsageError(path: string, verb: 'read' | 'written', error: unknown): unknown {
	if (!(error instanceof Error) || !('code' in error)) return error;
	return new UsageError(`${safeText(path)} cannot be ${verb}: ${String(error.code)}.`);
}
