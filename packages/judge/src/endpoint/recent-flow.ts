const WINDOW_MS = 5_000;
const LEAST_SPAN_MS = 1_000;

/** Calls sent and refused over the last one to two windows of five seconds. */
export type RecentFlow = {
	addSent(nowMs: number): void;
	addRefused(nowMs: number): void;
	read(nowMs: number): { readonly sent: number; readonly refused: number; readonly overMs: number };
};

export function createRecentFlow(startMs: number): RecentFlow {
	let windowStartMs = startMs;
	let current = { sent: 0, refused: 0 };
	let previous = { sent: 0, refused: 0, spanMs: 0 };
	const roll = (nowMs: number) => {
		const spanMs = nowMs - windowStartMs;
		if (spanMs < WINDOW_MS) return;
		previous = spanMs < 2 * WINDOW_MS ? { ...current, spanMs } : { sent: 0, refused: 0, spanMs: 0 };
		current = { sent: 0, refused: 0 };
		windowStartMs = nowMs;
	};
	return {
		addSent: (nowMs) => {
			roll(nowMs);
			current.sent++;
		},
		addRefused: (nowMs) => {
			roll(nowMs);
			current.refused++;
		},
		read: (nowMs) => {
			roll(nowMs);
			const sent = current.sent + previous.sent;
			const refused = current.refused + previous.refused;
			const overMs = Math.max(LEAST_SPAN_MS, nowMs - windowStartMs + previous.spanMs);
			return { sent, refused, overMs };
		},
	};
}
