import { escapeXml } from '../text/escape-xml.ts';
import { showHidden } from '../text/visible-text.ts';
import type { EmbedSize } from './embed-size.ts';

/** The HTML that shows an embedded board on another page. */
export function writeEmbed(
	address: string,
	title: string,
	{ width, height }: Pick<EmbedSize, 'width' | 'height'>,
): string {
	return `<iframe src="${escapeXml(address)}" title="${escapeXml(showHidden(title))}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy"></iframe>`;
}
