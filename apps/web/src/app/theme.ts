/** Terracotta, ink and warm paper: the one theme. What it says in CSS variables is in `look.css`. */
import { type CSSVariablesResolver, createTheme } from '@mantine/core';

// Ten steps of each hue, light to dark, even in OKLCH (lightness 0.97 to 0.38; terracotta at hue 40, indigo at
// 275, teal at 190; chroma swells in the middle, as pigments do). Hexadecimal, because Mantine computes contrast.
const terracotta = [
  '#fff2ee',
  '#fee0d6',
  '#fec5b2',
  '#f5a387',
  '#e7825f',
  '#d56e49',
  '#c45e39',
  '#aa4c29',
  '#8d3c1d',
  '#6c2c14',
] as const;
const indigo = [
  '#f2f5fe',
  '#e1e7fe',
  '#c8d2fe',
  '#a7b5fe',
  '#8a99f4',
  '#7786e3',
  '#6977d3',
  '#5762b7',
  '#465099',
  '#343c76',
] as const;
const teal = [
  '#ecf8f7',
  '#d5eeec',
  '#b3dedb',
  '#87c9c4',
  '#5bb3ad',
  '#40a19b',
  '#2e918c',
  '#187b77',
  '#0b6561',
  '#074d4a',
] as const;
// Warm greys, and for the dark room a brown-black rather than a blue-black.
const gray = [
  '#fef9f4',
  '#f7f3ee',
  '#ebe7e2',
  '#dedad5',
  '#cbc6c2',
  '#aeaaa5',
  '#837f7b',
  '#615d59',
  '#45423e',
  '#2e2b27',
] as const;
const dark = [
  '#efeae5',
  '#cecac4',
  '#afaaa5',
  '#847f7b',
  '#504c48',
  '#3b3733',
  '#2c2824',
  '#1f1b17',
  '#181411',
  '#110e0a',
] as const;

export const theme = createTheme({
  primaryColor: 'terracotta',
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.2,
  colors: { terracotta, indigo, teal, gray, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '620',
    textWrap: 'balance',
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
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Anchor: { defaultProps: { underline: 'always' } },
    Button: { defaultProps: { size: 'sm' } },
    // A field that must be filled in says so where it is not.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, radius: 'sm' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', transitionProps: { duration: 150 } } },
    // The placeholder would take the focus first, and is no item of a menu (aria-required-children).
    Menu: {
      defaultProps: {
        radius: 'md',
        shadow: 'md',
        transitionProps: { duration: 120 },
        withInitialFocusPlaceholder: false,
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-default-border': 'var(--line)',
};

/** Mantine's own names for the paper and ink of `look.css`. */
export const paperAndInk: CSSVariablesResolver = () => ({
  variables: {},
  // Mantine's own red for what is wrong is too pale for small text on paper, and too deep on ink.
  light: { ...shared, '--mantine-color-error': 'var(--mantine-color-red-9)' },
  dark: {
    ...shared,
    '--mantine-color-default': 'var(--sheet)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
});
