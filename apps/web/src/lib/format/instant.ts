import { ABSENT } from './percent.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const MINUTE = new Intl.DateTimeFormat('en-GB', {
	dateStyle: 'medium',
	timeStyle: 'short',
	timeZone: 'UTC',
});

/** `20 Nov 2026`, in UTC. */
export function formatDay(instant: string | null): string {
	return instant === null ? ABSENT : DAY.format(new Date(instant));
}

/** `20 Nov 2026, 12:00 UTC`. */
export function formatMinute(instant: string | null): string {
	return instant === null ? ABSENT : `${MINUTE.format(new Date(instant))} UTC`;
}
