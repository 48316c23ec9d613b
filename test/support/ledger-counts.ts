import type { Verdict } from '@codejoust/arena/rules/verdict';
import { keyOfPrompt, promptKey } from './prompt-parts.ts';
import type { LedgerLine } from './stub-judge.ts';

/** What a board must say of a submission, counted from the judge's own ledger and nothing else. */
export type ExpectedCounts = {
	readonly wins: number;
	readonly judged_ties: number;
	readonly conflict_ties: number;
	readonly losses: number;
	/** Ties of an answer with the same text, which nobody was asked for. */
	readonly copies: number;
	readonly scored: number;
	readonly unscored: number;
	readonly unscored_reasons: Readonly<Record<string, number>>;
	readonly flips: number;
	readonly firstWins: number;
	readonly decidedGames: number;
};

export type LedgerBattle = {
	readonly question: string;
	readonly baseline: string;
	readonly answer: string;
};

/** What a game's last reply says: positive for the answer shown first. */
export type Reading =
	| { readonly sign: number; readonly strength: number; readonly verdict: Verdict }
	| { readonly reason: string };

/** A battle's two games, baseline first and swapped, and its outcome from the model's side. */
export type LedgerGames = {
	readonly first: Reading;
	readonly second: Reading;
	readonly outcome: 'win' | 'tie' | 'loss' | 'unscored';
};

/** What each malformed reply of the stub leaves a game with; a kind that is missing is read leniently and leaves nothing. */
export const REASON_OF_KIND: Readonly<Record<string, string>> = {
	text: 'no-verdict',
	single: 'no-verdict',
	badlabel: 'no-verdict',
	'quoted-example': 'no-verdict',
	// The stub sends its filler in place of null.
	null: 'no-verdict',
	empty: 'empty',
	refusal: 'refused',
	truncated: 'truncated',
	conflict: 'contradictory',
	nochoices: 'provider-error',
	errorbody: 'provider-error',
	badjson: 'provider-error',
	html: 'provider-error',
	cutbody: 'provider-error',
};

/** Counts a submission's battles by the last reply that the ledger has for each game. Throws when a game was never asked. */
export function countFromLedger(
	ledger: readonly LedgerLine[],
	battles: readonly LedgerBattle[],
): ExpectedCounts {
	const reasons: Record<string, number> = {};
	const counts = {
		wins: 0,
		judged_ties: 0,
		conflict_ties: 0,
		losses: 0,
		copies: 0,
		scored: 0,
		unscored: 0,
	};
	let [flips, firstWins, decidedGames] = [0, 0, 0];
	for (const { first, second, outcome } of readLedger(ledger, battles)) {
		if (first === EVEN) {
			counts.scored++;
			counts.copies++;
			continue;
		}
		if ('reason' in first || 'reason' in second) {
			const found = [first, second].flatMap((game) => ('reason' in game ? [game.reason] : []));
			for (const reason of new Set(found)) reasons[reason] = (reasons[reason] ?? 0) + 1;
			counts.unscored++;
			continue;
		}
		counts.scored++;
		const isFlip = first.sign * second.sign > 0;
		if (isFlip) flips++;
		if (outcome === 'win') counts.wins++;
		else if (outcome === 'loss') counts.losses++;
		else if (isFlip) counts.conflict_ties++;
		else counts.judged_ties++;
		for (const { sign } of [first, second]) {
			if (sign > 0) firstWins++;
			if (sign !== 0) decidedGames++;
		}
	}
	return { ...counts, unscored_reasons: reasons, flips, firstWins, decidedGames };
}

/** Two answers of one text are a tie that nobody was asked for. */
const EVEN: Reading = { sign: 0, strength: 1, verdict: 'A=B' };

/** Battle by battle, what the last replies say. Throws when a game was never asked. */
export function readLedger(
	ledger: readonly LedgerLine[],
	battles: readonly LedgerBattle[],
): readonly LedgerGames[] {
	const replies = lastReplies(ledger);
	return battles.map(({ question, baseline, answer }) => {
		if (answer === baseline) return { first: EVEN, second: EVEN, outcome: 'tie' };
		const first = readingOf(replies, promptKey(question, baseline, answer));
		const second = readingOf(replies, promptKey(question, answer, baseline));
		if ('reason' in first || 'reason' in second) return { first, second, outcome: 'unscored' };
		// The answer shown first is the model's in the second game only.
		const margin = second.sign * second.strength - first.sign * first.strength;
		return { first, second, outcome: margin > 0 ? 'win' : margin < 0 ? 'loss' : 'tie' };
	});
}

function lastReplies(ledger: readonly LedgerLine[]): ReadonlyMap<string, LedgerLine> {
	const replies = new Map<string, LedgerLine>();
	for (const line of ledger) {
		const user = line.messages.find(({ role }) => role === 'user')?.content ?? '';
		replies.set(keyOfPrompt(user), line);
	}
	return replies;
}

function readingOf(replies: ReadonlyMap<string, LedgerLine>, key: string): Reading {
	const line = replies.get(key);
	if (line === undefined) throw new Error(`the judge was never asked: ${key.slice(0, 200)}`);
	if (line.kind !== 'ok' && line.kind !== 'malformed') return { reason: 'provider-error' };
	// The stub's reply of this kind always ends on [[a>b]].
	const verdict = line.mal === 'lowercase' ? 'A>B' : line.verdict;
	if (verdict !== undefined) {
		const sign = verdict === 'A=B' ? 0 : verdict.startsWith('A') ? 1 : -1;
		return { sign, strength: verdict.includes('>>') ? 2 : 1, verdict };
	}
	const reason = REASON_OF_KIND[line.mal ?? ''];
	if (reason === undefined) throw new Error(`what is a malformed reply of the kind ${line.mal}?`);
	return { reason };
}
