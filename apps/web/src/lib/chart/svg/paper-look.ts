import type { ChartLook } from '../chart-look.ts';

/** The colours of `app.css` for a chart that stands outside a page; a test holds the two together. */
export const LIGHT_LOOK: ChartLook = {
	ink: '#1a1e26',
	muted: '#565e6d',
	line: '#e0e1dc',
	paper: '#fafaf8',
	card: '#ffffff',
	sunken: '#f2f2ee',
	series: ['#20469b', '#9c430b', '#666d7a', '#7a2391', '#1b6536', '#8a6100'],
	heat: [
		'#f2b07a',
		'#f7c8a0',
		'#fadec7',
		'#fceee2',
		'#ffffff',
		'#e8f0fa',
		'#cfe1f6',
		'#accbef',
		'#88b4e7',
	],
	font: 'sans-serif',
};
