import { groupDigits } from './limits.ts';

/** What was done to answers between their file and the store, as their owner asked for. Absent: nothing of the kind. */
export type Preparation = {
	/** Answers that what the model thought was removed from. */
	readonly thinking_stripped?: number | undefined;
	/** Answers with characters that neither JSON nor the database can hold; each such character is U+FFFD now. */
	readonly repaired?: number | undefined;
};

/** What an owner asks for; nothing of it is done unasked. */
export type PreparationOptions = {
	readonly stripThinking?: boolean;
	readonly repair?: boolean;
};

/** One sentence for each thing that was done; none where nothing was. */
export function describePreparation(done: Preparation): readonly string[] {
	const { thinking_stripped: stripped = 0, repaired = 0 } = done;
	return [
		...(stripped > 0 ? [`What the model thought was removed from ${countAnswers(stripped)}.`] : []),
		...(repaired > 0
			? [
					`${countAnswers(repaired)} had characters that no text can hold (halves of surrogate pairs, NUL); each of them is the character U+FFFD now.`,
				]
			: []),
	];
}

/** What was done to the answers of a draft by several uploads. */
export function addPreparations(first: Preparation, second: Preparation): Preparation {
	return writePreparation({
		thinkingStripped: (first.thinking_stripped ?? 0) + (second.thinking_stripped ?? 0),
		repaired: (first.repaired ?? 0) + (second.repaired ?? 0),
	});
}

/** Counts of what was done, without those of nothing. */
export function writePreparation(counts: {
	readonly thinkingStripped: number;
	readonly repaired: number;
}): Preparation {
	return {
		...(counts.thinkingStripped > 0 ? { thinking_stripped: counts.thinkingStripped } : {}),
		...(counts.repaired > 0 ? { repaired: counts.repaired } : {}),
	};
}

function countAnswers(times: number): string {
	return `${groupDigits(times)} ${times === 1 ? 'answer' : 'answers'}`;
}
