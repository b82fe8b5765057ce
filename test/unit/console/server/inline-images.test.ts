import { describe, expect, it } from '@jest/globals';
import { type InlineFile, withInlineImages } from '../../../../console/server/inline-images.ts';

const LOGO: InlineFile = { content: 'iVBORw0KGgo=', contentType: 'image/png', contentId: '<logo@a>' };
const SHOWN = 'data:image/png;base64,iVBORw0KGgo=';

describe('withInlineImages', () => {
  it.each([
    ['an image', '<img src="cid:logo@a">', `<img src="${SHOWN}">`],
    ['one with an encoded name', "<img src='cid:logo%40a'>", `<img src='${SHOWN}'>`],
    ['a background', '<p style="background: url(CID:logo@a)">', `<p style="background: url(${SHOWN})">`],
  ])('puts it in the place of %s', (_, html, shown) => {
    expect(withInlineImages(html, [LOGO])).toBe(shown);
  });

  it.each<[string, InlineFile]>([
    ['of another name', { ...LOGO, contentId: 'other' }],
    ['without a name', { ...LOGO, contentId: undefined }],
    ['that is no image', { ...LOGO, contentType: 'text/html' }],
    ['whose type would end the attribute', { ...LOGO, contentType: 'image/png"onerror=' }],
  ])('leaves the place of a file %s as it is', (_, file) => {
    expect(withInlineImages('<img src="cid:logo@a">', [file])).toBe('<img src="cid:logo@a">');
  });

  it('lets no content end the attribute that it is put into', () => {
    const file = { ...LOGO, content: 'aa"><script>alert(1)</script>' };
    expect(withInlineImages('<img src="cid:logo@a">', [file])).toBe(
      '<img src="data:image/png;base64,aascriptalert1/script">',
    );
  });

  it('stays bounded, however often the HTML names a file', () => {
    const file = { ...LOGO, content: 'a'.repeat(3_000_000) };
    const html = withInlineImages('<img src="cid:logo@a">'.repeat(100), [file]);
    expect(html.length).toBeLessThan(41_000_000);
    expect(html.match(/data:/g)).toHaveLength(13);
  });
});
