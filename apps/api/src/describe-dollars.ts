import { formatPrices } from '@codejoust/contract/dollars';

/** Micro-dollars as `$2.50`, and with as many decimals as they need below a cent: `$0.000001`. */
export function describeDollars(microUsd: number): string {
	return formatPrices(microUsd).join('');
}
