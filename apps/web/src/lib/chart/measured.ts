import type { Estimate } from '@codejoust/contract/client';
import type { Measured } from './chart-spec.ts';

/** A share and its interval as percents, for drawing. */
export function measure({ value, low, high }: Estimate): Required<Measured> {
	return { value: value * 100, low: low * 100, high: high * 100 };
}
