/**
 * A model's name as names are compared (`folded-names@1`): NFKC, lower case, and one hyphen for each run of white space, `-`,
 * `_`, `/` and `:`, none at the ends. Dots stay, since `gpt-4.1` and `gpt-41` are two models. The caller bounds the length.
 */
export function foldModelName(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.split(/[\s_/:\p{Pd}]/u)
		.filter((part) => part !== '')
		.join('-');
}
