import type { ChartSpec } from './chart-spec.ts';

/**
 * Draws the chart that a frame's `data-chart` holds once it comes near the window; Chart.js is fetched only then.
 * Returns how to take it away again.
 */
export function attachChart(frame: HTMLElement): () => void {
	const gone = new AbortController();
	const near = new IntersectionObserver(
		(entries) => {
			if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
			near.disconnect();
			void draw(frame, gone.signal);
		},
		{ rootMargin: '200px' },
	);
	near.observe(frame);
	return () => {
		near.disconnect();
		gone.abort();
	};
}

async function draw(frame: HTMLElement, gone: AbortSignal): Promise<void> {
	const [canvas, wait] = [frame.querySelector('canvas'), frame.querySelector('p')];
	if (!canvas || !wait) throw new Error('a chart needs a canvas and a line to say how it goes');
	try {
		const { drawChart } = await import('./draw-chart.ts');
		if (gone.aborted) return;
		// Written by Chart.svelte.
		const remove = drawChart(canvas, JSON.parse(frame.dataset['chart'] ?? '') as ChartSpec);
		gone.addEventListener('abort', remove);
		wait.hidden = true;
	} catch (error) {
		wait.textContent = 'The chart could not be drawn. Its numbers are in the table below.';
		throw error;
	}
}
