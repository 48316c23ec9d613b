/**
 * The allowed rate of one endpoint, by slow growth and sharp cuts under a ceiling. A refusal cuts once for all calls
 * that were under way; only many refusals, or a provider that says its bucket is empty, cut and pause at all.
 */
export type RateControl = {
	/** Requests a minute allowed now; Infinity while nothing is known. */
	readonly perMinute: number;
	/** What the operator set or the provider announced, less a margin; Infinity when neither did. */
	readonly ceiling: number;
	readonly cutAtMs: number;
	readonly grownAtMs: number;
};

/** Below the announced limit, since arrivals bunch on their way. */
const MARGIN = 0.98;
/** Onto what came through, where no limit is known; onto the rate itself, where one is. */
const CUT = 0.75;
const CUT_ANNOUNCED = 0.95;
const GROWTH_PER_SECOND = 0.05;
const PAUSE_SHARE = 0.2;
const PAUSE_SENT = 20;
const LEAST_PER_MINUTE = 30;

export function createRateControl(limitPerMinute: number | undefined, nowMs: number): RateControl {
	const ceiling = (limitPerMinute ?? Infinity) * MARGIN;
	return { perMinute: ceiling, ceiling, cutAtMs: -Infinity, grownAtMs: nowMs };
}

/** Learns a limit that the provider announces. The lower of this and the operator's counts. */
export function announceLimit(
	control: RateControl,
	limitPerMinute: number,
	configured: number | undefined,
): RateControl {
	const ceiling = Math.min(limitPerMinute, configured ?? Infinity) * MARGIN;
	if (ceiling <= 0 || ceiling === control.ceiling) return control;
	const wasAtCeiling = control.perMinute >= control.ceiling;
	const perMinute = wasAtCeiling ? ceiling : Math.min(control.perMinute, ceiling);
	return { ...control, ceiling, perMinute };
}

/** A call came through: the rate grows by a twentieth a second, up to the ceiling. */
export function onAccepted(control: RateControl, nowMs: number): RateControl {
	const seconds = Math.min(1, (nowMs - control.grownAtMs) / 1000);
	if (control.perMinute >= control.ceiling || seconds < 0.1) return control;
	const grown = control.perMinute * (1 + GROWTH_PER_SECOND * seconds);
	return { ...control, perMinute: Math.min(control.ceiling, grown), grownAtMs: nowMs };
}

export type Refusal = {
	readonly nowMs: number;
	/** When the refused call set out. */
	readonly askedAtMs: number;
	/** Lately: calls sent, those of them refused, and over how long. */
	readonly sent: number;
	readonly refused: number;
	readonly overMs: number;
	/** The provider says that its bucket is empty. */
	readonly isExhausted: boolean;
};

/** A call was refused for the rate. `isPause`: everybody should wait, not this call alone. */
export function onRefused(
	control: RateControl,
	refusal: Refusal,
): { readonly control: RateControl; readonly isPause: boolean } {
	const { nowMs, sent, refused, overMs } = refusal;
	const isCrowd = sent >= PAUSE_SENT && refused > sent * PAUSE_SHARE;
	const isPause = refusal.isExhausted || isCrowd;
	const isOldCrowd = refusal.askedAtMs <= control.cutAtMs;
	const isUnknown = control.ceiling === Infinity;
	if (!isPause || (isOldCrowd && !isUnknown)) return { control, isPause };
	const cameThrough = ((sent - refused) * 60_000) / overMs;
	// Without a known limit the rest of a refused crowd shows better what came through.
	const cut = isUnknown
		? Math.min(control.perMinute, cameThrough * CUT)
		: control.perMinute * CUT_ANNOUNCED;
	const perMinute = Math.min(control.ceiling, Math.max(LEAST_PER_MINUTE, cut));
	if (isOldCrowd) return { control: { ...control, perMinute }, isPause };
	return { control: { ...control, perMinute, cutAtMs: nowMs, grownAtMs: nowMs }, isPause };
}
