import type { Logger } from 'pino';

/** Begins work; what it rejects with is logged under its name. */
export type InBackground = (name: string, work: () => Promise<void>) => void;

/** Work that nobody waits for but the stop of the process. */
export function openBackground(log: Logger): {
	readonly begin: InBackground;
	/** Resolves when all of it has ended. */
	readonly settle: () => Promise<void>;
} {
	const underway = new Set<Promise<void>>();
	return {
		begin: (name, work) => {
			const done = work()
				.catch((error: unknown) => log.error({ err: error }, `${name} has failed`))
				.finally(() => underway.delete(done));
			underway.add(done);
		},
		settle: async () => {
			await Promise.all(underway);
		},
	};
}
