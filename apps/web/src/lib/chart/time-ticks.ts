const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = (365.25 / 12) * DAY;
/** Between two ticks that are less than a month apart. */
const STEPS = [
	...[1, 5, 15].map((minutes) => minutes * MINUTE),
	...[1, 3, 6, 12].map((hours) => hours * HOUR),
	...[1, 2, 7, 14].map((days) => days * DAY),
];
/** Beyond that they stand at the first of a month. */
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
const MOST_TICKS = 6;
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const DATE_AND_TIME = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC',
});

/** An axis of dates, in milliseconds since 1970. */
export type TimeAxis = {
	readonly min: number;
	readonly max: number;
	readonly ticks: readonly number[];
	/** Writes an instant as finely as the ticks need, always with its date. */
	readonly format: Intl.DateTimeFormat;
};

/**
 * An axis that holds all these instants with some air, and about six ticks at whole minutes, hours, days or months; of one
 * instant that one alone.
 */
export function timeAxis(times: readonly number[], most = MOST_TICKS): TimeAxis {
	if (times.length === 0) return { min: 0, max: 1, ticks: [], format: DATE };
	const [first, last] = [Math.min(...times), Math.max(...times)];
	if (first === last)
		return { min: first - DAY, max: first + DAY, ticks: [first], format: DATE_AND_TIME };
	const air = (last - first) * 0.06;
	const [min, max] = [first - air, last + air];
	const step = STEPS.find((one) => (max - min) / one <= most);
	const ticks = step === undefined ? monthTicks(min, max, most) : evenTicks(min, max, step);
	// So short a time has no whole minute in it.
	if (ticks.length === 0) return { min, max, ticks: [first], format: DATE_AND_TIME };
	return { min, max, ticks, format: step !== undefined && step < DAY ? DATE_AND_TIME : DATE };
}

function evenTicks(min: number, max: number, step: number): readonly number[] {
	const first = Math.ceil(min / step);
	return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, at) => (first + at) * step);
}

function monthTicks(min: number, max: number, most: number): readonly number[] {
	const months = MONTHS.find((one) => (max - min) / (one * MONTH) <= most) ?? MONTHS.at(-1) ?? 1;
	const start = new Date(min);
	const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
	const first = Math.ceil(month / months) * months;
	// Two more than have room: those outside fall away.
	const ticks = Array.from({ length: most + 2 }, (_, at) => first + at * months);
	return ticks
		.map((at) => Date.UTC(Math.floor(at / 12), at % 12))
		.filter((at) => at >= min && at <= max);
}
