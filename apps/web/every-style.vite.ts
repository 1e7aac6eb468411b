import type { Plugin } from 'vite';

/**
 * Fails the build where a style sheet of ours that is imported does not come into the app. A module of classes of which
 * none is used is left out with all else that stands in it, which nobody notices before they miss it.
 */
export function everyStyle(): Plugin {
  return {
    name: 'every-style',
    apply: 'build',
    generateBundle(_options, bundle) {
      const kept = new Set(
        Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
      );
      const lost = [...this.getModuleIds()].filter((id) => /\/src\/.*\.css$/.test(id) && !kept.has(id));
      if (lost.length > 0)
        this.error(
          `no page would have these styles: ${lost.join(', ')}. Use a class of theirs, or make it a plain .css file.`,
        );
    },
  };
}
