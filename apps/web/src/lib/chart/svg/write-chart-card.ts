/** A chart that is higher than this beside its width says nothing at the size of a preview. */
const MOST_HEIGHT = 1.1;
const EDGE = 24;

/** A written chart in the middle of a preview image; undefined for one that is too high for it. */
export function writeChartCard(
	chart: string,
	{ width: wide, height: high }: { readonly width: number; readonly height: number },
): string | undefined {
	const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(chart) ?? [];
	if (width === undefined || height === undefined) return undefined;
	if (Number(height) / Number(width) > MOST_HEIGHT) return undefined;
	const placed = chart.replace(
		/^<svg xmlns="[^"]*" width="[^"]*" height="[^"]*"/,
		`<svg x="${EDGE}" y="${EDGE}" width="${wide - 2 * EDGE}" height="${high - 2 * EDGE}" preserveAspectRatio="xMidYMid meet"`,
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">
<rect width="${wide}" height="${high}" fill="#fafaf8"/>
${placed}</svg>
`;
}
