import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import {
	BY_THE_CLOCK,
	findHold,
	hasAnswered,
	type HoldKey,
	type HoldRow,
	insertHold,
	liftDueHolds,
	liftHold,
	listKeptRuns,
	listUnlifted,
	noteAnswer,
} from '@codejoust/db/queries/endpoints/holds';
import { endProbe, takeProbe } from '@codejoust/db/queries/endpoints/probes';
import { insertNotice } from '@codejoust/db/queries/rejudgings/notices';
import { REHEARSAL } from '@codejoust/judge/choose-endpoint';
import { routeOf } from '@codejoust/judge/endpoint/fingerprint';
import { nameJudge } from '../../benchmark-name.ts';
import { describeHold } from '../../describe-hold.ts';
import { tellLifted } from '../../tell-lifted.ts';
import { newId } from '../../new-id.ts';
import type { JudgeGate, NewHold } from './judge-gate.ts';
import { createSharedGate, type SharedGate } from './shared-gate.ts';

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
	/**
	 * Learns of holds that others have made and lifted, lifts those whose time is over and those of other settings than the
	 * endpoint has now, and extends this worker's turns to ask a judge for the first time.
	 */
	readonly refresh: () => Promise<void>;
	/** Resolves when the holds and turns of this process are stored. */
	readonly stored: () => Promise<void>;
};

/** A worker that dies in the middle of its turn leaves it to others after this time. */
const TURN_MS = 15_000;
/** Names what lifted a hold that was made with other settings of its endpoint. */
const BY_NEW_SETTINGS = 'the new settings of the endpoint';

type Place = { readonly endpoint: string; readonly judgeVersionId: number };

export function createJudgeWatch(options: {
	readonly db: Database;
	readonly workerId: string;
	readonly endpoints: readonly { readonly name: string; readonly fingerprint: string }[];
	/** Whether an older worker with other settings asks there instead. */
	readonly isStandingBy: (endpoint: string) => boolean;
	readonly log: Logger;
	readonly now: () => Date;
	readonly enqueueRun: (runId: string) => Promise<void>;
}): JudgeWatch {
	const { db, log, now, workerId: worker } = options;
	const fingerprints = new Map(options.endpoints.map((one) => [one.name, one.fingerprint]));
	const gates = new Map<string, Promise<{ readonly place: Place; readonly gate: SharedGate }>>();
	const storing = new Set<Promise<unknown>>();
	const noting = new Set<Promise<unknown>>();
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
		const gate = createSharedGate({
			hasAnswered: isKnown,
			turns: {
				take: () => takeProbe(db, { ...place, worker, forMs: TURN_MS }),
				end: () => track(noting, endProbe(db, { ...place, worker })),
			},
			onFirstAnswer: () => track(noting, noteAnswer(db, place)),
			onHold: (found) => keepHeld(place, found),
			onTrouble: (error) =>
				log.warn({ err: error, ...place }, 'an answer or a turn of a judge was not noted'),
		});
		return { place, gate };
	};
	const hold = (place: Place, found: NewHold) => void keepHeld(place, found);
	const keepHeld = (place: Place, found: NewHold): Promise<void> => {
		made++;
		const fingerprint = fingerprints.get(place.endpoint) ?? null;
		const stored = storeHold(db, place, { ...found, fingerprint }, now())
			.then((message) => {
				if (message !== undefined) log.warn({ ...place, cause: found.cause }, `a hold: ${message}`);
			})
			.catch((error: unknown) =>
				log.error({ err: error, ...place, cause: found.cause }, 'a hold was not stored'),
			);
		void closeAlike(place, found);
		return track(storing, stored);
	};
	const closeAlike = async (place: Place, { isOfEndpoint, reason }: NewHold) => {
		for (const one of await Promise.all(gates.values()))
			if (isOfEndpoint ? one.place.endpoint === place.endpoint : isSame(one.place, place))
				one.gate.close(reason);
	};
	/** What was held was asked in another way, or with another key, than this worker asks. */
	const isOfOtherSettings = ({ endpoint, fingerprint }: HoldRow) => {
		const own = fingerprints.get(endpoint);
		if (own === undefined || fingerprint === null || options.isStandingBy(endpoint)) return false;
		return routeOf(own) !== routeOf(fingerprint);
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
			await Promise.allSettled([...storing, ...noting]);
		},
		refresh: async () => {
			const count = made;
			const unlifted = await listUnlifted(db);
			const at = now();
			const isDue = unlifted.some(({ until }) => until !== null && until <= at);
			const changed = unlifted.filter(isOfOtherSettings);
			const lifted = [
				...(isDue ? await liftDue(db) : []),
				...(changed.length > 0 ? await liftChanged(db, changed) : []),
			];
			const ids = new Set(lifted.map(({ id }) => id));
			const open = unlifted.filter(({ id }) => !ids.has(id));
			for (const { place, gate } of await Promise.all(gates.values())) {
				await gate.renew();
				const held = open.find((one) => isKeptBy(place, one));
				tell(gate, held ?? null, count);
			}
			for (const one of lifted)
				for (const runId of await listKeptRuns(db, one)) await options.enqueueRun(runId);
		},
	};
}

/** Keeps the promise in the set until it is settled. */
function track<Result>(among: Set<Promise<unknown>>, work: Promise<Result>): Promise<Result> {
	const settled = work.finally(() => among.delete(settled));
	among.add(settled);
	return settled;
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
	found: NewHold & Pick<HoldRow, 'fingerprint'>,
	now: Date,
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		// A hold whose time is over would be in the way of the new one.
		await liftDueWithin(tx);
		const row = {
			id: newId('hold'),
			endpoint,
			judgeVersionId: found.isOfEndpoint ? null : judgeVersionId,
			cause: found.cause,
			reason: found.reason,
			fingerprint: found.fingerprint,
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

async function liftChanged(db: Database, holds: readonly HoldRow[]) {
	return db.transaction(async (tx) => {
		const lifted: HoldRow[] = [];
		for (const { id } of holds) {
			const row = await liftHold(tx, { id, by: BY_NEW_SETTINGS });
			if (!row) continue;
			lifted.push(row);
			await tellLifted(tx, row, { actor: BY_NEW_SETTINGS, requestId: null });
		}
		return lifted;
	});
}

async function liftDue(db: Database) {
	return db.transaction(liftDueWithin);
}

async function liftDueWithin(tx: Database): Promise<readonly HoldRow[]> {
	const lifted = await liftDueHolds(tx);
	for (const row of lifted) await tellLifted(tx, row, { actor: BY_THE_CLOCK, requestId: null });
	return lifted;
}
