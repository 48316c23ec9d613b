import { hasOtherLabels, hasSidesAlone } from '@codejoust/formats/file-formats';
import { finalText } from '@codejoust/arena/rules/final-text';
import type { GameJudgment } from '@codejoust/arena/rules/judgment';
import { labelPreference } from '@codejoust/arena/rules/preference';
import { readVerdict } from '@codejoust/arena/rules/read-verdict';
import { verdictOf } from '@codejoust/arena/rules/reading';
import type { RecordedGame } from '@codejoust/formats/judgments/recorded-judgment';
import type { RecordedDefinition } from '@codejoust/judge/protocol/recorded';

/** What an imported game is worth. */
export type ReadGame = {
	readonly judgment: GameJudgment;
	readonly words: string | undefined;
	/** Whether our reader reads another verdict than the file decides; undefined where there is nothing to compare. */
	readonly differs: boolean | undefined;
};

export type GameRules = Pick<RecordedDefinition, 'values' | 'decisions' | 'tieWithin'> &
	Partial<Pick<RecordedDefinition, 'format'>>;

/** A game of a file as a judgment: nothing that is missing or unreadable becomes a tie. */
export function readRecordedGame(game: RecordedGame | undefined, rules: GameRules): ReadGame {
	const words = game?.words;
	if (rules.values === 'preferences') {
		const judgment = readPreference(game, rules.tieWithin ?? 0);
		return { judgment, words, differs: undefined };
	}
	const decided: GameJudgment =
		game?.decision == null
			? { kind: 'unscored', reason: words === undefined ? 'not-recorded' : 'no-verdict' }
			: { kind: 'scored', verdict: game.decision };
	const isOther = game?.hasOtherLabels ?? hasOtherLabels(rules.format);
	const isReadable = words !== undefined && !isOther;
	const read = isReadable ? rereadWords(words) : undefined;
	const differs = read && sayOf(read, rules) !== sayOf(decided, rules);
	if (rules.decisions === 'file') return { judgment: decided, words, differs };
	return { judgment: read ?? { kind: 'unscored', reason: 'not-recorded' }, words, differs };
}

/** What is compared of two readings: the label, or the side alone where the file keeps no strength. */
function sayOf(judgment: GameJudgment, { format }: GameRules): string | undefined {
	const label = verdictOf(judgment);
	return hasSidesAlone(format) ? label?.replace(/([<>])\1/, '$1') : label;
}

function readPreference(game: RecordedGame | undefined, tieWithin: number): GameJudgment {
	const preference = game?.preference;
	if (preference == null)
		return {
			kind: 'unscored',
			reason: game?.words === undefined ? 'not-recorded' : 'no-verdict',
		};
	return { kind: 'scored', verdict: labelPreference(preference, tieWithin), preference };
}

function rereadWords(words: string): GameJudgment {
	const final = finalText(words);
	return final === undefined ? { kind: 'unscored', reason: 'truncated' } : readVerdict(final);
}
