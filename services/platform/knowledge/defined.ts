/** The names of functions and classes that code defines, in the languages that are mostly taught. */

const NAME = String.raw`([\p{L}_$][\p{L}\p{N}_$]*)`;
const BEFORE = String.raw`^[ \t]*(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|virtual|sealed|partial|data|open|inline|pub(?:\([a-z]+\))?|unsafe|extern|const|declare|suspend)[ \t]+)*`;

/** How a definition begins: a word for it and a name, `name = function`, or (C, Java) a type, a name and a body. */
const DEFINITIONS = [
  String.raw`(?:def|class|interface|struct|enum|trait|module|protocol|record|object)[ \t]+(?:self\.)?${NAME}[ \t]*(?=[(:{<\r\n]|extends\b|implements\b|$)`,
  String.raw`(?:function[ \t]*\*?|func|fun|fn|sub)[ \t]+(?:\([^()\n]{0,100}\)[ \t]*)?${NAME}[ \t]*(?=[(<{])`,
  String.raw`(?:let|var)?[ \t]*${NAME}[ \t]*[:=][ \t]*(?:async[ \t]+)?(?:function\b|\([^()\n]{0,200}\)[ \t]*=>|lambda\b)`,
  String.raw`(?!(?:return|else|new|if|for|while|switch|throw|await|case|catch)\b)[\p{L}_][\p{L}\p{N}_<>[\],.*&]{0,80}[ \t]+[*&]?${NAME}[ \t]*\([^()\n;]{0,300}\)[ \t]*(?:(?:throws[ \t][\w, \t]{1,100}|const|noexcept)[ \t]*)?\{`,
].map((definition) => new RegExp(BEFORE + definition, 'gmu'));

const NAMES_AT_MOST = 20;

/** Names in the order of the notations, each once. Running text defines nothing: a name needs what follows one. */
export function definedIn(text: string): string[] {
  const names = new Set<string>();
  for (const definition of DEFINITIONS)
    for (const [, name] of text.matchAll(definition)) {
      if (name !== undefined) names.add(name);
      if (names.size === NAMES_AT_MOST) return [...names];
    }
  return [...names];
}
