import postcss from 'postcss';
import type { Plugin } from 'vite';

/** A class of Mantine's own styles, e.g. `.m_77c9d27d`: it stands in the code of the component that it dresses. */
const mantineClass = /\.(m_[0-9a-f]{6,})/g;

/** Leaves out the styles of those of Mantine's components that no page uses: about half of them. */
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
        styles.walkAtRules(/^(media|supports|where)$/, (at) => {
          if (at.nodes?.length === 0) at.remove();
        });
        file.source = styles.toString();
      }
    },
  };
}
