import type { VariantSettings } from '@codejoust/contract/client';
import { InvalidArgumentError } from 'commander';

/** An address without a path: `http://127.0.0.1:3000`. Empty, as an empty variable is, stands for none. */
export function readServer(text: string): string {
	if (text === '') return text;
	const url = URL.parse(text);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
		throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:3000.');
	return url.origin;
}

/** Micro-dollars of an amount such as `2.50`. */
export function readDollars(text: string): number {
	if (!/^\$?\d{1,9}(\.\d{1,6})?$/.test(text))
		throw new InvalidArgumentError('It must be an amount of dollars such as 2.50.');
	return Math.round(Number(text.replace('$', '')) * 1e6);
}

export function readInteger(least: number, most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!/^-?\d{1,9}$/.test(text) || value < least || value > most)
			throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
		return value;
	};
}

export function readBattleId(text: string): string {
	if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('The id of a battle is a number.');
	return text;
}

/** Settings of a variant as a JSON object; the server checks their names and limits. */
export function readVariant(text: string): VariantSettings {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
	} catch {
		// Said below, as for any other value.
	}
	throw new InvalidArgumentError('It must be a JSON object such as {"temperature": 0.2}.');
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a span such as `90s`, `30m`, `24h` or `7d`. */
export function readDuration(text: string): number {
	const [, number = '', unit = ''] = /^(\d{1,7})([smhd])$/.exec(text) ?? [];
	const seconds = SECONDS[unit];
	if (seconds === undefined)
		throw new InvalidArgumentError('It must be a duration such as 30m, 24h or 7d.');
	return Number(number) * seconds;
}

/** What an option says that can remove a value: commander replaces a null that a parser returns by an empty text. */
export type Removable<Value> = { readonly value: Value | null };

/** A moment as the API writes it, of a date or a moment with its zone; null for `never`. */
export function readMoment(text: string): Removable<string> {
	if (text === 'never') return { value: null };
	const isMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(
		text,
	);
	const at = new Date(text);
	if (!isMoment || Number.isNaN(at.getTime()))
		throw new InvalidArgumentError('It must be a date such as 2027-01-01 (of UTC), or never.');
	return { value: at.toISOString() };
}
