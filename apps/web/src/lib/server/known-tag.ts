/** True when the reader names the page's tag, weak or not (RFC 9110, 13.1.2). */
export function isKnown(request: Request, etag: string | null): boolean {
	if (etag === null) return false;
	const tags = request.headers.get('if-none-match')?.split(',') ?? [];
	return tags.some((tag) => bare(tag.trim()) === bare(etag));
}

const bare = (tag: string) => tag.replace(/^W\//, '');
