import type { Quotas } from '@codejoust/contract/client';
import { type Command, InvalidArgumentError } from 'commander';
import { readDollars, readInteger, type Removable } from './option-values.ts';

export type QuotaOptions = {
	readonly submissionsPerDay?: Removable<number>;
	readonly gamesPerMonth?: Removable<number>;
	readonly spendPerMonth?: Removable<number>;
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
		...(submissionsPerDay === undefined ? {} : { submissions_per_day: submissionsPerDay.value }),
		...(gamesPerMonth === undefined ? {} : { games_per_month: gamesPerMonth.value }),
		...(spendPerMonth === undefined ? {} : { spend_micro_usd_per_month: spendPerMonth.value }),
	};
}

function readLimit(read: (text: string) => number, kind: string) {
	return (text: string): Removable<number> => {
		if (text === 'none') return { value: null };
		try {
			return { value: read(text) };
		} catch {
			throw new InvalidArgumentError(`It must be ${kind}, or none.`);
		}
	};
}
