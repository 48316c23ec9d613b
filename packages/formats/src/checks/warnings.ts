import { groupDigits, LIMITS } from './limits.ts';
import { MISPLACED_CODES } from './misplaced-text.ts';
import { SUSPICION_CODES, type SuspicionCode } from './suspicions.ts';

/** What an owner of responses should know; none of them refuses the file. */
export const WARNING_CODES = [
	...SUSPICION_CODES,
	...MISPLACED_CODES,
	'failed-call',
	'empty-answer',
	'looks-truncated',
	'several-models',
	'several-turns',
	'several-choices',
	'other-model',
	'other-language',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export type Warning = {
	readonly code: WarningCode;
	/** 1-based line of the file; absent for a warning about several rows. */
	readonly line?: number;
	readonly question_id?: string;
	/** A whole sentence. */
	readonly message: string;
};

/** The first `LIMITS.shownWarnings` warnings of every code, and how many there are in all. */
export type Warnings = {
	readonly shown: readonly Warning[];
	readonly total: number;
	readonly byCode: Readonly<Partial<Record<WarningCode, number>>>;
};

export type WarningList = {
	readonly add: (warning: Warning) => void;
	readonly list: () => Warnings;
};

/** Keeps the first warnings of every code and counts all, so that one frequent code never hides another. */
export function createWarningList(limit: number = LIMITS.shownWarnings): WarningList {
	const shown: Warning[] = [];
	const byCode: Partial<Record<WarningCode, number>> = {};
	let total = 0;
	return {
		add(warning) {
			const count = (byCode[warning.code] ?? 0) + 1;
			byCode[warning.code] = count;
			total += 1;
			if (count <= limit) shown.push(warning);
		},
		list: () => ({ shown: [...shown], total, byCode: { ...byCode } }),
	};
}

/** The same with more, which are shown before the others. */
export function addWarnings(warnings: Warnings, more: readonly Warning[]): Warnings {
	const byCode: Partial<Record<WarningCode, number>> = { ...warnings.byCode };
	for (const { code } of more) byCode[code] = (byCode[code] ?? 0) + 1;
	return { shown: [...more, ...warnings.shown], total: warnings.total + more.length, byCode };
}

/** Up to so many warnings of a code are shown each by itself. */
const MOST_ALIKE = 3;
const EXAMPLES = 3;

/**
 * The sentences of all warnings: of a code that more than three rows have, the first one, how many there are, and
 * `EXAMPLES` rows.
 */
export function summariseWarnings({ shown, byCode }: Warnings): readonly string[] {
	const codes = [...new Set(shown.map(({ code }) => code))];
	return codes.flatMap((code) => {
		const alike = shown.filter((warning) => warning.code === code);
		const times = byCode[code] ?? alike.length;
		const [first, ...others] = alike;
		if (first === undefined || times <= MOST_ALIKE) return alike.map(({ message }) => message);
		const rows = others.flatMap(({ line, message }) =>
			line === undefined
				? []
				: [message.slice(0, 1).toLowerCase() + message.slice(1, message.indexOf(':'))],
		);
		const such = rows.length === 0 ? '' : `, such as ${rows.slice(0, EXAMPLES - 1).join(' and ')}`;
		return [`${first.message} ${groupDigits(times - 1)} more have this warning (${code})${such}.`];
	});
}

/** What of it an operator looks at before the submission stands on a public board. */
export function flagsOf({ byCode }: Pick<Warnings, 'byCode'>): readonly SuspicionCode[] {
	return SUSPICION_CODES.filter((code) => byCode[code] !== undefined);
}
