import type { JobTable } from './job-table.ts';

export type DueQueues = {
	/** From now on the queue is looked at with the others. */
	readonly watch: (queue: string) => void;
	/** Whether a chunk of the queue was due when all were last looked at, which is at most `freshMs` ago. */
	readonly has: (queue: string) => Promise<boolean>;
	/** The next question looks again. */
	readonly forget: () => void;
};

/** One look into the database for all queues of a process, however many wait for it: an idle worker costs one query a poll. */
export function watchDue(jobs: Pick<JobTable, 'listDue'>, freshMs: number): DueQueues {
	const watched = new Set<string>();
	let seen: { readonly atMs: number; readonly due: Promise<ReadonlySet<string>> } | undefined;
	const look = () => {
		const due = jobs.listDue([...watched]).then((names) => new Set(names));
		const own = { atMs: performance.now(), due };
		due.catch(() => {
			if (seen === own) seen = undefined;
		});
		seen = own;
		return due;
	};
	return {
		watch: (queue) => {
			watched.add(queue);
			seen = undefined;
		},
		has: async (queue) => {
			const isFresh = seen !== undefined && performance.now() - seen.atMs < freshMs;
			const due = isFresh && seen ? seen.due : look();
			return (await due).has(queue);
		},
		forget: () => {
			seen = undefined;
		},
	};
}
