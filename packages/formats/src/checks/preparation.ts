import { shortenValue } from '@codejoust/arena/text/printable';
import { groupDigits } from './limits.ts';

/** What was done to answers between their file and the store, as their owner asked for. Absent: nothing of the kind. */
export type Preparation = {
	/** Answers that what the model thought was removed from. */
	readonly thinking_stripped?: number | undefined;
	/** Answers with characters that neither JSON nor the database can hold; each such character is U+FFFD now. */
	readonly repaired?: number | undefined;
	/** Which of several answers to each question was taken, 1 the first; and how many answers were left out. */
	readonly sample?: number | undefined;
	readonly left_out?: number | undefined;
	/** Other names of fields that the file was read with, as `response=completion`. */
	readonly map?: string | undefined;
};

/** What an owner asks for; nothing of it is done unasked. */
export type PreparationOptions = {
	readonly stripThinking?: boolean;
	readonly repair?: boolean;
	/** Of several answers to each question: 1 takes the first. Without it a second answer is a problem. */
	readonly sample?: number | undefined;
	/** Other names of fields: ours → theirs. */
	readonly map?: ReadonlyMap<string, string> | undefined;
};

/** One sentence for each thing that was done; none where nothing was. */
export function describePreparation(done: Preparation): readonly string[] {
	const { thinking_stripped: stripped = 0, repaired = 0, sample, left_out: others = 0 } = done;
	return [
		...(done.map === undefined
			? []
			: [`The file was read with other names of fields: ${shortenValue(done.map, 400)}.`]),
		...(sample === undefined
			? []
			: [
					`Of several answers to a question, ${sample === 1 ? 'the first' : `number ${sample}`} was taken; ${countAnswers(others)} ${others === 1 ? 'was' : 'were'} left out.`,
				]),
		...(stripped > 0 ? [`What the model thought was removed from ${countAnswers(stripped)}.`] : []),
		...(repaired > 0
			? [
					`${countAnswers(repaired)} had characters that no text can hold (halves of surrogate pairs, NUL); each of them is the character U+FFFD now.`,
				]
			: []),
	];
}

/** What was done to the answers of a draft by several uploads; of samples and names, what the last one had. */
export function addPreparations(first: Preparation, second: Preparation): Preparation {
	return writePreparation(
		{
			thinkingStripped: (first.thinking_stripped ?? 0) + (second.thinking_stripped ?? 0),
			repaired: (first.repaired ?? 0) + (second.repaired ?? 0),
			leftOut: (first.left_out ?? 0) + (second.left_out ?? 0),
		},
		{ sample: second.sample ?? first.sample, map: second.map ?? first.map },
	);
}

/** Counts of what was done, without those of nothing. */
export function writePreparation(
	counts: {
		readonly thinkingStripped: number;
		readonly repaired: number;
		readonly leftOut: number;
	},
	{ sample, map }: Pick<Preparation, 'sample' | 'map'>,
): Preparation {
	return {
		...(counts.thinkingStripped > 0 ? { thinking_stripped: counts.thinkingStripped } : {}),
		...(counts.repaired > 0 ? { repaired: counts.repaired } : {}),
		...(counts.leftOut > 0 && sample !== undefined ? { sample, left_out: counts.leftOut } : {}),
		...(map === undefined ? {} : { map }),
	};
}

function countAnswers(times: number): string {
	return `${groupDigits(times)} ${times === 1 ? 'answer' : 'answers'}`;
}

/** Which sample a text asks for: `first`, or its number from 1 to 1,000; undefined where it names none. */
export function readSample(text: string): number | undefined {
	if (text === 'first') return 1;
	return /^[1-9]\d{0,2}$|^1000$/.test(text) ? Number(text) : undefined;
}
