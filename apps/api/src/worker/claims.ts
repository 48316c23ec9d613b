import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '@codejoust/db/connect';
import { takeBatchTurn } from '@codejoust/db/queries/runs/batch-turn';
import { claimGames, claimIdentity, releaseIdentities } from '@codejoust/db/queries/runs/claims';
import { createGroupCommit } from './group-commit.ts';
import { holdClaims } from './held-claims.ts';

const RELEASES = { gatherMs: 50, enough: 64, mostUnderway: 1 };
const LOOK_AGAIN_MS = 500;

/** Identities that nobody else asks until they are released. */
export type ClaimedGames = {
	readonly has: (identity: string) => boolean;
	/** Resolves when another process has let go of the identity, which is ours then. */
	readonly untilOurs: (identity: string, signal: AbortSignal) => Promise<void>;
	/** As soon as its game is over: whoever waits for it may hold what we wait for. */
	readonly release: (identity: string) => void;
	readonly releaseAll: () => void;
};

/** Claims the games of battles where several processes judge on one database. */
export type ClaimGames = (battleIds: readonly number[]) => Promise<ClaimedGames>;

/** The embedded database has one process, which needs no claims. */
const EVERYTHING: ClaimedGames = {
	has: () => true,
	untilOurs: () => Promise.resolve(),
	release: () => undefined,
	releaseAll: () => undefined,
};

export function createClaims(connection: Connection, log: Logger): ClaimGames {
	const { appending } = connection;
	if (connection.embedded) return () => Promise.resolve(EVERYTHING);
	const held = holdClaims(connection, log);
	const releases = createGroupCommit(RELEASES, async (batch: readonly string[]) => {
		await releaseIdentities(appending, batch);
		return new Map();
	});
	return async (battleIds) => {
		const ours = new Set(await claimGames(appending, battleIds));
		ours.forEach(held.add);
		const release = (identity: string) => {
			if (!ours.delete(identity)) return;
			held.drop(identity);
			// A connection that broke took its claims with it, and what is dropped is not claimed again.
			releases
				.add(identity)
				.catch((error: unknown) => log.warn({ err: error }, 'a claim was not released'));
		};
		return {
			has: (identity) => ours.has(identity),
			untilOurs: async (identity, signal) => {
				while (!(await claimIdentity(appending, identity)))
					await pause(LOOK_AGAIN_MS, undefined, { signal });
				ours.add(identity);
				held.add(identity);
			},
			release,
			releaseAll: () => [...ours].forEach(release),
		};
	};
}

/** Does work for an endpoint while no other process does its own. */
export type TakeTurn = <Result>(endpoint: string, work: () => Promise<Result>) => Promise<Result>;

/** The embedded database has one process, and its one connection would wait for the turn for ever. */
export function createTurns({ db, embedded }: Pick<Connection, 'db' | 'embedded'>): TakeTurn {
	return embedded
		? (_endpoint, work) => work()
		: (endpoint, work) => takeBatchTurn(db, endpoint, work);
}
