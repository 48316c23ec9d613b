import { attachChart } from './attach-chart.ts';

// The one script of a page with charts: small, since everything heavy is fetched when a chart comes into view.
const removals = [...document.querySelectorAll<HTMLElement>('[data-chart]')].map(attachChart);
addEventListener('pagehide', ({ persisted }) => {
	if (!persisted) for (const remove of removals) remove();
});
