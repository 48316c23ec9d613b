import { LIMITS } from '../checks/limits.ts';
import { identicalWarning } from './response-warnings.ts';
import { isSuspiciouslyIdentical } from '../checks/suspicions.ts';
import { hashText } from '../checks/text-hash.ts';
import type { Warning } from '../checks/warnings.ts';

export type IdenticalCheck = {
	readonly add: (response: string, questionId: string) => void;
	/** One warning for every answer that too many of the questions got. */
	readonly finish: (responses: number) => readonly Warning[];
};

/** Counts equal answers (blank ends aside) by their hashes, so that no answer is kept. */
export function createIdenticalCheck(): IdenticalCheck {
	const byHash = new Map<string, { times: number; readonly ids: string[] }>();
	return {
		add(response, questionId) {
			const hash = hashText(response.trim());
			const seen = byHash.get(hash) ?? { times: 0, ids: [] };
			byHash.set(hash, seen);
			seen.times += 1;
			if (seen.ids.length < LIMITS.shownIds) seen.ids.push(questionId);
		},
		finish: (responses) =>
			[...byHash.values()]
				.filter(({ times }) => isSuspiciouslyIdentical(times, responses))
				.map(({ times, ids }) => identicalWarning(times, ids)),
	};
}
