import { ABSENT } from '../format/percent.ts';

const STEPS = [
	{ seconds: 86_400, unit: 'd' },
	{ seconds: 3600, unit: 'h' },
	{ seconds: 60, unit: 'min' },
	{ seconds: 1, unit: 's' },
] as const;

/** A span of time in its largest whole unit: `45 s`, `3 min`, `2 h`, `4 d`. Absent is an em dash. */
export function formatSpan(seconds: number | null | undefined): string {
	if (seconds == null) return ABSENT;
	const whole = Math.max(0, Math.round(seconds));
	const step = STEPS.find((one) => whole >= one.seconds);
	return step ? `${Math.floor(whole / step.seconds)} ${step.unit}` : '0 s';
}

/** How long ago an instant was; a clock that runs ahead makes it now. */
export function formatAge(instant: string | null, now: Date): string {
	if (instant === null) return ABSENT;
	return `${formatSpan((now.getTime() - Date.parse(instant)) / 1000)} ago`;
}
