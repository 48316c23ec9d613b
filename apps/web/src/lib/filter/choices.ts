/** Groups with their sizes as the choices of a field. */
export function choicesOf(groups: readonly { readonly name: string; readonly n: number }[]) {
	return groups.map(({ name, n }) => ({ value: name, text: `${name} (${n})` }));
}
