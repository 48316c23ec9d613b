import { plainLatin } from '@codejoust/contract/slug-of';

/** A name as it stands in URLs: lower case, Latin letters without their marks, other characters than letters, digits and points become hyphens; it ends with a letter or digit. */
export function slugOf(name: string): string {
	return (
		plainLatin(name)
			.replace(/[^a-z0-9.-]+/g, '-')
			.replace(/^[^a-z0-9]+/, '')
			.slice(0, 80)
			.replace(/[.-]+$/, '') || 'judge'
	);
}
