/** What a document is called, by what its file says; many say what their program wrote there. */

const NOTHING =
  /^(?:untitled(?: document| presentation)?|\(?anonymous\)?|\(?unspecified\)?|\(?unknown\)?|no title|none|null|undefined|title|document ?\d*|presentation ?\d*|powerpoint[ -]presentation|présentation powerpoint|slide ?\d*|new document|word document|scan(?:ned document)?|about:blank|print|sans titre|sin título|unbenannt|ohne titel|latex with hyperref(?: package)?|[^\p{L}\p{N}]*)$/iu;
/** Names of the files that documents were made from. */
const FILE =
  /(?:^[a-z]:\\|^file:|\.(?:docx?|dotx?|pptx?|xlsx?|odt|rtf|tex|dvi|ps|eps|indd|qxd|pmd|fm|p65|wpd|pub|tmp)$)/i;
const TITLE_AT_MOST = 1_000;

/** The first of these that is a title, on one line; null where none is. */
export function titleFrom(...said: readonly unknown[]): string | null {
  for (const one of said) {
    if (typeof one !== 'string') continue;
    const title = one
      .slice(0, TITLE_AT_MOST)
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .replace(/^microsoft (?:word|powerpoint) - /i, '');
    if (!NOTHING.test(title) && !FILE.test(title)) return title;
  }
  return null;
}
