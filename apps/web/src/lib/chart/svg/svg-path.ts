import { apply, growth, type Matrix } from './matrix.ts';
import { round } from './round.ts';

const TURN = 2 * Math.PI;

/** A path that is empty at first; every point is taken through the matrix of its moment. */
export function svgPath(matrix: () => Matrix) {
	let parts: string[] = [];
	const place = (x: number, y: number) => {
		const [left, top] = apply(matrix(), x, y);
		return `${round(left)} ${round(top)}`;
	};
	const lineOrMove = (x: number, y: number) =>
		parts.push(`${parts.length === 0 ? 'M' : 'L'}${place(x, y)}`);
	const path = {
		begin: () => {
			parts = [];
		},
		moveTo: (x: number, y: number) => void parts.push(`M${place(x, y)}`),
		lineTo: (x: number, y: number) => void lineOrMove(x, y),
		curveTo: (
			...[x1, y1, x2, y2, x, y]: readonly [number, number, number, number, number, number]
		) => void parts.push(`C${place(x1, y1)} ${place(x2, y2)} ${place(x, y)}`),
		close: () => {
			if (parts.length > 0) parts.push('Z');
		},
		rect: (x: number, y: number, width: number, height: number) => {
			path.moveTo(x, y);
			path.lineTo(x + width, y);
			path.lineTo(x + width, y + height);
			path.lineTo(x, y + height);
			path.close();
		},
		/** Angles in radians, clockwise unless it is said otherwise. */
		arc: (x: number, y: number, radius: number, angles: Angles) => {
			const { from, sweep } = readAngles(angles);
			const size = round(radius * growth(matrix()));
			const at = (angle: number) =>
				[x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
			lineOrMove(...at(from));
			// SVG draws no arc of a whole turn: two halves.
			for (const half of [0.5, 1])
				parts.push(
					`A${size} ${size} 0 0 ${sweep > 0 ? 1 : 0} ${place(...at(from + sweep * half))}`,
				);
		},
		read: () => parts.join(''),
	};
	return path;
}

type Angles = { readonly from: number; readonly to: number; readonly isCounterclockwise: boolean };

function readAngles({ from, to, isCounterclockwise }: Angles) {
	const turn = to - from;
	if (Math.abs(turn) >= TURN) return { from, sweep: isCounterclockwise ? -TURN : TURN };
	const forward = ((turn % TURN) + TURN) % TURN;
	return { from, sweep: isCounterclockwise && forward > 0 ? forward - TURN : forward };
}
