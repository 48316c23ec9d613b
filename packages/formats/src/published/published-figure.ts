import type { PublishedUnit } from '@codejoust/arena/rules/published-results';

/** How tables say that there is no figure, in any letter case. */
const ABSENT = new Set(['', '-', '–', '—', 'n/a', 'na', 'nan', 'null', 'none']);
const LONGEST = 100;
const MOST_POINTS = 1_000_000;

const NUMBER = String.raw`\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?`;
const FIGURE = new RegExp(
	String.raw`^([+-]?${NUMBER})\s{0,5}(%?)(?:\s{0,5}\(\s{0,5}(-${NUMBER})\s{0,5}[,/]\s{0,5}\+?(${NUMBER})\s{0,5}\))?$`,
	'i',
);

export type FigureReading =
	| { readonly kind: 'absent' }
	| {
			readonly kind: 'read';
			/** A share in [0, 1] of `percent` and `share`; as it stands of `points`. */
			readonly value: number;
			/** Written beside it in brackets as distances below and above. */
			readonly interval?: { readonly low: number; readonly high: number };
	  }
	/** Nobody has said whether it is a percentage or a share. */
	| { readonly kind: 'no-unit' }
	/** `says` ends the sentence that names the row, the field and the value. */
	| { readonly kind: 'refused'; readonly says: string };

/**
 * Reads a figure: a number, with a percent sign or without, and behind it an interval as distances, `56.2 (-1.4, 1.6)`. A percent
 * sign makes it a percentage; without one `unit` says what it is, and nothing is concluded from its size.
 */
export function readFigure(value: unknown, unit: PublishedUnit | undefined): FigureReading {
	if (value === null || value === undefined) return { kind: 'absent' };
	if (typeof value !== 'number' && typeof value !== 'string')
		return refuse('it must be a number or a text with one');
	const text = String(value).trim().replaceAll('−', '-');
	if (ABSENT.has(text.toLowerCase())) return { kind: 'absent' };
	const match = text.length <= LONGEST ? FIGURE.exec(text) : null;
	if (!match) return refuse(explain(text));
	const [, number = '', sign = '', below, above] = match;
	if (sign !== '' && unit !== undefined && unit !== 'percent')
		return refuse(`it has a percent sign, and the unit is ${unit}`);
	const known = sign === '' ? unit : 'percent';
	if (known === undefined) return { kind: 'no-unit' };
	const limit = describeLimit(Number(number), known);
	if (limit !== undefined) return refuse(limit);
	const read = scaleOf(number, known);
	if (below === undefined || above === undefined) return { kind: 'read', value: read };
	if (Math.max(-Number(below), Number(above)) > MOST_POINTS)
		return refuse(`its interval must reach at most ${MOST_POINTS} from it`);
	const [low, high] = [read + scaleOf(below, known), read + scaleOf(above, known)];
	return { kind: 'read', value: read, interval: { low, high } };
}

/** By its digits, so that 17.19 % is the number that is nearest to 0.1719. */
function scaleOf(number: string, unit: PublishedUnit): number {
	if (unit !== 'percent') return Number(number);
	return /e/i.test(number) ? Number(number) / 100 : Number(`${number}e-2`);
}

function describeLimit(value: number, unit: PublishedUnit): string | undefined {
	const [low, high] = {
		percent: [0, 100] as const,
		share: [0, 1] as const,
		points: [-MOST_POINTS, MOST_POINTS] as const,
	}[unit];
	if (value >= low && value <= high) return undefined;
	return unit === 'points'
		? `it must be from ${low} to ${high}`
		: `a ${unit === 'share' ? 'share' : 'percentage'} must be from ${low} to ${high}`;
}

function explain(text: string): string {
	if (/^[+-]?\d[\d.,]*,[\d.,]*\s*%?$/.test(text.slice(0, LONGEST)))
		return 'it must have a point before its decimals and no other separator';
	if (/^\d[\d.]{0,20}\s{0,5}%?\s{0,5}\/\s{0,5}\d[\d.]{0,20}\s{0,5}%?$/.test(text.slice(0, LONGEST)))
		return 'it is two figures: only a wide table of win_rate/tie_rate has such cells';
	return 'it must be one number, with a percent sign or without, and behind it at most an interval such as (-1.4, 1.6)';
}

function refuse(says: string): FigureReading {
	return { kind: 'refused', says };
}
