import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@codejoust/db/connect';
import {
	findComputedAnswer,
	storeComputedAnswer,
	workAlone,
} from '@codejoust/db/queries/boards/computed-answers';
import { VERSION } from '@codejoust/contract/version';
import { contentHash } from '@codejoust/judge/identity/identity';
import { packText, unpackText } from './packed-text.ts';

/** What a process has computed, as the others find it. */
export type Computed =
	| { readonly kind: 'answer'; readonly answer: unknown }
	| { readonly kind: 'too-long'; readonly restMs: number };

/** What the processes of one database have computed for readers, a few minutes ago at most. */
export type ComputedTogether = {
	readonly find: (key: string) => Promise<Computed | undefined>;
	readonly keep: (key: string, computed: Computed) => Promise<void>;
	/** Does the work unless another process does the work of this key: then undefined. */
	readonly alone: <Result>(
		key: string,
		work: () => Promise<Result>,
	) => Promise<{ readonly result: Result } | undefined>;
};

const KEPT_SECONDS = 600;
/** Larger ones are computed by each process: the database is no place for them. */
const MOST_BYTES = 8 * 1024 * 1024;

export function openComputedTogether({
	db,
	onTrouble,
}: {
	readonly db: Database;
	/** What was computed could not be kept; its reader has it. */
	readonly onTrouble: (error: unknown) => void;
}): ComputedTogether {
	// Processes of two versions may share a database while one replaces the other.
	const nameOf = (key: string) => contentHash(`${VERSION} ${key}`);
	const store = async (key: string, computed: Computed) => {
		const isAnswer = computed.kind === 'answer';
		const body = isAnswer ? await packText(JSON.stringify(computed.answer)) : null;
		const seconds = isAnswer ? KEPT_SECONDS : computed.restMs / 1000;
		if (body === null || body.length <= MOST_BYTES)
			await storeComputedAnswer(db, { key: nameOf(key), body, seconds });
	};
	return {
		find: async (key) => {
			const found = await findComputedAnswer(db, nameOf(key));
			if (!found) return undefined;
			const { body, expiresAt } = found;
			if (body === null)
				return { kind: 'too-long', restMs: Math.max(0, expiresAt.getTime() - Date.now()) };
			return { kind: 'answer', answer: JSON.parse(await unpackText(body)) as unknown };
		},
		keep: (key, computed) => store(key, computed).catch(onTrouble),
		alone: (key, work) => workAlone(db, nameOf(key), work),
	};
}

const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 400;

/**
 * What another process has computed, or what `work` computes and keeps while no other process does. Undefined when another one
 * has worked on it for longer than `mostMs`.
 *
 * @param inTurn gives the one who asks a turn in this process: the lock of a key is held only then, by one at a time
 */
export async function computeTogether(
	together: ComputedTogether,
	key: string,
	{
		inTurn,
		work,
		onFound,
		mostMs,
	}: {
		readonly inTurn: <Result>(turn: () => Promise<Result>) => Promise<Result>;
		readonly work: () => Promise<Computed>;
		/** Another process had computed it. */
		readonly onFound: () => void;
		readonly mostMs: number;
	},
): Promise<Computed | undefined> {
	const find = async () => {
		const found = await together.find(key);
		if (found) onFound();
		return found;
	};
	const workOrFind = async () => {
		const found = await find();
		if (found) return found;
		const computed = await work();
		await together.keep(key, computed);
		return computed;
	};
	const startedAt = performance.now();
	for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
		const found = await find();
		if (found) return found;
		const done = await inTurn(() => together.alone(key, workOrFind));
		if (done) return done.result;
		if (performance.now() - startedAt > mostMs) return undefined;
		await pause(waitMs);
	}
}
