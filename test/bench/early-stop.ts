/** How far programs that stop early may be from their optimum, and how far they are: `node test/bench/early-stop.ts`. */
import { boundAlpaca, boundArenaHard2024 } from '../support/early-stop.ts';

console.log(
	'| fit | curvature λ | slope by the rule | slope left | bound by the rule | bound by the slope left | measured |',
);
console.log('|---|---|---|---|---|---|---|');
for (const { what, curvature, allowed, left, shown } of [boundArenaHard2024(), ...boundAlpaca()]) {
	const numbers = [curvature, allowed, left, shown.byRule, shown.bySlope, shown.measured];
	console.log(`| ${[what, ...numbers.map((value) => value.toPrecision(3))].join(' | ')} |`);
}
