import type { CommandWords } from './command-words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A shell's script that completes commands, their options and file names. */
export const COMPLETION_SCRIPTS: Readonly<
	Record<Shell, (commands: readonly CommandWords[]) => string>
> = { bash: bashScript, zsh: zshScript, fish: fishScript };

function bashScript(commands: readonly CommandWords[]): string {
	return `# codejoust completion: source it, or save it as ~/.local/share/bash-completion/completions/codejoust
_codejoust() {
	local current="\${COMP_WORDS[COMP_CWORD]}" words
	COMPREPLY=()
	if [[ $COMP_CWORD -eq 1 ]]; then
		words="${firstWords(commands)}"
	else
${caseOf(commands, '${COMP_WORDS[1]}')}
	fi
	[[ $COMP_CWORD -eq 1 || $current == -* || $words != -* ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _codejoust codejoust`;
}

function zshScript(commands: readonly CommandWords[]): string {
	return `#compdef codejoust
# codejoust completion: source it, or save it as _codejoust in a folder of $fpath
_codejoust() {
	local words_of
	if (( CURRENT == 2 )); then
		compadd -- ${firstWords(commands)}
		return
	fi
${caseOf(commands, '${words[2]}', 'words_of')}
	if [[ "\${words[CURRENT]}" == -* ]]; then
		compadd -- \${=words_of}
	else
		[[ "$words_of" == -* ]] || compadd -- \${=words_of}
		_files
	fi
}
(( $+functions[compdef] )) && compdef _codejoust codejoust`;
}

function fishScript(commands: readonly CommandWords[]): string {
	const lines = commands.flatMap(({ path, says, options }) => {
		const words = path.split(' ');
		const [own = '', parent] = words.toReversed();
		const offer =
			parent === undefined
				? `complete -c codejoust -n __fish_use_subcommand -f -a ${own} -d ${quote(says)}`
				: `complete -c codejoust -n '__fish_seen_subcommand_from ${parent}' -a ${own}`;
		return [offer, ...options.map((option) => fishOption(own, option))];
	});
	return [
		'# codejoust completion: save it as ~/.config/fish/completions/codejoust.fish',
		...lines,
	].join('\n');
}

function fishOption(
	command: string,
	{ flag, says, takesFile }: CommandWords['options'][number],
): string {
	const file = takesFile ? ' -r -F' : '';
	return `complete -c codejoust -n '__fish_seen_subcommand_from ${command}' -l ${flag.slice(2)}${file} -d ${quote(says)}`;
}

/** Sets a variable to what may follow the first word: options, and the further words of nested commands. */
function caseOf(commands: readonly CommandWords[], word: string, variable = 'words'): string {
	const cases = commands
		.filter(({ path }) => !path.includes(' '))
		.map(({ path, options }) => {
			const nested = commands.filter((each) => each.path.startsWith(`${path} `));
			const following =
				nested.length > 0
					? nested.flatMap((each) => [each.path.split(' ').at(-1), ...flagsOf(each)])
					: options.map(({ flag }) => flag);
			return `		${path}) ${variable}="${[...new Set(following)].join(' ')}" ;;`;
		});
	return [`		case "${word}" in`, ...cases, '		esac'].join('\n');
}

function flagsOf({ options }: CommandWords): readonly string[] {
	return options.map(({ flag }) => flag);
}

function firstWords(commands: readonly CommandWords[]): string {
	return commands
		.filter(({ path }) => !path.includes(' '))
		.map(({ path }) => path)
		.join(' ');
}

function quote(text: string): string {
	return `'${text.replaceAll("'", '’').replaceAll('\\', '')}'`;
}
