import { UsageError } from './usage-error.ts';

/** Reads several options, so that all that is wrong with them is said together. */
export function gatherUsage() {
	const faults: string[] = [];
	return {
		faults,
		/** What `read` returns; undefined where the options do not fit together. */
		read<Value>(read: () => Value): Value | undefined {
			try {
				return read();
			} catch (cause) {
				if (!(cause instanceof UsageError)) throw cause;
				faults.push(cause.message);
				return undefined;
			}
		},
	};
}
