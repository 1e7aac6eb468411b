export const en = {
  showTable: 'Show the figures as a table',
  showChart: 'Show the chart',
  save: 'Save',
  asPicture: 'As a picture (PNG)',
  asCsv: 'The figures (CSV)',
};
export type ChartWords = typeof en;
