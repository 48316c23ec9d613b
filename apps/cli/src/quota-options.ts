import type { Quotas } from '@codejoust/api/client';
import { type Command, InvalidArgumentError } from 'commander';
import { readDollars, readInteger } from './option-values.ts';

export type QuotaOptions = {
	readonly submissionsPerDay?: number | null;
	readonly gamesPerMonth?: number | null;
	readonly spendPerMonth?: number | null;
};

/** The options that limit a key or an organisation; `none` takes a limit away. */
export function addQuotaOptions(command: Command): Command {
	const whole = readLimit(readInteger(0, 999_999_999), 'a whole number from 0 to 999999999');
	return command
		.option('--submissions-per-day <n>', 'submissions in a day of UTC, or none', whole)
		.option('--games-per-month <n>', 'games in a month of UTC, or none', whole)
		.option(
			'--spend-per-month <dollars>',
			'judging in a month of UTC, or none',
			readLimit(readDollars, 'an amount of dollars such as 2.50'),
		);
}

/** The quotas that were given; those that were not are left as they are. */
export function readQuotas(options: QuotaOptions): Partial<Quotas> {
	const { submissionsPerDay, gamesPerMonth, spendPerMonth } = options;
	return {
		...(submissionsPerDay === undefined ? {} : { submissions_per_day: submissionsPerDay }),
		...(gamesPerMonth === undefined ? {} : { games_per_month: gamesPerMonth }),
		...(spendPerMonth === undefined ? {} : { spend_micro_usd_per_month: spendPerMonth }),
	};
}

function readLimit(read: (text: string) => number, kind: string) {
	return (text: string): number | null => {
		if (text === 'none') return null;
		try {
			return read(text);
		} catch {
			throw new InvalidArgumentError(`It is ${kind}, or none.`);
		}
	};
}
