import { expect, test } from 'vitest';
import { writeChartCard } from './write-chart-card.ts';

const SIZE = { width: 1200, height: 630 };
const chart = (height: number) =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="960" height="${height}" viewBox="0 0 960 ${height}" role="img"><title>a</title></svg>\n`;

test('a chart stands whole in a preview image, and one that is too high for it is none', () => {
	const card = writeChartCard(chart(500), SIZE);
	expect(card).toContain('width="1200" height="630" viewBox="0 0 1200 630"');
	expect(card).toContain('preserveAspectRatio="xMidYMid meet" viewBox="0 0 960 500"');
	expect(card?.match(/<svg /g)).toHaveLength(2);
	expect(card?.match(/<\/svg>/g)).toHaveLength(2);
	expect(writeChartCard(chart(4_000), SIZE)).toBeUndefined();
});
