export const en = {
  showTable: 'Show as table',
  showChart: 'Show as chart',
  save: 'Export',
  asPicture: 'Image (PNG)',
  asCsv: 'Data (CSV)',
};
export type ChartWords = typeof en;
