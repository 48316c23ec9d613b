import { escapeXml } from '../text/escape-xml.ts';

const XML_HEAD = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>';

/** An answer as the XML of oembed.com: one element for each of its fields. */
export function writeOembedXml(answer: Readonly<Record<string, string | number>>): string {
	const fields = Object.entries(answer).map(
		([name, value]) => `\t<${name}>${escapeXml(String(value))}</${name}>`,
	);
	return `${XML_HEAD}\n<oembed>\n${fields.join('\n')}\n</oembed>\n`;
}
