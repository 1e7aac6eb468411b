/** Terracotta, ink and warm paper: the one theme. What it says in CSS variables is in `look.css`. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ten steps of one hue in OKLCH, light to dark; chroma swells in the middle as pigments do. */
const scale = (hue: number, chroma: number): MantineColorsTuple => {
  const lightness = [0.97, 0.93, 0.87, 0.79, 0.71, 0.65, 0.6, 0.53, 0.46, 0.38];
  const share = [0.15, 0.3, 0.5, 0.75, 0.95, 1, 1, 0.95, 0.85, 0.7];
  return lightness.map(
    (light, step) => `oklch(${light} ${(chroma * (share[step] ?? 1)).toFixed(3)} ${hue})`,
  ) as unknown as MantineColorsTuple;
};

/** Warm greys of the light room, and the designed dark one: brown-black, not blue-black. */
const warm = (lightness: readonly number[], chroma: number): MantineColorsTuple =>
  lightness.map((light) => `oklch(${light} ${chroma} 70)`) as unknown as MantineColorsTuple;

export const theme = createTheme({
  primaryColor: 'terracotta',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: {
    terracotta: scale(40, 0.14),
    indigo: scale(275, 0.14),
    teal: scale(190, 0.09),
    gray: warm([0.985, 0.965, 0.93, 0.89, 0.83, 0.74, 0.6, 0.48, 0.38, 0.29], 0.008),
    dark: warm([0.94, 0.84, 0.74, 0.6, 0.42, 0.34, 0.28, 0.225, 0.195, 0.165], 0.009),
  },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h4: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, radius: 'sm' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', transitionProps: { duration: 150 } } },
    Menu: { defaultProps: { radius: 'md', shadow: 'md', transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
  },
});
