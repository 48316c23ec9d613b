import { isOfProvider, type Judgment, type OfProvider } from '@codejoust/arena/rules/judgment';
import type { HoldCause } from '@codejoust/judge/definition/hold-causes';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { onAbort } from '@codejoust/judge/endpoint/on-abort';
import { readSign, type Sign } from '@codejoust/judge/holds/read-sign';
import { countSuspicions, type SuspectCall } from '@codejoust/judge/holds/suspicions';
import type { Protocol } from '@codejoust/judge/protocol/protocol';
import { needsOperator } from '../as-judgment-row.ts';
import { HeldError } from './held-error.ts';

/** Why a gate has closed by itself. */
export type NewHold = {
	readonly cause: HoldCause;
	readonly isOfEndpoint: boolean;
	readonly reason: string;
	readonly forMs?: number;
	/** When the call set out that brings the reason. */
	readonly askedAt: Date;
};

/** A game that the gate has let in. */
export type AdmittedGame = {
	/**
	 * Resolves at once, or when it is clear whether the judge is at fault for what was refused alike: no call sets out
	 * meanwhile. Rejects with the signal's reason.
	 */
	readonly untilClear: (signal: AbortSignal) => Promise<void>;
	/** Whether a call may set out now. */
	readonly isClear: () => boolean;
	/** A call of the game sets out; the returned function takes what came of it. */
	readonly call: (askedAt: Date, findLack?: Protocol['findLack']) => (result: AskResult) => void;
	/**
	 * Whether the game's last judgment counts. What may be everybody's fault waits for an answer to another game; it does
	 * not count where the judge is held then.
	 */
	readonly maySettle: (judgment: Judgment) => Promise<boolean>;
	/** The game is over; to be called once, whatever became of it. */
	readonly leave: () => void;
};

/** Where the games of one judge version at one endpoint pass, in this process. */
export type JudgeGate = {
	/** Lets a game in: one alone before the first answer. Rejects with a HeldError while the judge is held. */
	readonly enter: (identity: string, signal: AbortSignal) => Promise<AdmittedGame>;
	readonly isHeld: () => boolean;
	/** Aborts with a HeldError when the judge is held. Another signal after the hold. */
	readonly signal: () => AbortSignal;
	/** The judge is held by somebody else. */
	readonly close: (reason: string) => void;
	/** The hold is lifted: the first game goes alone again. */
	readonly open: () => void;
};

/** Games before the first answer: one, and so many once calls fail as in an outage, which takes a few games to be seen. */
const ALONE = 1;
const IN_AN_OUTAGE = 3;
/** Games that were asked once more are remembered up to this number. */
const MOST_DOUBTED = 10_000;

