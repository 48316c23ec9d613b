/** The address when it leads to http or https, else absent: a model's owner wrote it. */
export function safeLink(link: string | null): string | undefined {
	return link !== null && /^https?:\/\//i.test(link) ? link : undefined;
}
