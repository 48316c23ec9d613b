import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import {
	findHold,
	hasAnswered,
	type HoldKey,
	insertHold,
	liftDueHolds,
	listKeptRuns,
	listUnlifted,
	noteAnswer,
} from '@codejoust/db/queries/endpoints/holds';
import { insertNotice } from '@codejoust/db/queries/rejudgings/notices';
import { REHEARSAL } from '@codejoust/judge/choose-endpoint';
import { nameJudge } from '../../benchmark-name.ts';
import { describeHold } from '../../describe-hold.ts';
import { tellLifted } from '../../tell-lifted.ts';
import { newId } from '../../new-id.ts';
import { createJudgeGate, type JudgeGate, type NewHold } from './judge-gate.ts';

/** Which judge versions this process may ask at which endpoints. */
export type JudgeWatch = {
	/** The gate of a judge version at an endpoint; the first call of a process asks the database whether it was ever answered. */
	readonly gateOf: (place: Place) => Promise<JudgeGate>;
	/** Holds that this process has made so far: what was read before the newest says nothing of it. */
	readonly count: () => number;
	/** Tells a gate what the database said when so many holds had been made. */
	readonly tell: (gate: JudgeGate, held: { readonly reason: string } | null, count: number) => void;
	/** Holds a judge version or an endpoint, for a cause that was not found by a game of this process. */
	readonly hold: (place: Place, hold: NewHold) => void;
	/** Learns of holds that others have made and lifted, and lifts those whose time is over. */
	readonly refresh: () => Promise<void>;
	/** Resolves when the holds of this process are stored. */
	readonly stored: () => Promise<void>;
};

type Place = { readonly endpoint: string; readonly judgeVersionId: number };

export function createJudgeWatch(options: {
	readonly db: Database;
	readonly log: Logger;
	readonly now: () => Date;
	readonly enqueueRun: (runId: string) => Promise<void>;
}): JudgeWatch {
	const { db, log, now } = options;
	const gates = new Map<string, Promise<{ readonly place: Place; readonly gate: JudgeGate }>>();
	const storing = new Set<Promise<void>>();
	let made = 0;

	const gateOf = async (place: Place) => {
		const key = `${place.judgeVersionId} ${place.endpoint}`;
		const known = gates.get(key);
		if (known) return (await known).gate;
		const making = openGate(place).catch((error: unknown) => {
			gates.delete(key);
			throw error;
		});
		gates.set(key, making);
		return (await making).gate;
	};
	const openGate = async (place: Place) => {
		// The rehearsal judge is part of this process: there is nothing to try out.
		const isKnown = place.endpoint === REHEARSAL || (await hasAnswered(db, place));
		const gate = createJudgeGate({
			hasAnswered: isKnown,
			onFirstAnswer: () =>
				void noteAnswer(db, place).catch((error: unknown) =>
					log.warn({ err: error, ...place }, 'the first answer to a judge was not noted'),
				),
			onHold: (found) => hold(place, found),
		});
		return { place, gate };
	};
	const hold = (place: Place, found: NewHold) => {
		made++;
		const storingIt = storeHold(db, place, found, now())
			.then((message) => {
				if (message !== undefined) log.warn({ ...place, cause: found.cause }, `a hold: ${message}`);
			})
			.catch((error: unknown) =>
				log.error({ err: error, ...place, cause: found.cause }, 'a hold was not stored'),
			)
			.finally(() => storing.delete(storingIt));
		storing.add(storingIt);
		void closeAlike(place, found);
	};
	const closeAlike = async (place: Place, { isOfEndpoint, reason }: NewHold) => {
		for (const one of await Promise.all(gates.values()))
			if (isOfEndpoint ? one.place.endpoint === place.endpoint : isSame(one.place, place))
				one.gate.close(reason);
	};
	const tell: JudgeWatch['tell'] = (gate, held, count) => {
		if (held) gate.close(held.reason);
		else if (made === count && storing.size === 0) gate.open();
	};

	return {
		gateOf,
		hold,
		tell,
		count: () => made,
		stored: async () => {
			await Promise.all(storing);
		},
		refresh: async () => {
			const count = made;
			const unlifted = await listUnlifted(db);
			const at = now();
			const isDue = unlifted.some(({ until }) => until !== null && until <= at);
			const lifted = isDue ? await liftDue(db) : [];
			const ids = new Set(lifted.map(({ id }) => id));
			const open = unlifted.filter(({ id }) => !ids.has(id));
			for (const { place, gate } of await Promise.all(gates.values())) {
				const held = open.find((one) => isKeptBy(place, one));
				tell(gate, held ?? null, count);
			}
			for (const one of lifted)
				for (const runId of await listKeptRuns(db, one)) await options.enqueueRun(runId);
		},
	};
}

function isSame(a: Place, b: Place): boolean {
	return a.endpoint === b.endpoint && a.judgeVersionId === b.judgeVersionId;
}

function isKeptBy(place: Place, hold: HoldKey): boolean {
	if (hold.endpoint !== place.endpoint) return false;
	return hold.judgeVersionId === null || hold.judgeVersionId === place.judgeVersionId;
}

/** Returns what operators are told; undefined where the hold is there already, or was lifted since the call. */
async function storeHold(
	db: Database,
	{ endpoint, judgeVersionId }: Place,
	found: NewHold,
	now: Date,
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		const row = {
			id: newId('hold'),
			endpoint,
			judgeVersionId: found.isOfEndpoint ? null : judgeVersionId,
			cause: found.cause,
			reason: found.reason,
			until: found.forMs === undefined ? null : new Date(now.getTime() + found.forMs),
		};
		const stored = await insertHold(tx, row, found.askedAt);
		const listed = stored && (await findHold(tx, stored.id));
		if (!listed) return undefined;
		const { slug, version, model } = listed;
		const judge = slug === null || version === null ? null : nameJudge({ slug, version });
		const words = describeHold({ ...listed.hold, judge, model }, now);
		const message = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
		await insertNotice(tx, { kind: 'held', endpoint, message });
		return message;
	});
}

async function liftDue(db: Database) {
	return db.transaction(async (tx) => {
		const lifted = await liftDueHolds(tx);
		for (const { id } of lifted) await tellLifted(tx, id);
		return lifted;
	});
}
