/** The colours and the font of the theme in force, as a canvas wants them. */
export type ChartLook = {
	readonly ink: string;
	readonly muted: string;
	readonly line: string;
	readonly paper: string;
	readonly card: string;
	readonly sunken: string;
	/** Told apart by shape and dash too; see `series-mark.ts`. */
	readonly series: readonly string[];
	/** From far below even over even to far above it. */
	readonly heat: readonly string[];
	readonly font: string;
};

const SERIES = ['accent', 'loss', 'tie', 'series-3', 'series-4', 'series-5'] as const;
const HEAT_STEPS = 9;

/** Chart.js wants colours, not custom properties: a probe beside the canvas resolves them. */
export function readLook(canvas: HTMLCanvasElement): ChartLook {
	const probe = document.createElement('i');
	canvas.after(probe);
	const read = (name: string) => {
		probe.style.color = `var(--${name})`;
		return getComputedStyle(probe).color;
	};
	const look = {
		ink: read('ink'),
		muted: read('muted'),
		line: read('line'),
		paper: read('paper'),
		card: read('card'),
		sunken: read('sunken'),
		series: SERIES.map(read),
		heat: Array.from({ length: HEAT_STEPS }, (_, step) => read(`heat-${step}`)),
		font: getComputedStyle(document.body).fontFamily,
	};
	probe.remove();
	return look;
}
