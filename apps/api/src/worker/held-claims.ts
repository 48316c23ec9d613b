import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '@codejoust/db/connect';
import { claimAgain } from '@codejoust/db/queries/runs/claims';

const LOOK_AGAIN_MS = 50;

export type HeldClaims = {
	readonly add: (identity: string) => void;
	readonly drop: (identity: string) => void;
};

/**
 * What this process holds, each as often as it was claimed. Claims end with the session of `appending`: when that does,
 * all of them are claimed again as soon as there is a new one, before another process has looked for them.
 */
export function holdClaims(
	{ appending, onSessionEnd }: Pick<Connection, 'appending' | 'onSessionEnd'>,
	log: Logger,
): HeldClaims {
	const held = new Map<string, number>();
	let isLost = false;
	let working: Promise<void> | undefined;

	const claimAll = async () => {
		while (isLost && held.size > 0) {
			isLost = false;
			try {
				await claimAgain(appending, repeat(held));
			} catch (error) {
				log.warn({ err: error }, 'claims that the database lost are not ours again yet');
				isLost = true;
				await pause(LOOK_AGAIN_MS);
			}
		}
	};
	onSessionEnd(() => {
		isLost = true;
		working ??= claimAll().finally(() => (working = undefined));
	});

	return {
		add: (identity) => void held.set(identity, (held.get(identity) ?? 0) + 1),
		drop: (identity) => {
			const times = held.get(identity) ?? 0;
			if (times > 1) held.set(identity, times - 1);
			else held.delete(identity);
		},
	};
}

function repeat(counts: ReadonlyMap<string, number>): readonly string[] {
	return [...counts].flatMap(([name, count]) => Array.from({ length: count }, () => name));
}
