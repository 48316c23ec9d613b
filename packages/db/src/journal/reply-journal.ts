import {
	closeSync,
	existsSync,
	ftruncateSync,
	openSync,
	readFileSync,
	rmSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { NewJudgment } from '../queries/runs/append-judgments.ts';

export type ReplyJournal = {
	/** What a killed process had received and may not have stored, in the order of arrival. Written again until `forget`. */
	readonly left: readonly NewJudgment[];
	/** Lines of it that a power loss has spoilt: their games are asked again. */
	readonly unreadable: number;
	/** `left` is stored. */
	readonly forget: () => void;
	/**
	 * Writes a judgment before the database has it, which survives the death of the process from then on; call the returned
	 * function once it is stored. Throws when the file cannot be written.
	 */
	readonly write: (judgment: NewJudgment) => () => void;
	/** Removes the files if everything in them is stored. */
	readonly close: () => void;
};

type JournalFile = { readonly path: string; readonly fd: number; bytes: number; waiting: number };

/** From this size on, the other file is used once everything in it is stored. */
const FULL_BYTES = 4 * 1024 * 1024;
const NAMES = ['replies-0.journal', 'replies-1.journal'] as const;

/**
 * A file beside the embedded database for what has been paid for and waits for its turn there: a reply can wait tens of
 * milliseconds, on PGlite's one connection behind all other queries. One process at a time has the directory.
 */
export function openReplyJournal(directory: string): ReplyJournal {
	const paths = NAMES.map((name) => join(directory, name));
	const lines = paths.flatMap(readLines).map(readJudgment);
	const left = lines.filter((judgment) => judgment !== undefined);
	const [first, second] = paths.map(openFile) as [JournalFile, JournalFile];
	let current = first;
	let isLeft = left.length > 0;
	return {
		left,
		unreadable: lines.length - left.length,
		forget: () => {
			isLeft = false;
			for (const file of [first, second]) if (file.waiting === 0) empty(file);
		},
		write: (judgment) => {
			const other = current === first ? second : first;
			if (current.bytes > FULL_BYTES && other.waiting === 0) current = other;
			const file = current;
			file.bytes += writeSync(file.fd, `${JSON.stringify(judgment)}\n`);
			file.waiting++;
			return () => {
				file.waiting--;
				if (file.waiting === 0 && !isLeft) empty(file);
			};
		},
		close: () => {
			for (const file of [first, second]) {
				closeSync(file.fd);
				if (file.waiting === 0 && !isLeft) rmSync(file.path, { force: true });
			}
		},
	};
}

function openFile(path: string): JournalFile {
	return { path, fd: openSync(path, 'a', 0o600), bytes: 0, waiting: 0 };
}

function empty(file: JournalFile): void {
	ftruncateSync(file.fd, 0);
	file.bytes = 0;
}

/** A line that was cut off by the death of its process is no reply. */
function readLines(path: string): readonly string[] {
	return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

function readJudgment(line: string): NewJudgment | undefined {
	try {
		// Written by this file; JSON has turned dates into texts.
		const row = JSON.parse(line) as NewJudgment;
		return { ...row, askedAt: new Date(row.askedAt), receivedAt: new Date(row.receivedAt) };
	} catch {
		return undefined;
	}
}
