import { setTimeout as pause } from 'node:timers/promises';
import type { ProbeTurn } from '@codejoust/db/queries/endpoints/probes';
import { createJudgeGate, type JudgeGate, type NewHold } from './judge-gate.ts';

/** Whose turn it is among all workers. */
export type ProbeTurns = {
	/** Takes or extends ours. */
	readonly take: () => Promise<ProbeTurn>;
	readonly end: () => Promise<void>;
};

/** The gate of a judge version at an endpoint, of which one worker asks the first games. */
export type SharedGate = JudgeGate & {
	/** Extends our turn while we ask; to be called more often than a turn lasts. */
	readonly renew: () => Promise<void>;
};

const LOOK_AGAIN_MS = 500;

/**
 * A judge gate that lets games of this process in only when no other worker asks the judge for the first time. The games of the
 * others wait until the judge is answered or held, or the asking worker is gone.
 */
export function createSharedGate(options: {
	readonly hasAnswered: boolean;
	readonly turns: ProbeTurns;
	/** Resolves when the answer is noted. */
	readonly onFirstAnswer: () => Promise<void>;
	/** Resolves when the hold is stored. */
	readonly onHold: (hold: NewHold) => Promise<void>;
	/** What was not to be waited for has failed. */
	readonly onTrouble: (error: unknown) => void;
	readonly lookAgainMs?: number;
}): SharedGate {
	const { turns, onTrouble, lookAgainMs = LOOK_AGAIN_MS } = options;
	let isFree = options.hasAnswered;
	let isOurs = false;
	let inside = 0;
	let looking: Promise<void> | undefined;
	/** Taking and ending come after one another, and an end comes after what is to be seen then was stored. */
	let line: Promise<unknown> = Promise.resolve();
	const inLine = <Result>(work: () => Promise<Result>): Promise<Result> => {
		const result = line.then(work);
		line = result.catch(() => undefined);
		return result;
	};

	const openGate = (hasAnswered: boolean): JudgeGate =>
		createJudgeGate({
			hasAnswered,
			onFirstAnswer: () => {
				isFree = true;
				void inLine(options.onFirstAnswer).then(endTurn).catch(onTrouble);
			},
			onHold: (hold) => {
				first.close(hold.reason);
				void inLine(() => options.onHold(hold)).catch(onTrouble);
			},
		});
	const first = openGate(options.hasAnswered);
	/** Another one than the first where another worker had the first answer, while nobody was in here. */
	let current = first;

	const endTurn = async () => {
		if (!isOurs) return;
		isOurs = false;
		await inLine(turns.end);
	};
	const look = async () => {
		const turn = await inLine(turns.take);
		if (turn === 'ours') isOurs = true;
		if (turn !== 'answered' || isFree) return;
		isFree = true;
		current = openGate(true);
	};
	const mayEnter = () => isFree || isOurs;
	const untilTurn = async (signal: AbortSignal) => {
		while (!mayEnter()) {
			const held = first.signal();
			signal.throwIfAborted();
			held.throwIfAborted();
			looking ??= look().finally(() => (looking = undefined));
			await looking;
			if (mayEnter()) return;
			// Whichever aborts is thrown above.
			const either = AbortSignal.any([signal, held]);
			await pause(lookAgainMs, undefined, { signal: either }).catch(() => undefined);
		}
	};
	const leave = () => {
		inside--;
		if (inside === 0 && !isFree) void endTurn().catch(onTrouble);
	};

	return {
		isHeld: () => first.isHeld(),
		signal: () => first.signal(),
		close: (reason) => {
			current.close(reason);
			first.close(reason);
		},
		open: () => {
			current.open();
			first.open();
		},
		renew: async () => {
			if (isOurs && !isFree) await inLine(turns.take);
		},
		enter: async (identity, signal) => {
			inside++;
			let isInside = true;
			const leaveOnce = () => {
				if (!isInside) return;
				isInside = false;
				leave();
			};
			try {
				await untilTurn(signal);
				const admitted = await current.enter(identity, signal);
				return {
					...admitted,
					leave: () => {
						admitted.leave();
						leaveOnce();
					},
				};
			} catch (error) {
				leaveOnce();
				throw error;
			}
		},
	};
}
