const FORMATS = ['json', 'xml'] as const;

/** What an oEmbed request (oembed.com, 1.0) asks for. */
export type OembedRequest = {
	/** Path and query of one of our pages. */
	readonly path: string;
	readonly search: string;
	readonly maxwidth: number | undefined;
	readonly maxheight: number | undefined;
	readonly format: (typeof FORMATS)[number];
};

export type OembedRead =
	| { readonly kind: 'request'; readonly request: OembedRequest }
	| {
			readonly kind: 'refused';
			readonly status: 400 | 404 | 501;
			readonly problems: readonly string[];
	  };

const LONGEST_URL = 2_000;
const LARGEST = 100_000;

/** Reads the parameters of a request; everything that is wrong with them is said at once. */
export function readOembed(search: URLSearchParams, origin: string): OembedRead {
	const url = readUrl(search.get('url'), origin);
	const [width, height] = [readLimit(search, 'maxwidth'), readLimit(search, 'maxheight')];
	const problems = [url, width, height].flatMap((part) => (typeof part === 'string' ? part : []));
	if (problems.length > 0) return { kind: 'refused', status: 400, problems };
	const written = search.get('format') ?? 'json';
	const format = FORMATS.find((one) => one === written);
	if (format === undefined)
		return {
			kind: 'refused',
			status: 501,
			problems: [
				`format: it is ${JSON.stringify(written.slice(0, 40))}; json and xml are answered.`,
			],
		};
	if (!(url instanceof URL) || url.host !== new URL(origin).host)
		return { kind: 'refused', status: 404, problems: [`url: it is no page of ${origin}.`] };
	return {
		kind: 'request',
		request: {
			path: url.pathname,
			search: url.search,
			maxwidth: typeof width === 'number' ? width : undefined,
			maxheight: typeof height === 'number' ? height : undefined,
			format,
		},
	};
}

function readUrl(text: string | null, origin: string): URL | string {
	if (text === null) return `url: it is missing; give the address of a page of ${origin}.`;
	if (text.length > LONGEST_URL)
		return `url: it has ${text.length} characters; at most ${LONGEST_URL} are allowed.`;
	const url = URL.parse(text);
	return url !== null && /^https?:$/.test(url.protocol)
		? url
		: 'url: it is no address that begins with http:// or https://.';
}

function readLimit(
	search: URLSearchParams,
	name: 'maxwidth' | 'maxheight',
): number | string | undefined {
	const text = search.get(name);
	if (text === null) return undefined;
	const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
	if (value >= 1 && value <= LARGEST) return value;
	return `${name}: it is ${JSON.stringify(text.slice(0, 40))}; a whole number from 1 to ${LARGEST} is needed.`;
}
