/** What stands in a lesson's text for a file of the course: an image is shown, all else is linked to. */
export function markdownOf({
  key,
  name,
  mediaType,
}: {
  key: string;
  name: string;
  mediaType: string;
}): string {
  const text = name.replace(/\.[^.]+$/, '').replace(/[\\[\]]/g, '\\$&');
  const shown = /^(image|video|audio)\//.test(mediaType);
  return shown ? `![${text}](asset:${key})` : `[${name.replace(/[\\[\]]/g, '\\$&')}](asset:${key})`;
}
