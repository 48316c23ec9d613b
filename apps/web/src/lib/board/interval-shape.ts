type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/** Where a point and its interval lie on an axis from 0 to 1 that is `width` units long. */
export function intervalShape({ value, low, high }: Estimate, width: number) {
	const x = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * width * 10) / 10;
	return { point: x(value), from: x(low), to: x(high) };
}
