import { afterAll, expect, test } from 'vitest';
import { openStripThread } from './strip-thread.ts';
import { stripAnswer } from './strip-answer.ts';

const thread = openStripThread();
afterAll(() => thread.close());

const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\``;
const strip = async (language: string, code: string) => {
	const { text, left } = await stripAnswer(fence(language, code), undefined, thread);
	expect(left).toEqual([]);
	const again = await stripAnswer(text, undefined, thread);
	expect(again.text).toBe(text);
	return text.slice(`\`\`\`${language}\n`.length, -'\n```'.length);
};

/** Language, code, and the code without its comments. */
const CASES: readonly (readonly [string, string, string])[] = [
	['python', 'x = "#1"  # one\n# two\ny = f"{x}#"', 'x = "#1"\ny = f"{x}#"'],
	[
		'py',
		'#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n# three\nx = 1',
		'#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nx = 1',
	],
	['python', 'def f():\n    """Best code.\n\n    Tested.\n    """', 'def f():\n    """"""'],
	['python', "def f(a):\n    r'''One'''\n    return a", "def f(a):\n    r''''''\n    return a"],
	[
		'python',
		'q = \\\n"""select # 1"""\nf(\n    """kept""",\n)',
		'q = \\\n"""select # 1"""\nf(\n    """kept""",\n)',
	],
	[
		'javascript',
		'const u = "http://x"; // one\nconst r = /\\/\\*/g; /* two */ let z = `${u /* three */}//`;',
		'const u = "http://x";\nconst r = /\\/\\*/g;  let z = `${u }//`;',
	],
	['js', 'return/* a */1;\n/**\n\n * doc\n */\nf();', 'return 1;\nf();'],
	[
		'ts',
		'/// <reference types="node" />\n// @ts-expect-error\nlet a: string = 1; // two',
		'/// <reference types="node" />\n// @ts-expect-error\nlet a: string = 1;',
	],
	['tsx', 'const a = <b>{/* no */}// text</b>; // c', 'const a = <b>{}// text</b>;'],
	[
		'java',
		'/** doc */\nString s = "// /* "; // c\nchar c = \'"\'; /* d */',
		'String s = "// /* ";\nchar c = \'"\';',
	],
	[
		'c',
		'#include <a.h> // c\n#if 0\n// out\n#endif\n#define X 1 /* d */\nchar *s = "/*";',
		'#include <a.h>\n#if 0\n// out\n#endif\n#define X 1\nchar *s = "/*";',
	],
	['c++', '#pragma once\nauto s = R"(// no)"; // c', '#pragma once\nauto s = R"(// no)";'],
	[
		'csharp',
		'#region A\nvar s = @"c:\\// ""/*"; // c\n/// <summary>d</summary>\nint x;',
		'#region A\nvar s = @"c:\\// ""/*";\nint x;',
	],
	[
		'go',
		'//go:build linux\n\n// Package a is the best.\npackage a // c\nvar s = `//`',
		'//go:build linux\n\npackage a\nvar s = `//`',
	],
	[
		'go',
		'// #include <stdio.h>\nimport "C"\n\n//go:build is what I like, and so on: no\nvar a = 1',
		'// #include <stdio.h>\nimport "C"\n\n//go:build is what I like, and so on: no\nvar a = 1',
	],
	[
		'rust',
		'//! doc\nfn f<\'a>(x: &\'a str) {} /* a /* b */ c */ let y = r#"// no"#;',
		'fn f<\'a>(x: &\'a str) {}  let y = r#"// no"#;',
	],
	[
		'ruby',
		'# frozen_string_literal: true\nx = "a#{b}#c" # c\n=begin\nfoo\n=end\ny = <<~A\n  # no\nA',
		'# frozen_string_literal: true\nx = "a#{b}#c"\ny = <<~A\n  # no\nA',
	],
	[
		'php',
		'<?php\n#[Attr]\n$a = "//"; # c\n$x = <<<EOT\n// no\nEOT;\n// d',
		'<?php\n#[Attr]\n$a = "//";\n$x = <<<EOT\n// no\nEOT;',
	],
	[
		'perl',
		'#!/usr/bin/perl\nmy $n = $#a; # c\n$x =~ s#a#b#;\n=pod\n\nfoo\n\n=cut\nprint <<EOT;\n# no\nEOT',
		'#!/usr/bin/perl\nmy $n = $#a;\n$x =~ s#a#b#;\nprint <<EOT;\n# no\nEOT',
	],
	[
		'bash',
		'#!/bin/sh\necho ${#a} $# "#" a#b # c\ncat <<EOF\n# no\nEOF',
		'#!/bin/sh\necho ${#a} $# "#" a#b\ncat <<EOF\n# no\nEOF',
	],
	[
		'powershell',
		'#Requires -Version 5\n<# block\n more #>\n$a = "#" # c',
		'#Requires -Version 5\n$a = "#"',
	],
	['swift', 'let s = """\n// no\n""" /* a /* b */ */', 'let s = """\n// no\n"""'],
	['kotlin', 'val s = """// no""" // c', 'val s = """// no"""'],
	['scala', '/* a /* b */ */ val s = """//""" // c', ' val s = """//"""'],
	[
		'sql',
		'select \'--\', "/*" -- c\n/*! straight_join */ from t /* d */',
		'select \'--\', "/*"\n/*! straight_join */ from t',
	],
	[
		'html',
		'<a href="http://x"><!-- c --></a>\n<!--[if IE]><p><![endif]-->\n<script>// js\nlet a = "<!--";</script><style>/* c */ a{}</style>',
		'<a href="http://x"></a>\n<!--[if IE]><p><![endif]-->\n<script>\nlet a = "<!--";</script><style> a{}</style>',
	],
	['css', 'a { background: url(http://x) } /* c */', 'a { background: url(http://x) }'],
	['scss', '$a: 1; // c\n/* d */', '$a: 1;'],
	['lua', 'x = [[ -- no ]] -- c\n--[==[ block\n]==]\ny = 1', 'x = [[ -- no ]]\ny = 1'],
	[
		'haskell',
		'{-# LANGUAGE X #-}\nmain = print "--" -- c\n{- a {- b -} c -}\nx = a --> b',
		'{-# LANGUAGE X #-}\nmain = print "--"\nx = a --> b',
	],
	['r', 'x <- "#" # c', 'x <- "#"'],
	['julia', 'x = "#" # c\n#= a #= b =# =#', 'x = "#"'],
	['dart', "var s = 'http://x'; // c", "var s = 'http://x';"],
	['elixir', '@doc """\nfoo # no\n"""\nx = "#" # c', 'x = "#"'],
	['clojure', '(def x "; no") ; c', '(def x "; no")'],
	['erlang', 'X = "%", % c\nY = $%.', 'X = "%",\nY = $%.'],
	['ocaml', 'let a = "(*" (* b (* c *) *)\nlet d = 1', 'let a = "(*"\nlet d = 1'],
	['f#', 'let a = "//" // c\n(* d *)', 'let a = "//"'],
	['matlab', "a = '%'; % c\n%{\nblock\n%}\nb = a';", "a = '%';\nb = a';"],
	['fortran', "print *, '!' ! c\nend", "print *, '!'\nend"],
	['vb', 'x = "\'" \' c', 'x = "\'"'],
	['lisp', '(print "; no") ; c', '(print "; no")'],
	['yaml', 'a: "#" # c\nb: a#b\nc: |\n  # no', 'a: "#"\nb: a#b\nc: |\n  # no'],
	['toml', 'a = "#" # c', 'a = "#"'],
	['jsonc', '{"a": "//", "b": "\\\\"} // c', '{"a": "//", "b": "\\\\"}'],
	[
		'dockerfile',
		'# syntax=docker/dockerfile:1\n# c\nFROM a\nRUN echo "#"',
		'# syntax=docker/dockerfile:1\nFROM a\nRUN echo "#"',
	],
	['makefile', 'a: b # c\n\techo "\\#"', 'a: b\n\techo "\\#"'],
	['xml', '<a><!-- c --><b/></a>', '<a><b/></a>'],
	['zig', 'const a = "//"; // c', 'const a = "//";'],
	['solidity', '// SPDX-License-Identifier: MIT\nuint a = 1; /* c */', 'uint a = 1;'],
];

test.each(CASES)('%s: %j', async (language, code, expected) => {
	expect(await strip(language, code)).toBe(expected);
});
