import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { HoldCause } from '@codejoust/judge/definition/hold-causes';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { onAbort } from '@codejoust/judge/endpoint/on-abort';
import { readSign } from '@codejoust/judge/holds/read-sign';
import { countSuspicions } from '@codejoust/judge/holds/suspicions';
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
	/** A call of the game sets out; the returned function takes what came of it. */
	readonly call: (askedAt: Date) => (result: AskResult) => void;
	/**
	 * Whether the game's last judgment counts. What may be everybody's fault waits for an answer to another game; it does
	 * not count where the judge is held then.
	 */
	readonly maySettle: (judgment: Judgment) => Promise<boolean>;
	/** The game is over; to be called once, whatever became of it. */
	readonly leave: () => void;
};

/** A call by its number among those of the gate, in the order in which they set out. */
type Call = { readonly number: number; readonly askedAt: Date };

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
	let room = ALONE;
	let active = 0;
	let round = 0;
	let held = new AbortController();
	let calls = 0;
	let newest: Call = { number: 0, askedAt: new Date(0) };
	const waiting = new Set<{ go: () => void; fail: (error: Error) => void }>();
	const suspended = new Map<(maySettle: boolean) => void, Call & { readonly identity: string }>();
	const doubted = new Set<string>();
	const suspicions = countSuspicions(() => hasAnswered);
	const isHeld = () => held.signal.aborted;

	const admit = () => {
		for (const waiter of waiting) {
			if (isHeld() || (!isOpen && active >= room)) break;
			waiting.delete(waiter);
			waiter.go();
		}
	};
	const decide = (maySettle: boolean, before = Infinity) => {
		for (const [resolve, { number }] of [...suspended]) {
			if (number >= before) continue;
			suspended.delete(resolve);
			resolve(maySettle);
		}
	};
	const close = (reason: string) => {
		if (isHeld()) return;
		const error = new HeldError(reason);
		held.abort(error);
		for (const waiter of [...waiting]) waiter.fail(error);
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
		if (doubted.size > MOST_DOUBTED) doubted.clear();
		for (const [resolve, { identity }] of [...suspended]) {
			suspended.delete(resolve);
			resolve(doubted.has(identity));
			doubted.add(identity);
		}
	};
	/** With nothing else in flight nobody will tell whose fault it was. */
	const lookAround = () => {
		admit();
		if (active > 0 || waiting.size > 0 || suspended.size === 0) return;
		const last = suspicions.last();
		if (hasAnswered || !last) askOnceMore();
		else hold({ ...last, isOfEndpoint: false, askedAt: newest.askedAt });
	};
	/** An answer to a call that set out before another one was refused does not speak for that one. */
	const answer = ({ number }: Call) => {
		if (!hasAnswered) options.onFirstAnswer();
		hasAnswered = true;
		if (isHeld()) return;
		if (number > newest.number) suspicions.clear();
		isOpen = true;
		decide(true, number);
		admit();
	};
	const note = (identity: string, result: AskResult, call: Call) => {
		const sign = readSign(result);
		if (sign.kind === 'answer') return answer(call);
		if (isHeld()) return;
		const { askedAt } = call;
		if (sign.kind === 'hold') hold({ ...sign, askedAt });
		else if (sign.kind === 'suspicion') {
			if (call.number > newest.number) newest = call;
			if (!doubted.has(identity) && suspicions.add(sign, { id: identity }))
				hold({ cause: sign.cause, reason: sign.reason, isOfEndpoint: false, askedAt });
		} else if (sign.kind === 'outage') {
			room = IN_AN_OUTAGE;
			admit();
		}
	};
	const untilAdmitted = (signal: AbortSignal) =>
		new Promise<void>((resolve, reject) => {
			const fail = (error: Error) => {
				forget();
				waiting.delete(waiter);
				reject(error);
			};
			const waiter = {
				fail,
				go: () => {
					forget();
					active++;
					resolve();
				},
			};
			const forget = onAbort(signal, () => {
				fail(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
				lookAround();
			});
			waiting.add(waiter);
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
			suspicions.clear();
			doubted.clear();
		},
		enter: async (identity, signal) => {
			signal.throwIfAborted();
			held.signal.throwIfAborted();
			if (isOpen) active++;
			else await untilAdmitted(signal);
			const ownRound = round;
			let isActive = true;
			let last: Call = newest;
			const leave = () => {
				if (!isActive) return;
				isActive = false;
				active--;
				lookAround();
			};
			const isPassed = () => isHeld() || round !== ownRound;
			return {
				leave,
				call: (askedAt) => {
					const call = { number: ++calls, askedAt };
					last = call;
					return (result) => {
						if (round === ownRound || result.kind === 'reply') note(identity, result, call);
					};
				},
				maySettle: async (judgment) => {
					if (judgment.kind === 'scored' || judgment.reason !== 'provider-error') return true;
					if (needsOperator(judgment) || isPassed()) return false;
					if (judgment.errorClass !== 'bad-request' && judgment.errorClass !== 'unreadable')
						return true;
					return new Promise((resolve) => {
						suspended.set(resolve, { ...last, identity });
						leave();
					});
				},
			};
		},
	};
}
