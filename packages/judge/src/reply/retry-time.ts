/** Headers of a reply; null for one that it does not have. */
export type HeaderReader = { get(name: string): string | null };

/** More than any limit a minute, and more milliseconds than a wait: beyond it a number is none. */
const MOST = 1e12;
/** Nobody waits longer: a provider that names a later time has another clock. */
const LONGEST_RETRY_MS = 7 * 86_400_000;
/** Of a provider's words, this much is searched for a time. */
const SEARCHED_CHARACTERS = 8_000;

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Digits, with a fraction or not. Gateways also say "-1" for no limit, which is no count. */
export function readCount(value: string | null): number | undefined {
	if (value === null || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return undefined;
	const count = Number(value);
	return count <= MOST ? count : undefined;
}

/** "1m30.5s", "20ms", "6h0m0s"; a bare number counts seconds. */
export function readDurationMs(value: string | null): number | undefined {
	if (value === null || value.trim() === '') return undefined;
	const seconds = readCount(value);
	if (seconds !== undefined) return seconds * 1000;
	if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(value)) return undefined;
	let totalMs = 0;
	for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
		totalMs += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]; // the pattern lists the keys
	}
	return totalMs <= MOST ? totalMs : undefined;
}

/**
 * Milliseconds that a provider's headers ask to wait: `retry-after-ms`, else `Retry-After` in seconds or as a date (RFC 9110
 * §10.2.3), between 0 and 7 days. Absent when neither can be read.
 */
export function readRetryAfterMs(headers: HeaderReader, nowMs: number): number | undefined {
	const waitMs =
		readCount(headers.get('retry-after-ms')) ?? readWhenMs(headers.get('retry-after'), nowMs);
	return boundMs(waitMs);
}

/**
 * Milliseconds until a refused call fits again, by the `x-ratelimit-*` headers of its refusal: until the empty allowance is
 * full, or until the one time that they name.
 */
export function readResetMs(headers: HeaderReader, nowMs: number): number | undefined {
	const empty = ['requests', 'tokens'].flatMap((unit) => {
		if (readCount(headers.get(`x-ratelimit-remaining-${unit}`)) !== 0) return [];
		return readWhenMs(headers.get(`x-ratelimit-reset-${unit}`), nowMs) ?? [];
	});
	if (empty.length > 0) return boundMs(Math.max(...empty));
	return boundMs(readWhenMs(headers.get('x-ratelimit-reset'), nowMs));
}

/**
 * "Please try again in 6h12m", "retry after 26 seconds", "retryDelay: 2s", "will reset at 2026-09-12 00:35:41", in the words of
 * an error.
 */
export function readRetryWords(words: string, nowMs: number): number | undefined {
	const said = words.slice(0, SEARCHED_CHARACTERS);
	const [, amounts] = RETRY_WORDS.exec(said) ?? [];
	if (amounts === undefined) return boundMs(readMomentMs(said, nowMs));
	let totalMs = 0;
	for (const [, amount, unit = ''] of amounts.matchAll(AMOUNT))
		totalMs += Number(amount) * unitMs(unit);
	return totalMs <= MOST ? boundMs(totalMs) : undefined;
}

/** A field of an error's body by its name: `retryDelay: "2s"`, `retry_after: 1.5`, `retry_after_ms: 250`. */
export function readRetryField(name: string, value: unknown, nowMs: number): number | undefined {
	const field = name.toLowerCase().replaceAll(/[_-]/g, '');
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : null;
	if (field === 'retryafterms' || field === 'retrydelayms') return boundMs(readCount(text));
	if (field === 'retrydelay' || field === 'retryafter' || field === 'retryafterseconds')
		return boundMs(readWhenMs(text, nowMs));
	return field === 'xratelimitreset' ? boundMs(readWhenMs(text, nowMs)) : undefined;
}

const NUMBER = String.raw`\d{1,12}(?:\.\d{1,9})?`;
const UNIT = String.raw`(?:milliseconds?|millis|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])`;
const AMOUNT = new RegExp(String.raw`(${NUMBER})\s{0,4}(${UNIT})`, 'gi');
/** What announces a time; of "limit 10 per 60 s" nobody is told to wait. */
const ANNOUNCED = String.raw`(?:re-?try|try(?:ing)? again|wait|resets?|available again)`;
const BETWEEN = String.raw`(?:[ _-]?(?:delay|after|in|at least|for|about|your request|this request|the request)){0,3}`;
const RETRY_WORDS = new RegExp(
	String.raw`${ANNOUNCED}${BETWEEN}["':=\s]{0,4}((?:${NUMBER}\s{0,4}${UNIT}[\s,]{0,3}(?:and\s)?){1,5})`,
	'i',
);

const MOMENT = String.raw`(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?`;
const RETRY_AT = new RegExp(
	String.raw`(?:${ANNOUNCED}|available|until)[^\n\d]{0,20}${MOMENT}|将[在于]\s{0,4}${MOMENT}`,
	'i',
);
/** Zhipu and Z.AI write their own wall clock without its zone. */
const CHINA_MS = 8 * 3_600_000;

/** A moment without a zone is China's where that is still ahead, else UTC's: one that is too early costs one call. */
function readMomentMs(said: string, nowMs: number): number | undefined {
	const [day, time, zone] = (RETRY_AT.exec(said) ?? []).slice(1).filter(Boolean);
	if (day === undefined || time === undefined) return undefined;
	const offset = zone === undefined || /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone;
	const at = Date.parse(`${day}T${time}${offset.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
	if (Number.isNaN(at)) return undefined;
	const isOfChina = zone === undefined && at - CHINA_MS > nowMs;
	return at - nowMs - (isOfChina ? CHINA_MS : 0);
}

function unitMs(unit: string): number {
	const name = unit.toLowerCase();
	if (/^(?:ms|milli)/.test(name)) return 1;
	return UNIT_MS[name.slice(0, 1) as 's' | 'm' | 'h' | 'd']; // the pattern lists them
}

/**
 * Seconds, a duration, an HTTP date or one of RFC 3339, or seconds or milliseconds since the epoch: some servers send the time
 * of the reset where seconds belong.
 */
function readWhenMs(value: string | null, nowMs: number): number | undefined {
	if (value === null) return undefined;
	if (/^\s*\d{10,13}(?:\.\d+)?\s*$/.test(value)) {
		const at = Number(value);
		return (at > 1e11 ? at : at * 1000) - nowMs;
	}
	const durationMs = readDurationMs(value.trim());
	if (durationMs !== undefined) return durationMs;
	const date = /^(?:[a-z]{3}|\d{4}-\d\d-\d\d)/i.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date) ? undefined : date - nowMs;
}

function boundMs(waitMs: number | undefined): number | undefined {
	return waitMs === undefined ? undefined : Math.min(LONGEST_RETRY_MS, Math.max(0, waitMs));
}
