import { escapeXml } from '../../text/escape-xml.ts';
import { apply, growth, IDENTITY, type Matrix, multiply } from './matrix.ts';
import { round } from './round.ts';
import { svgPath } from './svg-path.ts';
import { textWidth } from './text-width.ts';

type Style = {
	fillStyle: string;
	strokeStyle: string;
	lineWidth: number;
	lineCap: string;
	lineJoin: string;
	lineDashOffset: number;
	font: string;
	textAlign: string;
	textBaseline: string;
	globalAlpha: number;
};
type State = {
	readonly style: Style;
	readonly matrix: Matrix;
	readonly dash: readonly number[];
	readonly clip: number;
};

const START: Style = {
	fillStyle: '#000',
	strokeStyle: '#000',
	lineWidth: 1,
	lineCap: 'butt',
	lineJoin: 'miter',
	lineDashOffset: 0,
	font: '12px sans-serif',
	textAlign: 'start',
	textBaseline: 'alphabetic',
	globalAlpha: 1,
};
const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
/** From the line that a text is placed on down to its baseline, in heights of the font. */
const BASELINES: Readonly<Record<string, number>> = {
	top: 0.85,
	hanging: 0.8,
	middle: 0.35,
	bottom: -0.2,
};

/**
 * What Chart.js draws on, which writes SVG: the part of a canvas' 2D context that our charts use, without a browser. A
 * gradient or a pattern as a colour is left out, since no chart of ours has one.
 */
export function svgContext({ width, height }: { readonly width: number; readonly height: number }) {
	const elements: string[] = [];
	const clips: string[] = [];
	const kept: State[] = [];
	let matrix = IDENTITY;
	let dash: readonly number[] = [];
	let clip = 0;
	const path = svgPath(() => matrix);
	const style: Style = { ...START };
	const add = (name: string, attributes: string, content = '') =>
		void elements.push(
			`<${name} ${attributes}${clip > 0 ? ` clip-path="url(#c${clip})"` : ''}${style.globalAlpha < 1 ? ` opacity="${round(style.globalAlpha)}"` : ''}${content === '' ? '/>' : `>${content}</${name}>`}`,
		);
	const paint = () => ({
		fill: `fill="${escapeXml(String(style.fillStyle))}"`,
		stroke: writeStroke(style, dash, growth(matrix)),
	});
	const addPath = (d: string, painted: string) => {
		if (d !== '') add('path', `d="${d}" ${painted}`);
	};
	const addText = (text: string | number, x: number, y: number, painted: string) => {
		if (text === '') return;
		const { size, weight } = readFont(style.font);
		const below = (BASELINES[style.textBaseline] ?? 0) * size;
		const anchor = ANCHORS[style.textAlign];
		const [a, b, c, d] = matrix;
		const [left, top] = apply(matrix, x, y + below);
		// Most texts stand upright; others carry their whole transformation.
		const isUpright = b === 0 && c === 0 && a === d;
		const place = isUpright
			? `x="${round(left)}" y="${round(top)}"`
			: `x="${round(x)}" y="${round(y + below)}" transform="matrix(${matrix.map(round).join(' ')})"`;
		add(
			'text',
			`${place} font-size="${round(size * (isUpright ? a : 1))}"${weight}${anchor ? ` text-anchor="${anchor}"` : ''} ${painted}`,
			escapeXml(String(text)),
		);
	};
	const rectangle = (...[x, y, w, h]: readonly [number, number, number, number]) => {
		const own = svgPath(() => matrix);
		own.rect(x, y, w, h);
		return own.read();
	};
	const noFill = () => `fill="none" ${paint().stroke}`;
	const drawn = {
		canvas: { width, height } as unknown,
		save: () => void kept.push({ style: pickStyle(style), matrix, dash, clip }),
		restore: () => {
			const last = kept.pop();
			if (!last) return;
			({ matrix, dash, clip } = last);
			Object.assign(style, last.style);
		},
		translate: (x: number, y: number) => {
			matrix = multiply(matrix, [1, 0, 0, 1, x, y]);
		},
		scale: (x: number, y: number) => {
			matrix = multiply(matrix, [x, 0, 0, y, 0, 0]);
		},
		rotate: (angle: number) => {
			const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
			matrix = multiply(matrix, [cosine, sine, -sine, cosine, 0, 0]);
		},
		setTransform: (...next: number[]) => {
			const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = next;
			matrix = [a, b, c, d, e, f];
		},
		resetTransform: () => {
			matrix = IDENTITY;
		},
		beginPath: path.begin,
		closePath: path.close,
		moveTo: path.moveTo,
		lineTo: path.lineTo,
		bezierCurveTo: path.curveTo,
		rect: path.rect,
		arc: (
			...[x, y, radius, from, to, isCounterclockwise = false]: readonly [
				number,
				number,
				number,
				number,
				number,
				boolean?,
			]
		) => path.arc(x, y, radius, { from, to, isCounterclockwise }),
		clip: () => {
			const inner = clip > 0 ? ` clip-path="url(#c${clip})"` : '';
			clip = clips.push(`<path d="${path.read()}"${inner}/>`);
		},
		clearRect: () => undefined,
		fill: () => addPath(path.read(), paint().fill),
		stroke: () => addPath(path.read(), noFill()),
		fillRect: (x: number, y: number, w: number, h: number) =>
			addPath(rectangle(x, y, w, h), paint().fill),
		strokeRect: (x: number, y: number, w: number, h: number) =>
			addPath(rectangle(x, y, w, h), noFill()),
		fillText: (text: string | number, x: number, y: number) => addText(text, x, y, paint().fill),
		strokeText: (text: string | number, x: number, y: number) => addText(text, x, y, noFill()),
		// A label may be a number.
		measureText: (text: string | number) => ({
			width: textWidth(String(text), readFont(style.font).size),
		}),
		setLineDash: (next: readonly number[]) => {
			dash = [...next];
		},
		getLineDash: () => [...dash],
		/** What was drawn, as elements of an SVG file whose ids begin with `c`. */
		write: () =>
			(clips.length === 0
				? ''
				: `<defs>${clips.map((shape, at) => `<clipPath id="c${at + 1}">${shape}</clipPath>`).join('')}</defs>`) +
			elements.join('\n'),
	};
	return Object.assign(style, drawn) as Style & typeof drawn;
}

/** The style alone, of an object that has the methods of the context too. */
function pickStyle(from: Style): Style {
	const entries = Object.entries(from).filter(([key]) => key in START);
	// Those of `START`, each with a value of its type.
	return Object.fromEntries(entries) as Style;
}

/** `bold 12px family`: the size, and the weight as an attribute where it is not the usual one. */
function readFont(font: string): { readonly size: number; readonly weight: string } {
	const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
	return { size, weight: /\bbold\b/.test(font) ? ' font-weight="bold"' : '' };
}

function writeStroke(style: Style, dash: readonly number[], scale: number): string {
	const parts = [`stroke="${escapeXml(String(style.strokeStyle))}"`];
	if (style.lineWidth * scale !== 1) parts.push(`stroke-width="${round(style.lineWidth * scale)}"`);
	if (style.lineCap !== 'butt') parts.push(`stroke-linecap="${style.lineCap}"`);
	if (style.lineJoin !== 'miter') parts.push(`stroke-linejoin="${style.lineJoin}"`);
	if (dash.length > 0) parts.push(`stroke-dasharray="${dash.map(round).join(' ')}"`);
	return parts.join(' ');
}
