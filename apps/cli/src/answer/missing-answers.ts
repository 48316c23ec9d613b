import type { AnswerFiles, Wanted } from './answer-files.ts';
import type { Missing, MissingReason } from './read-turn.ts';

/** Reasons that are the same at every try: the endpoint's filter, and a question that the model cannot hold. */
const FOR_GOOD: readonly MissingReason[] = ['filtered', 'context-length'];

/** What was asked and brought no answer, by reason; of each the first few. */
export type MissingAnswers = {
	readonly add: (wanted: Wanted, missing: Missing) => void;
	/** Whether the answer is written as an empty one, since its asker wants that where no try would bring one. */
	readonly fill: (
		wanted: Wanted,
		missing: Missing,
		files: Pick<AnswerFiles, 'write'>,
	) => Promise<boolean>;
	readonly total: () => number;
	readonly list: () => readonly MissingGroup[];
};

export type MissingGroup = {
	readonly reason: MissingReason;
	readonly times: number;
	/** Ids of the first. */
	readonly ids: readonly string[];
	/** Of the newest, untrusted. */
	readonly words: string;
	/** No try would bring an answer. */
	readonly isForGood: boolean;
};

const MOST_IDS = 5;

/** @param isFilled empty answers are written for what is refused for good */
export function countMissing(isFilled: boolean): MissingAnswers {
	const groups = new Map<MissingReason, MissingGroup>();
	const count = (reason: MissingReason, words: string, id: string) => {
		const { times = 0, ids = [] } = groups.get(reason) ?? {};
		const first = ids.length < MOST_IDS ? [...ids, id] : ids;
		groups.set(reason, {
			reason,
			times: times + 1,
			ids: first,
			words,
			isForGood: FOR_GOOD.includes(reason),
		});
	};
	const isForGood = ({ reason }: Missing) => isFilled && FOR_GOOD.includes(reason);
	return {
		add: ({ questionId }, missing) => {
			if (!isForGood(missing)) count(missing.reason, missing.words, questionId);
		},
		fill: async (wanted, missing, files) => {
			if (!isForGood(missing)) return false;
			await files.write(wanted, [], missing.reason);
			return true;
		},
		total: () => [...groups.values()].reduce((sum, { times }) => sum + times, 0),
		list: () => [...groups.values()].sort((a, b) => b.times - a.times),
	};
}