export function createJudgeGate(options: {
	readonly hasAnswered: boolean;
	/** The first answer that this judge ever had at this endpoint. */
	readonly onFirstAnswer: () => void;
	readonly onHold: (hold: NewHold) => void;
}): JudgeGate {
	let { hasAnswered } = options;
	let isOpen = hasAnswered;
	/** So much was refused alike that only a call under way can still show that the judge answers. */
	let isInDoubt = false;
	let room = ALONE;
	let round = 0;
	let held = new AbortController();
	let calls = 0;
	const underWay = new Set<number>();
	/** Those let in, by game: one game may be asked by two runs at a time. */
	const active = new Set<{ readonly identity: string }>();
	const waiting = new Set<Waiter>();
	const inDoubt = new Set<Waiter>();
	const suspended = new Map<
		(maySettle: boolean) => void,
		{ readonly identity: string; readonly number: number }
	>();
	const doubted = new Set<string>();
	const suspicions = countSuspicions(() => hasAnswered);
	const isHeld = () => held.signal.aborted;

	const admit = () => {
		if (isInDoubt) return;
		for (const waiter of [...inDoubt]) waiter.go();
		for (const waiter of waiting) {
			if (isHeld() || (!isOpen && active.size >= room)) break;
			waiter.go();
		}
	};
	const doubt = (identity: string) => {
		if (doubted.size > MOST_DOUBTED) doubted.clear();
		doubted.add(identity);
	};
	const decide = (maySettle: boolean, before = Infinity) => {
		for (const [resolve, { number, identity }] of [...suspended]) {
			if (number >= before) continue;
			suspended.delete(resolve);
			if (!maySettle) doubt(identity);
			resolve(maySettle);
		}
	};
	const close = (reason: string) => {
		if (isHeld()) return;
		const error = new HeldError(reason);
		isInDoubt = false;
		held.abort(error);
		for (const waiter of [...inDoubt, ...waiting]) waiter.fail(error);
		decide(false);
	};
	const hold = (why: NewHold) => {
		close(why.reason);
		options.onHold(why);
	};
	/**
	 * The games are left open once, to be asked again together with what else is queued; refused then too, with nobody to
	 * compare them with, they count.
	 */
	const askOnceMore = () => {
		for (const [resolve, { identity }] of [...suspended]) {
			suspended.delete(resolve);
			resolve(doubted.has(identity));
			doubt(identity);
		}
	};
	/** Whether every game that could still be compared was refused before: an operator has let them go on as they are. */
	const isEverybodyDoubted = () =>
		[...active, ...waiting].every(({ identity }) => doubted.has(identity)) &&
		[...suspended.values()].every(({ identity }) => doubted.has(identity));
	/** Holds the judge for what was refused alike, once no call that set out among it may still be answered. */
	const weigh = () => {
		if (isHeld()) return;
		const enough = suspicions.enough();
		if (!enough || (hasAnswered && isEverybodyDoubted())) {
			isInDoubt = false;
			return admit();
		}
		isInDoubt = true;
		const mayBeAnswered = [...underWay].some((number) => number > enough.firstNumber);
		if (!hasAnswered || !mayBeAnswered) hold({ ...enough, isOfEndpoint: false });
	};
	/** With nothing else in flight nobody will tell whose fault it was. */
	const lookAround = () => {
		weigh();
		if (active.size > 0 || waiting.size > 0 || suspended.size === 0) return;
		const last = suspicions.last();
		if (hasAnswered || !last) askOnceMore();
		else hold({ ...last, isOfEndpoint: false });
	};
	/** An answer to a call that set out before another one was refused does not speak for that one. */
	const answer = (number: number) => {
		if (!hasAnswered) options.onFirstAnswer();
		hasAnswered = true;
		suspicions.answered(number);
		if (isHeld()) return;
		isOpen = true;
		decide(true, number);
	};
	const note = (sign: Sign, call: SuspectCall) => {
		if (sign.kind === 'answer') answer(call.number);
		else if (isHeld()) return;
		else if (sign.kind === 'hold') hold({ ...sign, askedAt: call.askedAt });
		else if (sign.kind === 'suspicion') suspicions.add(sign, call);
		else if (sign.kind === 'outage') room = IN_AN_OUTAGE;
		weigh();
	};
	const untilLet = (waiters: Set<Waiter>, identity: string, signal: AbortSignal) =>
		new Promise<Waiter>((resolve, reject) => {
			const end = () => {
				forget();
				waiters.delete(waiter);
			};
			const waiter: Waiter = {
				identity,
				fail: (error) => {
					end();
					reject(error);
				},
				go: () => {
					end();
					if (waiters === waiting) active.add(waiter);
					resolve(waiter);
				},
			};
			const forget = onAbort(signal, () => {
				waiter.fail(
					signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)),
				);
				lookAround();
			});
			waiters.add(waiter);
			admit();
		});

	return {
		isHeld,
		close,
		signal: () => held.signal,
		open: () => {
			if (!isHeld()) return;
			held = new AbortController();
			round++;
			isOpen = false;
			room = ALONE;
			suspicions.forget();
		},
		enter: async (identity, signal) => {
			signal.throwIfAborted();
			held.signal.throwIfAborted();
			const own = await untilLet(waiting, identity, signal);
			const ownRound = round;
			let lastNumber = 0;
			let isAnswered = false;
			const leave = () => {
				if (!active.delete(own)) return;
				underWay.delete(lastNumber);
				lookAround();
			};
			const isPassed = () => isHeld() || round !== ownRound;
			return {
				leave,
				isClear: () => !isInDoubt,
				untilClear: async (callSignal) => {
					if (isInDoubt) await untilLet(inDoubt, identity, callSignal);
				},
				call: (askedAt, findLack) => {
					const number = ++calls;
					lastNumber = number;
					underWay.add(number);
					return (result) => {
						underWay.delete(number);
						const sign = readSign(result, findLack);
						isAnswered = sign.kind === 'answer';
						if (round === ownRound || isAnswered) note(sign, { gameId: identity, number, askedAt });
					};
				},
				maySettle: async (judgment) => {
					if (!isOfProvider(judgment)) return true;
					// The judge answered, and its answer could not be stored: nobody else's fault.
					if (isAnswered) return true;
					const isSuspicious = isSuspect(judgment);
					if (needsOperator(judgment) || isPassed()) {
						if (isSuspicious) doubt(identity);
						return false;
					}
					if (!isSuspicious || suspicions.isCleared(identity)) return true;
					return new Promise((resolve) => {
						suspended.set(resolve, { identity, number: lastNumber });
						leave();
					});
				},
			};
		},
	};
}

/** What is refused or lacks something may be everybody's fault. */
function isSuspect(judgment: OfProvider): boolean {
	if (judgment.reason === 'no-logprobs') return true;
	return judgment.errorClass === 'bad-request' || judgment.errorClass === 'unreadable';
}

/** A game that waits to be let in, or a call that waits until a doubt is cleared. */
type Waiter = {
	readonly identity: string;
	readonly go: () => void;
	readonly fail: (error: Error) => void;
};
