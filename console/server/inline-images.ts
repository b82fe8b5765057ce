/** A file of an email, as far as its HTML may show it. */
export interface InlineFile {
  /** In base64. */
  readonly content: string;
  readonly contentType: string;
  /** By which HTML names it, as in `cid:logo`. */
  readonly contentId?: string | undefined;
}

/** What a browser shows in a picture's place; none of these runs anything there. */
const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

/** Who wrote the HTML may name one file any number of times. Beyond this its places stay empty. */
const MAX_CHARACTERS = 40_000_000;

/** An email's HTML with its own images in the places where it names them, so that nothing has to be asked for them. */
export function withInlineImages(html: string, files: readonly InlineFile[]): string {
  const images = new Map(
    files.flatMap(({ content, contentType, contentId }) => {
      const [type = ''] = contentType.toLowerCase().split(/[;\s]/, 1);
      const isShown = contentId !== undefined && IMAGE.test(type);
      // What is not base64 could end the attribute that it is put into.
      const data = content.replace(/[^\w+/=]/g, '');
      return isShown ? [[contentId.replace(/^<|>$/g, ''), `data:${type};base64,${data}`] as const] : [];
    }),
  );
  let left = MAX_CHARACTERS;
  return html.replace(/\bcid:([^\s"'<>()]+)/gi, (reference, name: string) => {
    const image = images.get(name) ?? images.get(decoded(name));
    if (image === undefined || image.length > left) return reference;
    left -= image.length;
    return image;
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
