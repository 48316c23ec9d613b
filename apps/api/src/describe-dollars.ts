/** Micro-dollars as `$2.50`, and with as many decimals as they need below a cent: `$0.000001`. */
export function describeDollars(microUsd: number): string {
	return `$${(microUsd / 1e6).toFixed(6).replace(/0{1,4}$/, '')}`;
}
