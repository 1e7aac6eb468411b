import postcss from 'postcss';
import type { Plugin } from 'vite';

/** A class of Mantine's own styles, e.g. `.m_77c9d27d`: it stands in the code of the component that it dresses. */
const mantineClass = /\.(m_[0-9a-f]{6,})/g;

/** A shade of one of Mantine's hues, e.g. `--mantine-color-lime-9` and `--mantine-color-lime-filled`. */
const shadeOf = /^--mantine-color-([a-z]+)-/;

/**
 * The hues that nothing names: not as a colour of a component, and not as a variable, but for their own shades. In a list
 * of all hues stand those that Mantine gives to people by their initials, which we do not ask for.
 */
function unnamedHues(styles: postcss.Root, code: string): ReadonlySet<string> {
  const hues = new Set<string>();
  let used = code;
  styles.walkDecls((declaration) => {
    const [, hue] = shadeOf.exec(declaration.prop) ?? [];
    if (declaration.prop.endsWith('-9') && hue !== undefined) hues.add(hue);
    used += ` ${declaration.value.replaceAll(`--mantine-color-${hue}-`, '')}`;
  });
  for (const hue of hues)
    if (new RegExp(`(?<![[,])["'\`]${hue}(?:\\.\\d)?["'\`]|--mantine-color-${hue}-`).test(used))
      hues.delete(hue);
  return hues;
}

/**
 * Leaves out the styles of those of Mantine's components that no page uses, about half of them, and the shades of hues
 * that none names.
 */
export function withoutUnusedStyles(): Plugin {
  return {
    name: 'without-unused-styles',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const code = files.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
      const isUsed = (selector: string) =>
        [...selector.matchAll(mantineClass)].every(([, name = '']) => code.includes(name));
      for (const file of files) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        const styles = postcss.parse(String(file.source));
        styles.walkRules((rule) => {
          const selectors = rule.selectors.filter(isUsed);
          if (selectors.length === 0) rule.remove();
          else if (selectors.length < rule.selectors.length) rule.selectors = selectors;
        });
        const unnamed = unnamedHues(styles, code);
        styles.walkDecls(shadeOf, (declaration) => {
          if (unnamed.has(shadeOf.exec(declaration.prop)?.[1] ?? '')) declaration.remove();
        });
        styles.walkAtRules(/^(media|supports|where)$/, (at) => {
          if (at.nodes?.length === 0) at.remove();
        });
        file.source = styles.toString();
      }
    },
  };
}
